import { unescapeJson } from '../segment/escapes.ts'
import { isEscaped, type Segment, type SegmentedText } from '../segment/segment.ts'
import { readTerms } from './terms.ts'

/** Terms of all segments of a request as numbers, for scorers; segments of all texts in one row. */
export interface TermIndex {
	/** Number of segments. */
	readonly size: number
	readonly segments: readonly Segment[]
	/** Index of each segment's text. */
	readonly textOf: Int32Array
	/** Number, unique over all texts, of the block each segment belongs to. */
	readonly blockOf: Int32Array
	readonly blocks: number
	/** Where each segment's terms start in `terms`; one more entry than segments. */
	readonly starts: Uint32Array
	/** Term numbers in order of the text. */
	readonly terms: Int32Array
	/** Segments that hold each term. */
	readonly segmentCounts: Int32Array
	/** 1 for terms with a digit in them: codes, numbers, parts of identifiers. */
	readonly coded: Uint8Array
	/** Times each term occurs. */
	readonly counts: Int32Array
	/** Number of a hash given by `readTerms`, or `undefined` when no segment holds it. */
	readonly numberOf: (hash: number) => number | undefined
}

/** Reads the terms of all segments once. */
export function indexTerms(texts: readonly SegmentedText[]): TermIndex {
	const segments = texts.flatMap((text) => text.segments as Segment[])
	const size = segments.length
	const textOf = new Int32Array(size)
	const blockOf = new Int32Array(size)
	const starts = new Uint32Array(size + 1)
	const numbers = new Map<number, number>()
	const terms: number[] = []
	const counts: number[] = []
	const segmentCounts: number[] = []
	const lastSeen: number[] = []
	const coded: number[] = []
	let at = 0
	let blocks = 0
	for (const [textIndex, target] of texts.entries()) {
		let block = -1
		const escapes = target.text.includes('\\')
		for (const segment of target.segments) {
			if (segment.block !== block) blocks++
			block = segment.block
			textOf[at] = textIndex
			blockOf[at] = blocks - 1
			starts[at] = terms.length
			const here = at
			// "\\nfoo" in JSON is a line break and "foo", not "nfoo".
			const piece = escapes && isEscaped(target, segment) ? unescapedSlice(target.text, segment) : undefined
			const text = piece ?? target.text
			const [start, end] = piece === undefined ? [segment.start, segment.end] : [0, piece.length]
			readTerms(text, start, end, (hash, from, to) => {
				let number = numbers.get(hash)
				if (number === undefined) {
					number = numbers.size
					numbers.set(hash, number)
					counts.push(0)
					segmentCounts.push(0)
					coded.push(hasDigit(text, from, to) ? 1 : 0)
					lastSeen.push(-1)
				}
				terms.push(number)
				counts[number] = (counts[number] ?? 0) + 1
				if (lastSeen[number] !== here) segmentCounts[number] = (segmentCounts[number] ?? 0) + 1
				lastSeen[number] = here
			})
			at++
		}
	}
	starts[size] = terms.length
	return {
		size,
		segments,
		textOf,
		blockOf,
		blocks,
		starts,
		terms: Int32Array.from(terms),
		segmentCounts: Int32Array.from(segmentCounts),
		counts: Int32Array.from(counts),
		coded: Uint8Array.from(coded),
		numberOf: (hash) => numbers.get(hash),
	}
}

function unescapedSlice(text: string, { start, end }: Segment): string {
	return unescapeJson(text.slice(start, end))
}

function hasDigit(text: string, from: number, to: number): boolean {
	for (let at = from; at < to; at++) {
		const code = text.charCodeAt(at)
		if (code >= 48 && code <= 57) return true
	}
	return false
}
