/** Most UTF-16 code units that a pointer quotes. */
const QUOTED = 40

const POINTER = /^\[same as lines? \d+(?:–\d+)? (?:above|of message \d+): "[^\r\n]*"\]$/
const REPEAT = /^\[(?:line above|\d+ lines above) repeated \d+ more times?\]$/
const TRACE = /\[same as lines? \d|\[(?:line|\d+ lines) above repeated \d/

/** Where a block stood before: 1-based inclusive lines, counted over all texts of its message as they are sent. */
export interface BlockPlace {
	readonly from: number
	readonly to: number
	/** 1-based message of the request, or `undefined` for the message that the pointer stands in. */
	readonly message: number | undefined
}

/**
 * The line that stands for a block seen before, such as `[same as lines 12–40 above: "def load(path):"]`. The
 * quotation, the beginning of the block's first line with a word in it, lets a reader find it without counting.
 */
export function pointerTo(place: BlockPlace, telling: string): string {
	const range = place.from === place.to ? `line ${place.from}` : `lines ${place.from}–${place.to}`
	const where = place.message === undefined ? 'above' : `of message ${place.message}`
	return `[same as ${range} ${where}: "${quote(telling)}"]`
}

/** The line that stands for repetitions of the lines right above it. */
export function repetition(lines: number, times: number): string {
	const what = lines === 1 ? 'line above' : `${lines} lines above`
	return `[${what} repeated ${times} more ${times === 1 ? 'time' : 'times'}]`
}

/** Whether a line is a marker as this package writes them. */
export function isMarker(line: string): boolean {
	return line.startsWith('[') && line.length < 200 && (POINTER.test(line) || REPEAT.test(line))
}

/**
 * Whether a text holds anything like a marker. Such a text is not slimmed: it has been already, or its own words
 * could be taken for a marker.
 */
export function hasMarker(text: string): boolean {
	return TRACE.test(text)
}

function quote(line: string): string {
	const content = line.trim()
	if (content.length <= QUOTED) return content
	const segments = new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(
		content.slice(0, QUOTED + 32),
	)
	let cut = ''
	for (const { segment } of segments) {
		if (cut.length + segment.length > QUOTED) break
		cut += segment
	}
	const space = cut.lastIndexOf(' ')
	return `${space > QUOTED / 2 ? cut.slice(0, space) : cut}…`
}
