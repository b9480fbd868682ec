import { inverseFrequency } from './bm25.ts'
import type { TermIndex } from './index-terms.ts'

/** Bonus of a block's first segment, which mostly says what the block is about. */
const LEAD = 0.15

/**
 * How much of what the text keeps coming back to a segment holds, with a bonus for the first of each block.
 * For prose without a query: the opposite of rarity, which would keep its asides.
 */
export function coverage(index: TermIndex): Float64Array {
	const scores = new Float64Array(index.size)
	const seen = new Int32Array(index.counts.length).fill(-1)
	let highest = 0
	for (let segment = 0; segment < index.size; segment++) {
		const from = index.starts[segment] ?? 0
		const to = index.starts[segment + 1] ?? from
		let sum = 0
		let distinct = 0
		for (let at = from; at < to; at++) {
			const term = index.terms[at] ?? 0
			if (seen[term] === segment) continue
			seen[term] = segment
			distinct++
			const holding = index.segmentCounts[term] ?? 1
			sum += inverseFrequency(index.size, holding) * Math.log1p(holding)
		}
		scores[segment] = distinct === 0 ? 0 : sum / Math.sqrt(distinct + 4)
		highest = Math.max(highest, scores[segment] ?? 0)
	}
	for (let segment = 0; segment < index.size; segment++) {
		const leads = segment === 0 || index.blockOf[segment] !== index.blockOf[segment - 1]
		if (leads) scores[segment] = (scores[segment] ?? 0) + LEAD * highest
	}
	return scores
}
