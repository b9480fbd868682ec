/** A text with the route that it should take; `null` where no route should. */
export interface RoutedExample {
	readonly text: string
	readonly route: string | null
}

/** Texts of one route that went to another; `null` is no route. */
export interface Confusion {
	readonly expected: string | null
	readonly routed: string | null
	readonly count: number
}

/** How one route did. Shares are in [0, 1], and `null` of nothing. */
export interface RouteFigures {
	readonly route: string
	/** Examples that belong to it. */
	readonly examples: number
	/** Share of them that took it. */
	readonly recall: number | null
	/** Share of the texts that took it that belong to it. */
	readonly precision: number | null
	/** Harmonic mean of the two. */
	readonly f1: number | null
}

/** How texts that no route should take are told from the others; shares in [0, 1]. */
export interface OutOfScopeFigures {
	readonly examples: number
	/** Share of them that no route took. */
	readonly recall: number
	/** Share of the texts that no route took that are of none; `null` when every text was taken. */
	readonly precision: number | null
	/** Harmonic mean of the two; 0 when none was recognised. */
	readonly f1: number
	/** Chance that such a text has a lower best score than one of a route; 0.5 is chance. `null` without the latter. */
	readonly auroc: number | null
	/** Share recognised by one threshold for all routes at which at most 5 % of the others are rejected; `null` as above. */
	readonly recallAt5: number | null
}

/** A text that took another way than it should. */
export interface Misrouted {
	readonly text: string
	readonly expected: string | null
	readonly routed: string | null
	/** Of the route it took, or the best score there was; `null` when nothing was scored. */
	readonly score: number | null
	readonly reason: string
}

/** What a router made of examples whose route is known. */
export interface Evaluation {
	readonly examples: number
	/** Share routed as stated, those of no route included, in [0, 1]. */
	readonly accuracy: number
	/** Examples of a route: how many, the share routed as stated and the share that no route took. */
	readonly inScope: {
		readonly examples: number
		readonly accuracy: number | null
		readonly rejected: number | null
	}
	/** `null` when no example is out of scope. */
	readonly outOfScope: OutOfScopeFigures | null
	/** Pairs, most frequent first. */
	readonly confusion: readonly Confusion[]
	/** In the order of the routes. */
	readonly routes: readonly RouteFigures[]
	/** In the order of the examples. */
	readonly misrouted: readonly Misrouted[]
}
