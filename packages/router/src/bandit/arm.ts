/** What is believed of a model before any feedback. */
export interface ArmPrior {
	/** Mean quality, in [0, 1]. */
	readonly quality: number
	/** Answers that this belief is worth, above 0: feedback of as many counts as much as it. */
	readonly mass: number
	/** Mean USD of a call. */
	readonly cost?: number
}

/** What was learnt of a model on one kind of task. */
export interface ArmState {
	/** Sums of quality and of what quality lacks of 1, decayed. */
	readonly won: number
	readonly lost: number
	/** Decayed sum of costs in USD, and of the answers whose cost is known. */
	readonly spent: number
	readonly priced: number
	/** Answers rewarded, not decayed. */
	readonly rewards: number
}

export const NEW_ARM: ArmState = { won: 0, lost: 0, spent: 0, priced: 0, rewards: 0 }

/** The evidence after others came in: each new reward of a task takes a share of the weight of all old ones. */
export function decayed(arm: ArmState, keep: number): ArmState {
	return {
		...arm,
		won: arm.won * keep,
		lost: arm.lost * keep,
		spent: arm.spent * keep,
		priced: arm.priced * keep,
	}
}

export function rewarded(arm: ArmState, quality: number, cost: number | undefined): ArmState {
	return {
		won: arm.won + quality,
		lost: arm.lost + 1 - quality,
		spent: arm.spent + (cost ?? 0),
		priced: arm.priced + (cost === undefined ? 0 : 1),
		rewards: arm.rewards + 1,
	}
}

/** The Beta distribution of an arm's quality. */
export function betaOf(prior: ArmPrior, arm: ArmState): readonly [a: number, b: number] {
	return [prior.quality * prior.mass + arm.won, (1 - prior.quality) * prior.mass + arm.lost]
}

export function meanQuality(prior: ArmPrior, arm: ArmState): number {
	const [a, b] = betaOf(prior, arm)
	return a / (a + b)
}

/** Mean USD of a call, the prior's counting as `mass` calls; `undefined` when nothing is known. */
export function meanCost({ cost, mass }: ArmPrior, { spent, priced }: ArmState): number | undefined {
	if (cost === undefined) return priced === 0 ? undefined : spent / priced
	return (cost * mass + spent) / (mass + priced)
}
