import { isBlankEscape, unescapeJson } from '../segment/escapes.ts'
import type { Segment, SegmentedText } from '../segment/segment.ts'
import { isErrorLine } from './error-line.ts'
import { markFrames } from './stack.ts'

/** Characters of a line that are looked at. */
const LOOKED_AT = 400
/** Share of a text's characters, and number of lines, above which errors that differ in their numbers count as one. */
const LARGEST_SHARE = 0.4
const MOST_LINES = 100

/**
 * Marks every distinct error line of a log or command output, also inside other text and in strings of JSON, and
 * the frames next to it.
 */
export function markErrors(target: SegmentedText, keep: Uint8Array): void {
	// The rows of JSON are data; only the lines in its strings are output of a program.
	const json = target.kind === 'json'
	const isEscaped = ({ group }: Segment): boolean => target.groups[group]?.escaped === true
	const looked = json ? target.segments.filter(isEscaped) : target.segments
	if (looked.length === 0 || isCode(target, looked)) return
	const lines: (readonly [number, string])[] = []
	let size = 0
	for (const [index, segment] of target.segments.entries()) {
		const escaped = isEscaped(segment)
		if ((json && !escaped) || !startsLine(target.text, segment.start, escaped)) continue
		const line = readSlice(
			target.text,
			segment.start,
			Math.min(segment.end, segment.start + LOOKED_AT),
			escaped,
		)
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

/** Whether a line starts at `start`; in a string of JSON after an escaped line break or the quote that opens it. */
function startsLine(text: string, start: number, escaped: boolean): boolean {
	if (start === 0 || text.charCodeAt(start - 1) === 10) return true
	return escaped && (text[start - 1] === '"' || isBlankEscape(text, start - 2, Math.max(0, start - 40)))
}

function readSlice(text: string, start: number, end: number, escaped: boolean): string {
	const slice = text.slice(start, end)
	return (escaped ? unescapeJson(slice) : slice).trimEnd()
}

/** The line without the digits of a date and time at its start, so that a repeated error is seen as repeated. */
function withoutTime(line: string): string {
	return line.slice(0, 40).replace(/\d{1,4}[-/:.,]\d{1,2}[-/:.,]\d{1,6}/g, '0') + line.slice(40)
}

/** Source code speaks of errors without any having happened. */
function isCode({ text, groups }: SegmentedText, segments: readonly Segment[]): boolean {
	let code = 0
	const escaped = ({ group }: Segment): boolean => groups[group]?.escaped === true
	const endsLikeCode = (segment: Segment): boolean =>
		/[;{}]\s*$/.test(
			readSlice(text, Math.max(segment.start, segment.end - 8), segment.end, escaped(segment)),
		) &&
		// Found by a search, with its place before it: a line of output, whatever it quotes.
		!/^\S{1,200}:\d{1,7}:/.test(text.slice(segment.start, Math.min(segment.end, segment.start + 220)))
	for (const segment of segments) if (endsLikeCode(segment)) code++
	return code > segments.length * 0.25
}
