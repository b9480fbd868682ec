import { SegmentBuilder } from './builder.ts'
import type { SegmentedText } from './segment.ts'

/** Lines above which a text of very short ones is not cut line by line. */
const MOST_LINES = 20_000
/** Characters a line has on average below which lines are very short. */
const SHORT = 24
/** Characters from which lines in a row make a segment. */
const LONGEST = 48

/** Whether a text is very many very short lines. */
export function areCrumbs(text: string): boolean {
	if (text.length < MOST_LINES) return false
	let lines = 0
	for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines++
	return lines > MOST_LINES && text.length < lines * SHORT
}

/** Cuts very many very short lines by a few at a time, so that a megabyte of them costs no more than one of usual lines. */
export function segmentCrumbs(text: string): SegmentedText {
	const builder = new SegmentBuilder()
	const group = builder.group('lines')
	let count = 0
	for (let from = 0; from < text.length; ) {
		const at = text.indexOf('\n', from)
		const end = at === -1 ? text.length : at + 1
		count++
		if (end - builder.position >= LONGEST || end === text.length) {
			builder.add(end, group, count)
			count = 0
		}
		from = end
	}
	return { text, segments: builder.segments, groups: builder.groups, kind: 'lines' }
}
