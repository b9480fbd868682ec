import type { SegmentedText } from '../segment/segment.ts'
import type { TermIndex } from './index-terms.ts'

/** What a number, a name, a quotation and a loan word in katakana add. */
const NUMBER = 1
const NAME = 1
const QUOTE = 0.5
const LOAN = 1

const UPPER = /\p{Lu}/u
const QUOTES = /["“«「『《]/

/**
 * How much of a segment is names, numbers and quotations, which answers are mostly made of, per square root
 * of its length. Knows no language; of scripts without capitals it sees numbers and quotations.
 */
export function substance(index: TermIndex, texts: readonly SegmentedText[]): Float64Array {
	const scores = new Float64Array(index.size)
	for (let at = 0; at < index.size; at++) {
		const segment = index.segments[at]
		const text = texts[index.textOf[at] ?? 0]?.text
		if (segment === undefined || text === undefined) continue
		const terms = (index.starts[at + 1] ?? 0) - (index.starts[at] ?? 0)
		scores[at] = weigh(text, segment.start, segment.end) / Math.sqrt(terms + 5)
	}
	return scores
}

function weigh(text: string, from: number, to: number): number {
	let sum = 0
	let before = 0
	for (let at = from; at < to; at++) {
		const code = text.charCodeAt(at)
		if (code >= 48 && code <= 57) sum += before >= 48 && before <= 57 ? 0 : NUMBER
		// A capital after a blank, but not after the end of a sentence.
		else if (before === 32 && isUpper(code, text, at) && !endsSentence(text.charCodeAt(at - 2)))
			sum += at - from > 1 ? NAME : 0
		else if (isKatakana(code)) sum += isKatakana(before) ? 0 : LOAN
		else if ((code === 34 || code >= 0xab) && QUOTES.test(text[at] ?? '')) sum += QUOTE
		before = code
	}
	return sum
}

function isUpper(code: number, text: string, at: number): boolean {
	return code < 128 ? code >= 65 && code <= 90 : code < 0x2000 && UPPER.test(text[at] ?? '')
}

function endsSentence(code: number): boolean {
	return code === 46 || code === 33 || code === 63 || code === 58
}

function isKatakana(code: number): boolean {
	return code >= 0x30a1 && code <= 0x30fc
}
