import { htmlSegmenter } from './html.ts'
import { jsonLinesSegmenter } from './json-lines.ts'
import { jsonSegmenter } from './json-segmenter.ts'
import { searchResultsSegmenter } from './search-results.ts'
import type { SegmentedText, Segmenter } from './segment.ts'
import { textSegmenter } from './text.ts'

/** The segmenters Headroom ships, tried in this order; the last one takes any text. */
export const defaultSegmenters: readonly Segmenter[] = [
	jsonSegmenter,
	jsonLinesSegmenter,
	htmlSegmenter,
	searchResultsSegmenter,
	textSegmenter,
]

/** Cuts a text with the first segmenter that knows its kind. */
export function segmentText(text: string, segmenters: readonly Segmenter[]): SegmentedText {
	for (const segmenter of segmenters) {
		const segmented = segmenter.segment(text)
		if (segmented !== undefined) return segmented
	}
	return wholeText(text)
}

/** A text as one segment, kept or dropped as a whole. */
export function wholeText(text: string): SegmentedText {
	const segment = {
		start: 0,
		end: text.length,
		group: 0,
		first: 1,
		last: 1,
		parent: -1,
		block: 0,
		required: false,
	}
	return { text, segments: [segment], groups: [{ unit: 'lines', total: 1 }], kind: 'prose' }
}
