import type { SegmentedText } from '../segment/segment.ts'
import type { TermIndex } from './index-terms.ts'

const ASKS = /[?？؟]/
/** Characters at the end of a turn that are looked at; an aside may follow the question. */
const TAIL = 120
/** Segments at the start of a turn that answer; a long turn goes on to other things. */
const ANSWERING = 2

/**
 * 1 for the first segments of a turn that follows a question, 0 for the rest: what one speaker asks, the next
 * one tells, and a short answer has nothing else to be known by.
 */
export function replies(index: TermIndex, texts: readonly SegmentedText[]): Float64Array {
	const asks = texts.map(({ text }) => ASKS.test(text.slice(-TAIL)))
	let place = 0
	return Float64Array.from(index.textOf, (text, at) => {
		place = text === index.textOf[at - 1] ? place + 1 : 0
		return place < ANSWERING && asks[text - 1] === true ? 1 : 0
	})
}
