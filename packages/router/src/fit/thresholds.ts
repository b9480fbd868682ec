/**
 * What the texts of all routes weigh together, in times as many as show one rejection: 200 texts at 5 %. Their scores
 * are on one scale, and ten texts of its own tell little of a route's. With a weight of 20 texts, thresholds fitted on
 * CLINC150 with 10 examples a route rejected 9 % of validation texts; on the scores of all routes alike, 6 %.
 */
const OTHERS = 10

/** Halvings of the share that may fall below: enough to tell one text in a hundred thousand. */
const HALVINGS = 17

/** Scores of a held-back text, one a route, in the order of the routes. */
export type HeldBack = Float64Array

/** The route with the best score of a text, by its place, and that score. */
interface Nearest {
	readonly route: number
	readonly score: number
}

/**
 * Thresholds at which no more than `rejection` of the texts, and hardly fewer, are below all of them.
 *
 * For each route it is the score that a share of the texts that come nearest to it do not reach, as far as its own
 * texts tell; the fewer they are, the more those of all routes speak. That share is the same for all routes, and found
 * by trial, since a text that one route rejects another may take.
 *
 * `undefined` when there are fewer texts than that in all.
 */
export function thresholdsFor(
	heldBack: readonly HeldBack[],
	rejection: number,
): readonly number[] | undefined {
	if (heldBack.length < textsNeeded(rejection)) return undefined
	const sorted = heldBack.map(nearestOf).sort((a, b) => a.score - b.score)
	const weightOfOthers = (OTHERS * textsNeeded(rejection)) / sorted.length
	const at = (share: number): readonly number[] =>
		Array.from({ length: heldBack[0]?.length ?? 0 }, (_, route) =>
			thresholdOf(route, sorted, share, weightOfOthers),
		)
	// At a share of 0 nothing is below the lowest score there is.
	let [low, high, found] = [0, 1, at(0)]
	for (let halving = 0; halving < HALVINGS; halving++) {
		const share = (low + high) / 2
		const thresholds = at(share)
		if (rejectedBy(thresholds, heldBack) <= rejection * heldBack.length) [low, found] = [share, thresholds]
		else high = share
	}
	return found
}

function rejectedBy(thresholds: readonly number[], heldBack: readonly HeldBack[]): number {
	return heldBack.filter((scores) => scores.every((score, route) => score < (thresholds[route] ?? 0))).length
}

function nearestOf(scores: HeldBack): Nearest {
	const score = scores.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY)
	return { route: scores.indexOf(score), score }
}

/** Texts among which the stated share is at least one. */
export function textsNeeded(rejection: number): number {
	return Math.ceil(1 / rejection)
}

function thresholdOf(
	route: number,
	sorted: readonly Nearest[],
	share: number,
	weightOfOthers: number,
): number {
	const weights = sorted.map((nearest) => (nearest.route === route ? 1 + weightOfOthers : weightOfOthers))
	const allowed = share * weights.reduce((sum, weight) => sum + weight, 0)
	let below = 0
	for (const [index, { score }] of sorted.entries()) {
		below += weights[index] ?? 0
		if (below > allowed) return score
	}
	return sorted.at(-1)?.score ?? 0
}
