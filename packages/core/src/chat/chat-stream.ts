import { type ChatEvent, HeadroomError } from '@headroom/spec'
import { type LinkedAbort, linkAbort } from '../link-abort.ts'
import type { ChatResult } from './chat-result.ts'

/** A stream of events that ends with a result. */
type Source = AsyncGenerator<ChatEvent, ChatResult, undefined>

/**
 * An answer as it comes. Read it once, as events or as `text`; `result` has the whole with its savings.
 *
 * The call is made when reading begins. Whoever reads slowly slows the provider down; once `result` is asked for, the
 * rest is fetched at full speed and kept for the reader. Leaving a loop early closes the connection and books an
 * aborted call.
 */
export class ChatStream implements AsyncIterable<ChatEvent> {
	readonly #open: (signal: AbortSignal) => Promise<Source>
	readonly #given: AbortSignal | undefined
	#leaving: LinkedAbort | undefined
	readonly #settled: Promise<ChatResult>
	#settle!: (result: ChatResult) => void
	#refuse!: (error: unknown) => void
	#source: Promise<Source> | undefined
	#stepping: Promise<void> | undefined
	readonly #buffer: ChatEvent[] = []
	#ended: { readonly error?: unknown } | undefined
	#read = false

	/** @param open Optimizes the prompt and opens the stream; called once, when reading begins. */
	constructor(signal: AbortSignal | undefined, open: (signal: AbortSignal) => Promise<Source>) {
		this.#open = open
		this.#given = signal
		this.#settled = new Promise((resolve, reject) => {
			this.#settle = resolve
			this.#refuse = reject
		})
		// Errors reach whoever reads; nobody has to look at the result.
		this.#settled.catch(() => {})
	}

	/**
	 * The whole answer and what it cost and saved, once the stream has ended. Reads the stream itself where nobody
	 * else does. Rejects as reading would; with an `AbortError` when the reader left early.
	 */
	get result(): Promise<ChatResult> {
		void this.#drain()
		return this.#settled
	}

	/** The text of the answer, piece by piece. */
	get text(): AsyncIterable<string> {
		return {
			[Symbol.asyncIterator]: () =>
				this.#reader((event) => (event.type === 'text-delta' ? event.text : undefined)),
		}
	}

	/** @throws HeadroomError `invalid-argument` when the stream has been read already. */
	[Symbol.asyncIterator](): AsyncIterator<ChatEvent, undefined, undefined> {
		return this.#reader((event) => event)
	}

	/**
	 * What `pick` makes of the events, without those of which it makes nothing. No generator, since one that waits for
	 * the next event could not be left before that came.
	 */
	#reader<T>(pick: (event: ChatEvent) => T | undefined): AsyncIterator<T, undefined, undefined> {
		if (this.#read) {
			throw new HeadroomError(
				'invalid-argument',
				'stream: it has been read already; read events or text, once, and await result for the whole',
			)
		}
		this.#read = true
		return {
			next: async () => {
				while (true) {
					for (let event = this.#buffer.shift(); event !== undefined; event = this.#buffer.shift()) {
						const value = pick(event)
						if (value !== undefined) return { done: false, value }
					}
					if (this.#ended !== undefined) break
					await this.#step()
				}
				const ended = this.#ended
				this.#ended = {}
				if ('error' in ended) throw ended.error
				return { done: true, value: undefined }
			},
			return: async () => {
				await this.#leave()
				return { done: true, value: undefined }
			},
		}
	}

	async #drain(): Promise<void> {
		while (this.#ended === undefined) await this.#step()
	}

	/** Fetches one event for whoever waits; those who wait at the same time share it. Never rejects. */
	#step(): Promise<void> {
		this.#stepping ??= this.#fetch().finally(() => {
			this.#stepping = undefined
		})
		return this.#stepping
	}

	async #fetch(): Promise<void> {
		try {
			this.#leaving ??= linkAbort(this.#given)
			this.#source ??= this.#open(this.#leaving.controller.signal)
			const source = await this.#source
			let next = await source.next()
			// The result comes right behind the last event; who leaves at that one has it all the same.
			while (next.done !== true && next.value.type === 'finish') {
				this.#buffer.push(next.value)
				next = await source.next()
			}
			if (next.done !== true) {
				this.#buffer.push(next.value)
				return
			}
			this.#ended ??= {}
			this.#settle(next.value)
			this.#leaving.release()
		} catch (error) {
			this.#ended ??= { error }
			this.#refuse(error)
			this.#leaving?.release()
		}
	}

	async #leave(): Promise<void> {
		this.#buffer.length = 0
		if (this.#ended !== undefined) return
		const reason = new DOMException('The reader left the stream before its end.', 'AbortError')
		this.#ended = {}
		this.#refuse(reason)
		this.#leaving?.controller.abort(reason)
		this.#leaving?.release()
		await this.#stepping
		try {
			// Resumes the generator where it waits, so that it closes the connection and books the call.
			await (await this.#source)?.return(undefined as never)
		} catch {
			// A connection that complains of being closed: the reader left, and wants to hear no more.
		}
	}
}
