import type { TermIndex } from './index-terms.ts'

/** What is left of a term's self-information once the request has said it. */
const SAID_BEFORE = 0.3

/**
 * Self-information that a segment adds to what came before it, per square root of its distinct terms: a term
 * counts fully where it comes up first. Numbers count too, since in a dialogue they are what was told.
 */
export function surprise(index: TermIndex): Float64Array {
	const scores = new Float64Array(index.size)
	const total = index.terms.length + 1
	const last = new Int32Array(index.counts.length).fill(-1)
	for (let segment = 0; segment < index.size; segment++) {
		const to = index.starts[segment + 1] ?? 0
		let sum = 0
		let distinct = 0
		for (let at = index.starts[segment] ?? 0; at < to; at++) {
			const term = index.terms[at] ?? 0
			const before = last[term] ?? -1
			if (before === segment) continue
			last[term] = segment
			distinct++
			sum += (before === -1 ? 1 : SAID_BEFORE) * Math.log(total / (index.counts[term] ?? 1))
		}
		scores[segment] = distinct === 0 ? 0 : sum / Math.sqrt(distinct)
	}
	return scores
}
