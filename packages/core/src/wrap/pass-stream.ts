import { type SseMessage, type SsePiece, SseSplitter } from '@headroom/providers'

/** Looks on while an event stream passes. */
export interface StreamWatch {
	/** Whether events may be kept from the caller. Where not, bytes pass before their event is complete. */
	readonly mayHide: boolean
	/** Bytes came. */
	chunk(): void
	/**
	 * An event came, or at the end of the body one that lacks its blank line, which most readers drop. Answers whether
	 * the caller gets it, where events may be hidden. Never throws.
	 */
	message(message: SseMessage, cutOff: boolean): boolean
	/** The body ended. What comes back is thrown at the caller, who would else see a clean end. */
	ended(overflowed: boolean): unknown
	/** Reading failed, or the caller's signal aborted. */
	failed(error: unknown): void
	/** The caller wants no more. */
	cancelled(): void
}

/**
 * The same bytes as `body`, read when the caller reads and not before, while `watch` looks on. A caller who cancels
 * cancels the body at once.
 */
export function passStream(body: ReadableStream<Uint8Array>, watch: StreamWatch): ReadableStream<Uint8Array> {
	const reader = body.getReader()
	const splitter = new SseSplitter()
	let hidden = false

	/** What the caller gets of these pieces. The tail of a hidden piece is hidden too. */
	const shown = (pieces: readonly SsePiece[], cutOff: boolean): readonly Uint8Array[] => {
		const kept: Uint8Array[] = []
		for (const { bytes, message, tail } of pieces) {
			if (tail !== true) hidden = message !== undefined && !watch.message(message, cutOff)
			if (!hidden) kept.push(bytes)
		}
		return kept
	}

	const next = async (controller: ReadableByteStreamController): Promise<void> => {
		for (;;) {
			const { done, value } = await reader.read()
			if (done) {
				const rest = shown(splitter.end(), true)
				if (watch.mayHide) send(controller, rest)
				finish(controller, watch.ended(splitter.overflowed))
				return
			}
			watch.chunk()
			const kept = shown(splitter.push(value), false)
			if (send(controller, watch.mayHide ? kept : [value])) return
		}
	}

	return new ReadableStream({
		type: 'bytes',
		async pull(controller) {
			try {
				await next(controller)
			} catch (error) {
				watch.failed(error)
				throw error
			}
		},
		cancel(reason) {
			watch.cancelled()
			return reader.cancel(reason)
		},
	})
}

/**
 * Hands on a copy: what is handed on takes all memory behind it along, and the splitter holds views of what came. A
 * Buffer's own `slice` is a view too, often of memory that all of Node shares.
 */
function send(controller: ReadableByteStreamController, parts: readonly Uint8Array[]): boolean {
	const bytes = concat(parts)
	if (bytes.length === 0) return false
	controller.enqueue(bytes)
	return true
}

function finish(controller: ReadableByteStreamController, error: unknown): void {
	if (error !== undefined) throw error
	controller.close()
	// A reader that brought a buffer of its own waits for it.
	controller.byobRequest?.respond(0)
}

function concat(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
	const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
	let at = 0
	for (const part of parts) {
		all.set(part, at)
		at += part.length
	}
	return all
}
