/** A held-back text: its route, the route with the best score, and that score. */
export interface HeldBack {
	readonly route: string
	readonly nearest: string
	readonly score: number
}

/**
 * For each route the highest threshold at which no more than `rejection` of the texts that come nearest to it fall
 * below, as far as its own texts tell; the fewer they are, the more those of all routes speak, which together weigh
 * `1 / rejection` texts: as many as it takes to see one rejected.
 *
 * `undefined` when there are fewer texts than that in all.
 */
export function thresholdsFor(
	names: readonly string[],
	heldBack: readonly HeldBack[],
	rejection: number,
): ReadonlyMap<string, number> | undefined {
	const needed = textsNeeded(rejection)
	if (heldBack.length < needed) return undefined
	const sorted = [...heldBack].sort((a, b) => a.score - b.score)
	return new Map(names.map((name) => [name, thresholdOf(name, sorted, rejection, needed / sorted.length)]))
}

/** Texts among which the stated share is at least one. */
export function textsNeeded(rejection: number): number {
	return Math.ceil(1 / rejection)
}

function thresholdOf(
	name: string,
	sorted: readonly HeldBack[],
	rejection: number,
	weightOfOthers: number,
): number {
	const weights = sorted.map(({ nearest }) => (nearest === name ? 1 + weightOfOthers : weightOfOthers))
	const allowed = rejection * weights.reduce((sum, weight) => sum + weight, 0)
	let below = 0
	for (const [index, { score }] of sorted.entries()) {
		below += weights[index] ?? 0
		if (below > allowed) return score
	}
	return sorted.at(-1)?.score ?? 0
}
