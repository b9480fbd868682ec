/** One server-sent event: data that is text as it stands or a value sent as JSON. */
export interface SseEvent {
	readonly event?: string
	readonly data?: unknown
	/** A comment, which stands before the rest. */
	readonly comment?: string
}

export interface SseOptions {
	/** @default '\n' */
	readonly lineEnd?: '\n' | '\r\n'
	/** Whether JSON is spread over several `data:` lines, which readers join by line breaks. @default false */
	readonly multiLine?: boolean
}

/** The bytes of events, as a server sends them. */
export function sse(events: readonly SseEvent[], options: SseOptions = {}): string {
	const end = options.lineEnd ?? '\n'
	return events.map((event) => lines(event, options).join(end) + end + end).join('')
}

/** The same, a piece an event. */
export function ssePieces(events: readonly SseEvent[], options: SseOptions = {}): readonly string[] {
	return events.map((event) => sse([event], options))
}

function lines(event: SseEvent, options: SseOptions): readonly string[] {
	const found: string[] = []
	if (event.comment !== undefined) found.push(`: ${event.comment}`)
	if (event.event !== undefined) found.push(`event: ${event.event}`)
	if (event.data !== undefined) {
		const text =
			typeof event.data === 'string'
				? event.data
				: JSON.stringify(event.data, undefined, options.multiLine === true ? 1 : undefined)
		for (const line of text.split('\n')) found.push(`data: ${line}`)
	}
	return found
}

/** Bytes cut at the given offsets, each from the start, ascending. */
export function splitAt(text: string, ...offsets: readonly number[]): readonly Uint8Array[] {
	const bytes = Buffer.from(text)
	const cuts = [0, ...offsets, bytes.length]
	return cuts.slice(1).map((end, index) => bytes.subarray(cuts[index], end))
}
