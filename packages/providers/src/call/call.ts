import { isHeadroomError, type JsonObject, type JsonValue, ProviderError } from '@headroom/spec'
import { isObject } from '../codec/json-fields.ts'
import type { CallErrors } from './call-errors.ts'
import type { Deadlines } from './deadlines.ts'
import { isErrorReport } from './error-report.ts'
import { atMost, unlessAborted } from './patience.ts'
import { type ServerSentEvent, SseDecoder } from './sse-decoder.ts'

/** Characters of an answer that is not streamed, at most: 256 Mi. */
const MOST_CHARACTERS = 256 * 1024 * 1024

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
		const decoder = new SseDecoder()
		let began = false
		let done = false
		const patience = () => (done ? AFTER_DONE_MS : isComplete() ? AFTER_COMPLETE_MS : undefined)
		try {
			for await (const text of this.#texts(patience)) {
				if (done) continue
				for (const event of this.#decode(decoder, text)) {
					began = true
					done = endsWithDone && event.data === DONE
					if (done) break
					const chunk = this.#chunk(event)
					if (chunk !== undefined) yield chunk
				}
			}
		} catch (error) {
			if (isHeadroomError(error) || this.#isOver) throw error
			if (done) return
			// The answer was there before the connection broke.
			if (isComplete()) return
			throw began ? this.#errors.truncated(error) : this.#errors.unreachable(error)
		}
		const left = done ? undefined : decoder.end()
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
		const pieces: string[] = []
		let size = 0
		try {
			for await (const text of this.#texts()) {
				size += text.length
				if (size > MOST_CHARACTERS) throw this.#errors.malformed('more than an answer can be')
				pieces.push(text)
			}
		} catch (error) {
			if (isHeadroomError(error) || this.#isOver) throw error
			throw this.#errors.unreachable(error)
		}
		return pieces.join('')
	}

	get #isOver(): boolean {
		return this.#caller?.aborted === true || this.#deadlines.overdue !== undefined
	}

	#decode(decoder: SseDecoder, text: string): readonly ServerSentEvent[] {
		try {
			return decoder.push(text)
		} catch {
			throw this.#errors.malformed('an event that is too long')
		}
	}

	#chunk(event: ServerSentEvent): JsonObject | undefined {
		if (event.data.trim() === '' || event.data === DONE) return undefined
		const value = parsed(event.data)
		if (event.name === 'error') throw this.#errors.refused(event.data)
		if (!isObject(value)) throw this.#errors.malformed('an event that is no JSON object')
		const failed = value.type === 'error' || value.type === 'response.failed'
		if (failed || isObject(value.error) || typeof value.error === 'string')
			throw this.#errors.refused(event.data)
		return value
	}

	/**
	 * The body as text, as fast as the reader takes it and no faster.
	 *
	 * @param patience milliseconds to wait for more before that is taken for the end
	 */
	async *#texts(patience: () => number | undefined = () => undefined): AsyncGenerator<string> {
		const reader = this.#response.body?.getReader()
		if (reader === undefined) return
		const decoder = new TextDecoder()
		try {
			for (;;) {
				this.#deadlines.progress()
				const piece = await atMost(patience(), unlessAborted(reader.read(), this.#deadlines.signal))
				this.#deadlines.pause()
				if (piece === undefined) return
				const { done, value } = piece
				if (done) {
					this.#ended = true
					yield decoder.decode()
					return
				}
				yield decoder.decode(value, { stream: true })
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
