import type { Segment, SegmentedText } from '../segment/segment.ts'

/** What stands for the segments from `from` up to `to`. */
export interface Replacement {
	readonly from: number
	readonly to: number
	readonly text: string
}

/** A text in which summaries stand as segments of their own. */
export interface SummarisedText {
	readonly target: SegmentedText
	/** 1 for each segment that is a summary. */
	readonly summaries: Uint8Array
}

/**
 * Puts summaries, in order, in the place of the segments they are of. The other segments stay, and all keep the
 * numbers they had in the source, so that markers speak of it.
 */
export function withSummaries(target: SegmentedText, replacements: readonly Replacement[]): SummarisedText {
	const segments: Segment[] = []
	const flags: number[] = []
	const moved = new Int32Array(target.segments.length).fill(-1)
	let text = ''
	let next = 0
	const add = (segment: Segment, content: string, parent: number, summary: number): void => {
		const start = text.length
		text += content
		segments.push({ ...segment, start, end: text.length, parent })
		flags.push(summary)
	}
	for (let at = 0; at < target.segments.length; at++) {
		const segment = target.segments[at]
		if (segment === undefined) continue
		const replacement = replacements[next]
		if (replacement?.from !== at) {
			moved[at] = segments.length
			const parent = segment.parent === -1 ? -1 : (moved[segment.parent] ?? -1)
			add(segment, target.text.slice(segment.start, segment.end), parent, 0)
			continue
		}
		const last = target.segments[replacement.to - 1] ?? segment
		const content = ownLines(target.text, segment.start, last.end, replacement.text)
		add({ ...segment, last: last.last }, content, -1, 1)
		at = replacement.to - 1
		next++
	}
	return { target: { ...target, text, segments }, summaries: Uint8Array.from(flags) }
}

/** A summary on lines of its own, followed by the blanks that followed its source. */
function ownLines(text: string, start: number, end: number, summary: string): string {
	const before = start > 0 && text.charCodeAt(start - 1) !== 10 ? '\n' : ''
	const source = text.slice(start, end)
	const blanks = source.slice(source.trimEnd().length)
	const after = blanks.includes('\n') || end === text.length ? blanks : '\n'
	return before + summary + after
}
