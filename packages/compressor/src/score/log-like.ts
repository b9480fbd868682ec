import type { TermIndex } from './index-terms.ts'

/** Segments from which a habit shows. */
const FEWEST = 12
/** Share of segments that hold a number or a code. */
const CODED = 0.8

/**
 * 1 for each text of which nearly every segment holds a number or a code, as the lines of a log do with their
 * times: a few long messages cut into sentences make no prose of it.
 */
export function logLike(index: TermIndex, texts: number): Uint8Array {
	const segments = new Float64Array(texts)
	const coded = new Float64Array(texts)
	for (let at = 0; at < index.size; at++) {
		const text = index.textOf[at] ?? 0
		segments[text] = (segments[text] ?? 0) + 1
		const to = index.starts[at + 1] ?? 0
		for (let place = index.starts[at] ?? 0; place < to; place++) {
			if (index.coded[index.terms[place] ?? 0] !== 1) continue
			coded[text] = (coded[text] ?? 0) + 1
			break
		}
	}
	return Uint8Array.from(segments, (count, text) =>
		count >= FEWEST && (coded[text] ?? 0) >= count * CODED ? 1 : 0,
	)
}
