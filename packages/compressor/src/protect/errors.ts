import type { Segment, SegmentedText } from '../segment/segment.ts'
import { isErrorLine } from './error-line.ts'
import { markFrames } from './stack.ts'

/** Characters of a line that are looked at. */
const LOOKED_AT = 400
/** Share of a text's characters, and number of lines, above which errors that differ in their numbers count as one. */
const LARGEST_SHARE = 0.4
const MOST_LINES = 100

/** Marks every distinct error line of a log or command output, also inside other text, and the frames next to it. */
export function markErrors(target: SegmentedText, keep: Uint8Array): void {
	if (target.kind === 'json' || isCode(target)) return
	const lines: (readonly [number, string])[] = []
	let size = 0
	for (const [index, segment] of target.segments.entries()) {
		if (segment.start > 0 && target.text.charCodeAt(segment.start - 1) !== 10) continue
		const line = target.text.slice(segment.start, Math.min(segment.end, segment.start + LOOKED_AT)).trimEnd()
		// Lines of code and diffs have a worth of their own: they speak of errors without any having happened.
		if (segment.worth !== undefined || segment.aside === true || !isErrorLine(line)) continue
		lines.push([index, line])
		size += segment.end - segment.start
	}
	const masked = lines.length > MOST_LINES && size > target.text.length * LARGEST_SHARE
	const seen = new Set<string>()
	const errors: number[] = []
	for (const [index, line] of lines) {
		const key = masked ? line.replace(/\d/g, '0') : withoutTime(line)
		if (seen.has(key)) continue
		seen.add(key)
		keep[index] = 1
		errors.push(index)
	}
	markFrames(target, errors, keep)
}

/** The line without the digits of a date and time at its start, so that a repeated error is seen as repeated. */
function withoutTime(line: string): string {
	return line.slice(0, 40).replace(/\d{1,4}[-/:.,]\d{1,2}[-/:.,]\d{1,6}/g, '0') + line.slice(40)
}

/** Source code speaks of errors without any having happened. */
function isCode({ text, segments }: SegmentedText): boolean {
	let code = 0
	const endsLikeCode = ({ start, end }: Segment): boolean =>
		/[;{}]\s*$/.test(text.slice(Math.max(start, end - 8), end)) &&
		// Found by a search, with its place before it: a line of output, whatever it quotes.
		!/^\S{1,200}:\d{1,7}:/.test(text.slice(start, Math.min(end, start + 220)))
	for (const segment of segments) if (endsLikeCode(segment)) code++
	return code > segments.length * 0.25
}
