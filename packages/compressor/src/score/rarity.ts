import type { TermIndex } from './index-terms.ts'

/**
 * Self-information: how unexpected a segment's terms are in this request, per square root of their number.
 * Keeps what happened once in logs, traces and dialogue; says little about prose. Numbers and codes are left
 * out: those of a log are all rare, and say nothing of how rare the event is.
 */
export function rarity(index: TermIndex): Float64Array {
	const scores = new Float64Array(index.size)
	const total = index.terms.length + 1
	const seen = new Int32Array(index.counts.length).fill(-1)
	for (let segment = 0; segment < index.size; segment++) {
		const from = index.starts[segment] ?? 0
		const to = index.starts[segment + 1] ?? from
		let sum = 0
		let distinct = 0
		for (let at = from; at < to; at++) {
			const term = index.terms[at] ?? 0
			if (seen[term] === segment || index.coded[term] === 1) continue
			seen[term] = segment
			distinct++
			sum += Math.log(total / (index.counts[term] ?? 1))
		}
		scores[segment] = distinct === 0 ? 0 : sum / Math.sqrt(distinct)
	}
	return scores
}
