/** Most UTF-16 code units that a pointer quotes. */
const QUOTED = 24

const POINTER = /^\[same as lines? (\d{1,9})(?:–(\d{1,9}))? (?:above|of message (\d{1,9})): "([^\r\n]*)"\]$/
const REPEAT = /^\[(?:line above|(\d{1,9}) lines above) repeated (\d{1,9}) more times?\]$/
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
export function pointerTo(place: BlockPlace, quote: string): string {
	const range = place.from === place.to ? `line ${place.from}` : `lines ${place.from}–${place.to}`
	const where = place.message === undefined ? 'above' : `of message ${place.message}`
	return `[same as ${range} ${where}: "${quote}"]`
}

/** The line that stands for repetitions of the lines right above it. */
export function repetition(lines: number, times: number): string {
	const what = lines === 1 ? 'line above' : `${lines} lines above`
	return `[${what} repeated ${times} more ${times === 1 ? 'time' : 'times'}]`
}

/** What a marker says. */
export type MarkerContent =
	| { readonly type: 'pointer'; readonly place: BlockPlace; readonly quote: string }
	| { readonly type: 'repetition'; readonly lines: number; readonly times: number }

/** What a line says when it is a marker as this package writes them; carriage returns behind it do not count. */
export function readMarker(line: string): MarkerContent | undefined {
	if (!line.startsWith('[') || line.length > 200) return undefined
	const content = line.replace(/\r+$/, '')
	const repeat = REPEAT.exec(content)
	if (repeat !== null) return { type: 'repetition', lines: Number(repeat[1] ?? 1), times: Number(repeat[2]) }
	const pointer = POINTER.exec(content)
	if (pointer === null) return undefined
	const from = Number(pointer[1])
	const message = pointer[3] === undefined ? undefined : Number(pointer[3])
	return {
		type: 'pointer',
		place: { from, to: Number(pointer[2] ?? from), message },
		quote: pointer[4] ?? '',
	}
}

/** Whether a line is a marker as this package writes them. */
export function isMarker(line: string): boolean {
	return readMarker(line) !== undefined
}

/**
 * Whether a text holds anything like a marker. Such a text is not slimmed: it has been already, or its own words
 * could be taken for a marker.
 */
export function hasMarker(text: string): boolean {
	return TRACE.test(text)
}

/** How a pointer quotes a block: the beginning of its first line with a word in it, for a reader to find it by. */
export function quoteOf(lines: readonly string[]): string {
	const line = (lines.find((one) => /\p{L}{3}/u.test(one)) ?? lines[0] ?? '').trim()
	// A marker is one line to readers that take a carriage return for a line break too.
	const [content = ''] = line.split('\r', 1)
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
