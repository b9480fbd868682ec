/** What `fit` did for one route. */
export interface FittedRoute {
	readonly route: string
	/** In force from now on. */
	readonly threshold: number
	/** `fitted` now, or as it was: set by the `route` itself, or the router's `default`. */
	readonly from: 'fitted' | 'route' | 'default'
	/** Held-back texts of this route. */
	readonly heldBack: number
	/** Share of them that no route takes, in [0, 1]; `null` of none. */
	readonly rejected: number | null
}

/** What `fit` did, and how sure it can be. */
export interface FitReport {
	/** What gave the scores: `lexical`, or that and an embedder's id. Thresholds hold on that scale alone. */
	readonly scoredBy: string
	/** The share of texts of the routes that was allowed to be rejected. */
	readonly rejection: number
	/** Where the thresholds come from: `folds` of the utterances or examples that were `given`. */
	readonly basis: 'folds' | 'given'
	/** Texts of the routes that were held back. */
	readonly heldBack: number
	/** Share of them that no route takes at the thresholds, in [0, 1]; `null` of none. */
	readonly rejected: number | null
	/** Share of them that take their own route, in [0, 1]; `null` of none. */
	readonly accuracy: number | null
	/** Texts of none of the routes: how many and the share rejected; `null` when there were none. */
	readonly outOfScope: { readonly examples: number; readonly recall: number } | null
	readonly routes: readonly FittedRoute[]
	/** What there was too little of, in words; empty when nothing was. */
	readonly warnings: readonly string[]
}
