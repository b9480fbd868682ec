import { isHeadroomError, type JsonObject, type JsonValue, ProviderError } from '@headroom/spec'
import { isObject } from '../codec/json-fields.ts'
import { type SseMessage, SseSplitter } from '../sse/sse-splitter.ts'
import type { CallErrors } from './call-errors.ts'
import type { Deadlines } from './deadlines.ts'
import { isErrorReport } from './error-report.ts'
import { atMost, unlessAborted } from './patience.ts'

/** Bytes of an answer that is not streamed, at most: 256 Mi. */
const MOST_BYTES = 256 * 1024 * 1024

/** One request whose answer has begun. */
export class Call {
	/** `provider/model` that was asked. */
	readonly model: string
	readonly #response: Response
	readonly #errors: CallErrors
	readonly #deadlines: Deadlines
	readonly #caller: AbortSignal | undefined
	#ended = false

	constructor(
		model: string,
		response: Response,
		errors: CallErrors,
		deadlines: Deadlines,
		caller: AbortSignal | undefined,
	) {
		this.model = model
		this.#response = response
		this.#errors = errors
		this.#deadlines = deadlines
		this.#caller = caller
	}

	/** Whether the answer is one JSON document, whatever was asked for. */
	get isJson(): boolean {
		return this.#contentType === 'application/json'
	}

	get #contentType(): string {
		return (this.#response.headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
	}

	/** The whole answer, which is no report of an error, and the text that says it. */
	async json(): Promise<{ readonly body: JsonObject; readonly text: string }> {
		const text = await this.#whole()
		const body = parsed(text)
		if (!isObject(body)) throw this.#errors.malformed(this.#what(text, 'what is no JSON object'))
		if (isErrorReport(body)) throw this.#errors.refused(text)
		return { body, text }
	}

	/**
	 * The chunks of a streamed answer, to its end.
	 *
	 * @param isComplete whether the chunks so far have said that the answer is complete
	 * @param endsWithDone whether `[DONE]` ends a stream of this format; in others it says nothing
	 */
	async *chunks(isComplete: () => boolean, endsWithDone: boolean): AsyncGenerator<JsonObject> {
		const splitter = new SseSplitter()
		let began = false
		let done = false
		const patience = () => (done ? AFTER_DONE_MS : isComplete() ? AFTER_COMPLETE_MS : undefined)
		try {
			for await (const bytes of this.#pieces(patience)) {
				if (done) continue
				for (const { message } of splitter.push(bytes)) {
					if (message === undefined) continue
					began = true
					done = endsWithDone && message.data === DONE
					if (done) break
					const chunk = this.#chunk(message)
					if (chunk !== undefined) yield chunk
				}
				if (splitter.overflowed) throw this.#errors.malformed('an event that is too long')
			}
		} catch (error) {
			if (isHeadroomError(error) || this.#isOver) throw error
			if (done) return
			// The answer was there before the connection broke.
			if (isComplete()) return
			throw began ? this.#errors.truncated(error) : this.#errors.unreachable(error)
		}
		const left = done ? undefined : splitter.end()[0]?.message
		if (done || (endsWithDone && left?.data === DONE)) return
		const last = left === undefined ? undefined : parsed(left.data)
		if (left !== undefined && isObject(last)) {
			const chunk = this.#chunk(left)
			if (chunk !== undefined) yield chunk
		}
		if (isComplete()) return
		if (!began && this.#contentType !== 'text/event-stream') {
			throw this.#errors.malformed(this.#what('', 'what is no stream of events'))
		}
		throw this.#errors.truncated()
	}

	/** The error of an answer that is not what the API promises. */
	malformed(what: string): ProviderError {
		return this.#errors.malformed(what)
	}

	/** The error of a stream that ended without an answer. */
	truncated(): ProviderError {
		return this.#errors.truncated()
	}

	/** What the caller is told of an error. */
	fail(error: unknown): unknown {
		return failure(error, this.#errors, this.#deadlines, this.#caller)
	}

	/** Ends the call: a connection whose answer was not read to its end is closed. */
	close(): void {
		if (this.#ended) this.#deadlines.rest()
		else this.#deadlines.close()
	}

	async #whole(): Promise<string> {
		const decoder = new TextDecoder()
		const pieces: string[] = []
		let size = 0
		try {
			for await (const bytes of this.#pieces()) {
				size += bytes.length
				if (size > MOST_BYTES) throw this.#errors.malformed('more than an answer can be')
				pieces.push(decoder.decode(bytes, { stream: true }))
			}
			pieces.push(decoder.decode())
		} catch (error) {
			if (isHeadroomError(error) || this.#isOver) throw error
			throw this.#errors.unreachable(error)
		}
		return pieces.join('')
	}

	get #isOver(): boolean {
		return this.#caller?.aborted === true || this.#deadlines.overdue !== undefined
	}

	#chunk({ event, data }: SseMessage): JsonObject | undefined {
		if (data.trim() === '' || data === DONE) return undefined
		const value = parsed(data)
		if (event === 'error') throw this.#errors.refused(data)
		if (!isObject(value)) throw this.#errors.malformed('an event that is no JSON object')
		const failed = value.type === 'error' || value.type === 'response.failed'
		if (failed || isObject(value.error) || typeof value.error === 'string') throw this.#errors.refused(data)
		return value
	}

	/**
	 * The body, as fast as the reader takes it and no faster.
	 *
	 * @param patience milliseconds to wait for more before that is taken for the end
	 */
	async *#pieces(patience: () => number | undefined = () => undefined): AsyncGenerator<Uint8Array> {
		const reader = this.#response.body?.getReader()
		if (reader === undefined) return
		try {
			for (;;) {
				this.#deadlines.progress()
				const piece = await atMost(patience(), unlessAborted(reader.read(), this.#deadlines.signal))
				this.#deadlines.pause()
				if (piece === undefined) return
				const { done, value } = piece
				if (done) {
					this.#ended = true
					return
				}
				yield value
			}
		} finally {
			if (!this.#ended) reader.cancel().catch(() => {})
		}
	}

	#what(body: string, otherwise: string): string {
		const html = this.#contentType === 'text/html' || body.trimStart().startsWith('<')
		return html ? 'a page of HTML' : otherwise
	}
}

const DONE = '[DONE]'

/** Only the end of the body is missing, and it is worth a moment: a connection that is read to its end is used again. */
const AFTER_DONE_MS = 25

/** The answer is complete, but its usage may still come. */
const AFTER_COMPLETE_MS = 5_000

/** The error that the caller gets for whatever went wrong. */
export function failure(
	error: unknown,
	errors: CallErrors,
	deadlines: Deadlines,
	caller: AbortSignal | undefined,
): unknown {
	if (caller?.aborted === true) return caller.reason
	if (deadlines.overdue !== undefined) return errors.late(deadlines.overdue)
	if (error instanceof ProviderError && error.model === undefined) return errors.completed(error)
	return isHeadroomError(error) ? error : errors.unreadable(error)
}

function parsed(text: string): JsonValue | undefined {
	try {
		return JSON.parse(text) as JsonValue
	} catch {
		return undefined
	}
}
