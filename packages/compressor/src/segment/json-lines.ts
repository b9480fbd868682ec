import { SegmentBuilder } from './builder.ts'
import { areCrumbs } from './crumbs.ts'
import { scanJson } from './json-scan.ts'
import { blanksEnd, lineStarts, lineStop } from './lines.ts'
import type { SegmentedText, Segmenter } from './segment.ts'
import { skipBlanks } from './sentences.ts'

/** Records from which lines of JSON are a list of them. */
const FEWEST = 6

/** Cuts JSON lines, one record each, as logs and exports are written, by records, however long each is. */
export const jsonLinesSegmenter: Segmenter = {
	name: 'json-lines',
	segment(text: string): SegmentedText | undefined {
		if (areCrumbs(text)) return undefined
		const builder = new SegmentBuilder()
		const group = builder.group('lines')
		let at = skipBlanks(text, 0, text.length)
		while (at < text.length) {
			const stop = lineStop(text, at)
			const root = scanJson(text, at, stop)
			if (root === undefined || skipBlanks(text, root.end, stop) !== stop) return undefined
			const end = blanksEnd(text, stop)
			builder.add(end, group, lineStarts(text, builder.position, end))
			at = skipBlanks(text, end, text.length)
		}
		if (builder.segments.length < FEWEST) return undefined
		return { text, segments: builder.segments, groups: builder.groups, kind: 'lines' }
	},
}
