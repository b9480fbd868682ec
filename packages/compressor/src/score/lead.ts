import type { TermIndex } from './index-terms.ts'

/** Falls with the place of a segment in its block: documents and paragraphs say first what they are about. */
export function lead(index: TermIndex): Float64Array {
	const scores = new Float64Array(index.size)
	let place = 0
	for (let at = 0; at < index.size; at++) {
		const before = index.segments[at - 1]
		const labelled = before !== undefined && before.last < before.first
		place = at === 0 || labelled || index.blockOf[at] !== index.blockOf[at - 1] ? 0 : place + 1
		scores[at] = 1 / (1 + place)
	}
	return scores
}
