import type { SegmentedText } from '../segment/segment.ts'

/** Frames of the languages that put the innermost one first, after the error, and what stands between them. */
const FRAME =
	/^\s{1,40}(?:at \S|from \S|\/\S{1,200}:\d|#\d{1,3} )|^[\w./*()-]{1,200}\(.{0,200}\)$|^\s{1,40}\.\.\. \d{1,5} more/
/** Frames of Python, whose innermost one stands last, before the error; two lines each. */
const FRAME_ABOVE = /^\s{2,40}File "/
/** Segments beside an error that stay with it. */
const BELOW = 3
const ABOVE = 4
const LOOKED_AT = 240
/** Share of the text that frames may be, in characters. */
const SHARE = 0.1

/** Marks, for every error line that stays, the frames nearest to where it was thrown. */
export function markFrames(target: SegmentedText, errors: readonly number[], keep: Uint8Array): void {
	const { text, segments } = target
	let left = text.length * SHARE
	const line = (at: number): string => {
		const segment = segments[at]
		return segment === undefined
			? ''
			: text.slice(segment.start, Math.min(segment.end, segment.start + LOOKED_AT)).trimEnd()
	}
	const add = (at: number): void => {
		const size = (segments[at]?.end ?? 0) - (segments[at]?.start ?? 0)
		if (keep[at] === 1 || size > left) return
		left -= size
		keep[at] = 1
	}
	for (const error of errors) {
		for (let at = error + 1; at <= error + BELOW && FRAME.test(line(at)); at++) add(at)
		let top = error
		for (let at = error - 1; at >= Math.max(0, error - ABOVE); at--) if (FRAME_ABOVE.test(line(at))) top = at
		for (let at = top; at < error; at++) add(at)
	}
}
