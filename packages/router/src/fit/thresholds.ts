/** Halvings of the share that may fall below: enough to tell one text in a hundred thousand. */
const HALVINGS = 17

/** Scores of a held-back text by every route. */
export type HeldBack = ReadonlyMap<string, number>

/** A held-back text by the route with the best score. */
interface Nearest {
	readonly name: string
	readonly score: number
}

/**
 * Thresholds at which no more than `rejection` of the texts, and hardly fewer, are below all of them.
 *
 * For each route it is the score that a share of the texts that come nearest to it do not reach, as far as its own
 * texts tell; the fewer they are, the more those of all routes speak, which together weigh `1 / rejection` texts: as
 * many as it takes to see one rejected. That share is the same for all routes, and found by trial, since a text that
 * one route rejects another may take.
 *
 * `undefined` when there are fewer texts than that in all.
 */
export function thresholdsFor(
	names: readonly string[],
	heldBack: readonly HeldBack[],
	rejection: number,
): ReadonlyMap<string, number> | undefined {
	if (heldBack.length < textsNeeded(rejection)) return undefined
	const sorted = heldBack.map(nearestOf).sort((a, b) => a.score - b.score)
	const at = (share: number): ReadonlyMap<string, number> =>
		new Map(
			names.map((name) => [name, thresholdOf(name, sorted, share, textsNeeded(rejection) / sorted.length)]),
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

function rejectedBy(thresholds: ReadonlyMap<string, number>, heldBack: readonly HeldBack[]): number {
	const rejected = (scores: HeldBack): boolean => {
		for (const [name, threshold] of thresholds) if ((scores.get(name) ?? 0) >= threshold) return false
		return true
	}
	return heldBack.filter(rejected).length
}

function nearestOf(scores: HeldBack): Nearest {
	let nearest = { name: '', score: Number.NEGATIVE_INFINITY }
	for (const [name, score] of scores) if (score > nearest.score) nearest = { name, score }
	return nearest
}

/** Texts among which the stated share is at least one. */
export function textsNeeded(rejection: number): number {
	return Math.ceil(1 / rejection)
}

function thresholdOf(
	name: string,
	sorted: readonly Nearest[],
	share: number,
	weightOfOthers: number,
): number {
	const weights = sorted.map((nearest) => (nearest.name === name ? 1 + weightOfOthers : weightOfOthers))
	const allowed = share * weights.reduce((sum, weight) => sum + weight, 0)
	let below = 0
	for (const [index, { score }] of sorted.entries()) {
		below += weights[index] ?? 0
		if (below > allowed) return score
	}
	return sorted.at(-1)?.score ?? 0
}
