/** What the server does with one request. Times are in milliseconds. */
export type Reply = Answer | Stream | Flood | Reset | Stall

/** A whole answer. */
export interface Answer {
	readonly kind: 'answer'
	/** @default 200 */
	readonly status?: number
	readonly headers?: Readonly<Record<string, string>>
	/** Bytes, text, or a value that is sent as JSON. */
	readonly body?: unknown
	/** Wait before the first byte. @default 0 */
	readonly afterMs?: number
}

/** An answer in pieces, each written on its own. */
export interface Stream {
	readonly kind: 'stream'
	/** @default 200 */
	readonly status?: number
	/** @default { 'content-type': 'text/event-stream; charset=utf-8' } */
	readonly headers?: Readonly<Record<string, string>>
	readonly pieces: readonly (string | Uint8Array)[]
	/** Wait before each piece but the first. @default 0 */
	readonly everyMs?: number
	/**
	 * What follows the last piece: the end of the body, a cut of the socket, or nothing until the client goes away.
	 *
	 * @default 'end'
	 */
	readonly ending?: 'end' | 'cut' | 'stall'
}

/** One piece again and again, as fast as the client takes it. */
export interface Flood {
	readonly kind: 'flood'
	/** Sent first. @default '' */
	readonly before?: string
	readonly piece: string
	readonly times: number
	/** Sent last. @default '' */
	readonly after?: string
}

/** The socket is reset before any byte of an answer. */
export interface Reset {
	readonly kind: 'reset'
}

/** Nothing comes, ever. */
export interface Stall {
	readonly kind: 'stall'
}

export function answer(
	body: unknown,
	options: {
		readonly status?: number
		readonly headers?: Record<string, string>
		readonly afterMs?: number
	} = {},
): Answer {
	return { kind: 'answer', body, ...options }
}

export function stream(
	pieces: readonly (string | Uint8Array)[],
	options: Omit<Stream, 'kind' | 'pieces'> = {},
): Stream {
	return { kind: 'stream', pieces, ...options }
}

export const reset: Reset = { kind: 'reset' }

export const stall: Stall = { kind: 'stall' }
