import type { Codec, SseMessage, StreamReader } from '@headroom/providers'
import { type ChatResponse, isHeadroomError, type JsonObject } from '@headroom/spec'
import { failedInStream, tellsFailure, truncated } from './answer-errors.ts'
import type { CallBook } from './call-book.ts'
import { isObject } from './is-object.ts'
import type { StreamWatch } from './pass-stream.ts'

/** Reads a streamed answer while it passes, and books the call when it is over. */
export class AnswerWatch implements StreamWatch {
	readonly mayHide: boolean
	readonly #codec: Codec
	readonly #book: CallBook
	readonly #reader: StreamReader
	readonly #signal: AbortSignal | undefined
	#done = false
	#unreadable = false
	#error: unknown
	#overheadMs = 0
	readonly #onAbort = () => this.cancelled()

	/** @param options `hideUsage`: the caller did not ask for the chunk of a chat completion that only tells usage. */
	constructor(
		codec: Codec,
		book: CallBook,
		options: { readonly hideUsage: boolean; readonly signal: AbortSignal | undefined },
	) {
		this.#codec = codec
		this.#book = book
		this.mayHide = options.hideUsage
		this.#signal = options.signal
		this.#reader = codec.readStream(book.provider)
		options.signal?.addEventListener('abort', this.#onAbort, { once: true })
	}

	chunk(): void {
		this.#book.firstChunk()
	}

	message({ event, data }: SseMessage, cutOff: boolean): boolean {
		const started = performance.now()
		if (cutOff && !isDone(data)) return true
		const shown = this.#read(event, data)
		this.#overheadMs += performance.now() - started
		return shown
	}

	ended(overflowed: boolean): unknown {
		if (this.#error !== undefined) this.#settle('failed', this.#error)
		else if (this.#done || this.#reader.complete || this.#unreadable || overflowed) this.#settle('completed')
		else {
			const error = truncated(this.#book)
			this.#settle('truncated', error)
			return error
		}
		return undefined
	}

	failed(error: unknown): void {
		if (this.#signal?.aborted === true || isAbort(error)) this.#settle('aborted')
		else if (this.#error !== undefined) this.#settle('failed', this.#error)
		else this.#settle('truncated', error)
	}

	cancelled(): void {
		if (this.#error === undefined) this.#settle('aborted')
		else this.#settle('failed', this.#error)
	}

	#read(event: string | null, data: string): boolean {
		if (isDone(data)) {
			this.#done = true
			if (this.#error === undefined) this.#settle('completed')
			return true
		}
		const chunk = parse(data)
		if (chunk === undefined) {
			this.#unreadable = true
			return true
		}
		if (tellsFailure(event, chunk)) {
			this.#error = failedInStream(this.#book, chunk)
			return true
		}
		try {
			if (!this.#unreadable) this.#reader.push(chunk)
		} catch (error) {
			// A failed answer is told by throwing; anything else is an answer that this reader does not understand.
			if (isHeadroomError(error) && error.code === 'provider-error') this.#error = error
			else this.#unreadable = true
			return true
		}
		// After Anthropic's and Responses' last event nothing follows; chat completions tell usage after the last choice.
		if (this.#codec.format !== 'openai-chat' && this.#reader.complete) this.#settle('completed')
		return !(this.mayHide && tellsOnlyUsage(chunk))
	}

	#settle(outcome: 'completed' | 'failed' | 'aborted' | 'truncated', error?: unknown): void {
		this.#signal?.removeEventListener('abort', this.#onAbort)
		if (this.#book.settled) return
		const started = performance.now()
		const response = this.#response()
		const overheadMs = this.#overheadMs + performance.now() - started
		// An answer that had begun is paid for, whatever ended it.
		const paid = outcome === 'failed' && response !== undefined && response.message.content.length > 0
		this.#book.settle(paid ? 'truncated' : outcome, { response, error, overheadMs })
	}

	#response(): ChatResponse | undefined {
		if (this.#unreadable) return undefined
		try {
			return this.#reader.response()
		} catch {
			return undefined
		}
	}
}

function parse(data: string): JsonObject | undefined {
	try {
		const value: unknown = JSON.parse(data)
		return isObject(value) ? value : undefined
	} catch {
		return undefined
	}
}

function isDone(data: string): boolean {
	return data.startsWith('[DONE]')
}

function tellsOnlyUsage({ choices, usage }: JsonObject): boolean {
	return Array.isArray(choices) && choices.length === 0 && isObject(usage)
}

export function isAbort(error: unknown): boolean {
	return error instanceof Error && error.name === 'AbortError'
}
