import type { TermIndex } from './index-terms.ts'

/**
 * 1 for the first segment of its template, falling with every repetition: two lines have one template when
 * their words are the same, numbers and codes left out. What a log says again, it says in the same words.
 */
export function novelty(index: TermIndex): Float64Array {
	const scores = new Float64Array(index.size)
	const seen = new Map<number, number>()
	for (let at = 0; at < index.size; at++) {
		let template = 17
		for (let place = index.starts[at] ?? 0; place < (index.starts[at + 1] ?? 0); place++) {
			const term = index.terms[place] ?? 0
			if (index.coded[term] !== 1) template = Math.imul(template ^ term, 0x01000193) ^ (template >>> 15)
		}
		const times = (seen.get(template) ?? 0) + 1
		seen.set(template, times)
		scores[at] = 1 / times
	}
	return scores
}
