import type { OutOfScopeFigures } from './report.ts'

/** Share of texts of a route that may be rejected where `recallAt5` is read off. */
const REJECTED = 0.05

/** A judged text: whether no route took it, and its best score. */
export interface Judged {
	readonly rejected: boolean
	readonly confidence: number
}

/** Figures on telling `outside` from `inside`; `null` when nothing is outside. */
export function outOfScopeFigures(
	inside: readonly Judged[],
	outside: readonly Judged[],
): OutOfScopeFigures | null {
	if (outside.length === 0) return null
	const hits = outside.filter(({ rejected }) => rejected).length
	const falseAlarms = inside.filter(({ rejected }) => rejected).length
	return {
		examples: outside.length,
		recall: hits / outside.length,
		precision: hits + falseAlarms === 0 ? null : hits / (hits + falseAlarms),
		f1: (2 * hits) / (outside.length + hits + falseAlarms),
		auroc: inside.length === 0 ? null : auroc(inside, outside),
		recallAt5: inside.length === 0 ? null : recallAt(inside, outside),
	}
}

/** By ranks, ties counted half: O(n log n). */
function auroc(inside: readonly Judged[], outside: readonly Judged[]): number {
	const all = [
		...inside.map(({ confidence }) => ({ confidence, within: 1 })),
		...outside.map(({ confidence }) => ({ confidence, within: 0 })),
	].sort((a, b) => a.confidence - b.confidence)
	let ranks = 0
	for (let from = 0; from < all.length; ) {
		let to = from
		while (to < all.length && all[to]?.confidence === all[from]?.confidence) to++
		const within = all.slice(from, to).reduce((sum, item) => sum + item.within, 0)
		ranks += within * ((from + to + 1) / 2)
		from = to
	}
	const { length } = inside
	return (ranks - (length * (length + 1)) / 2) / (length * outside.length)
}

function recallAt(inside: readonly Judged[], outside: readonly Judged[]): number {
	const sorted = inside.map(({ confidence }) => confidence).sort((a, b) => a - b)
	const threshold = sorted[Math.floor(REJECTED * sorted.length)] ?? 0
	return outside.filter(({ confidence }) => confidence < threshold).length / outside.length
}
