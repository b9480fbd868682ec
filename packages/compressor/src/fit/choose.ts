import { bestRuns } from './runs.ts'

/** What `choose` picks from; segments of all texts in one row. */
export interface Candidates {
	/** About how many tokens each segment has. */
	readonly sizes: Float64Array
	/** Index of the segment that must stand when this one does, in the same row; −1 for none. */
	readonly parents: Int32Array
	/** 1 where the segment always stays. */
	readonly protect: Uint8Array
	/** Indexes by falling worth. */
	readonly order: Int32Array
	readonly scores: Float64Array
	/** About how many tokens the marker of a gap costs that begins at each segment. */
	readonly markers: Float64Array
}

/** Share of the best score from which a segment is kept even when it overshoots the budget. */
const STRONG = 0.6

/**
 * Picks segments until about `budget` tokens are kept, markers included; 1 where kept.
 *
 * First the runs that are worth most together, then single ones by worth. A segment beside one already kept
 * costs no marker, and one that closes a gap saves one. A weak segment that would overshoot `most` is passed over
 * for smaller ones.
 */
export function choose(candidates: Candidates, budget: number, most: number): Uint8Array {
	const { sizes, parents, protect, order, scores, markers } = candidates
	const keep = new Uint8Array(protect.length)
	// One marker for the whole, until the first segment is kept.
	let total = markers[0] ?? 0
	const cost = (at: number): number => {
		const left = at === 0 || keep[at - 1] === 1
		const right = at === keep.length - 1 || keep[at + 1] === 1
		const marker = markers[at] ?? 0
		return (sizes[at] ?? 0) + (left && right ? -marker : left || right ? 0 : marker)
	}
	const add = (at: number): void => {
		for (let next = at; next !== -1 && keep[next] === 0; next = parents[next] ?? -1) {
			total += cost(next)
			keep[next] = 1
		}
	}
	for (let at = 0; at < protect.length; at++) if (protect[at] === 1) add(at)
	const runs = bestRuns(candidates, keep, budget)
	for (let at = 0; at < runs.length; at++) if (runs[at] === 1) add(at)
	const strong = STRONG * (scores[order[0] ?? 0] ?? 0)
	for (const at of order) {
		if (total >= budget) break
		if (keep[at] === 1) continue
		if (total + cost(at) > most && (scores[at] ?? 0) < strong) continue
		add(at)
	}
	// When only large segments are left, one of them has to overshoot.
	for (const at of order) {
		if (total >= budget) break
		if (keep[at] === 0 && total + (sizes[at] ?? 0) < budget * 1.6) add(at)
	}
	for (const at of order) {
		if (total >= budget) break
		add(at)
	}
	closeGaps(keep, sizes, markers)
	return keep
}

/** Keeps runs that would cost as much marked as they do kept. */
function closeGaps(keep: Uint8Array, sizes: Float64Array, markers: Float64Array): void {
	let from = -1
	let size = 0
	for (let at = 0; at <= keep.length; at++) {
		if (at < keep.length && keep[at] === 0) {
			if (from === -1) from = at
			size += sizes[at] ?? 0
			continue
		}
		if (from !== -1 && size <= (markers[from] ?? 0)) keep.fill(1, from, at)
		from = -1
		size = 0
	}
}
