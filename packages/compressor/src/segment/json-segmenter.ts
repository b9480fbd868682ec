import { SegmentBuilder } from './builder.ts'
import { htmlSegmenter } from './html.ts'
import { addJson } from './json.ts'
import { jsonLinesSegmenter } from './json-lines.ts'
import { scanJson } from './json-scan.ts'
import { searchResultsSegmenter } from './search-results.ts'
import type { SegmentedText, Segmenter } from './segment.ts'
import { skipBlanks } from './sentences.ts'
import { textSegmenter } from './text.ts'

/**
 * Cuts a JSON text by the elements of its arrays, by the members of objects that are used as maps, and long
 * strings by the lines, sentences or rows of the text in them.
 *
 * First and last elements of a cut array and first and last pieces of a cut string always stay, as do all
 * brackets and keys, so that what is left is well-formed JSON. The marker of rows comes after the JSON, that of
 * a string stands inside it.
 */
export const jsonSegmenter: Segmenter = {
	name: 'json',
	segment(text: string): SegmentedText | undefined {
		const root = scanJson(text, skipBlanks(text, 0, text.length))
		if (root === undefined || skipBlanks(text, root.end, text.length) !== text.length) return undefined
		const builder = new SegmentBuilder()
		const kinds: Record<SegmentedText['kind'], number> = { prose: 0, lines: 0, json: text.length / 2 }
		addJson(builder, text, root, builder.group('rows'), (string) => {
			const inside = segmentInside(string)
			if (inside !== undefined) kinds[inside.kind] += string.length
			return inside
		})
		const last = builder.segments[builder.segments.length - 1]
		if (last !== undefined && last.end < text.length) builder.add(text.length, 0, 0, { required: true })
		// A record whose bulk is a text is worth what that text is.
		const kind = kinds.lines > kinds.json ? 'lines' : kinds.prose > kinds.json ? 'prose' : 'json'
		return { text, segments: builder.segments, groups: builder.groups, kind }
	},
}

function segmentInside(text: string): SegmentedText | undefined {
	return (
		jsonSegmenter.segment(text) ??
		jsonLinesSegmenter.segment(text) ??
		htmlSegmenter.segment(text) ??
		searchResultsSegmenter.segment(text) ??
		textSegmenter.segment(text)
	)
}
