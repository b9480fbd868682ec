import type { ChatEvent } from '@headroom/spec'
import { manyListeners } from '../many-listeners.ts'

/**
 * One call whose events several readers follow, each from the first one on. A reader that leaves takes nothing from
 * the others; when the last one leaves before the end, the call is aborted. Holds all events of the answer, so that
 * readers need not keep pace.
 */
export class Flight {
	readonly #cancel = new AbortController()
	readonly #onEnd: () => void
	readonly #events: ChatEvent[] = []
	readonly #waiting = new Set<() => void>()
	#readers = 0
	#over = false
	#failure: { readonly error: unknown } | undefined
	#claimed = false

	/** @param onEnd Called once, when nobody may join any more. */
	constructor(start: (signal: AbortSignal) => AsyncIterable<ChatEvent>, onEnd: () => void) {
		this.#onEnd = onEnd
		this.#follow(start)
	}

	/**
	 * All events, those that came before included.
	 *
	 * @throws the signal's reason as soon as it aborts; what the call failed with.
	 */
	async *read(signal: AbortSignal | undefined): AsyncGenerator<ChatEvent, void, undefined> {
		manyListeners(signal)
		this.#readers++
		try {
			for (let at = 0; ; ) {
				signal?.throwIfAborted()
				const event = this.#events[at]
				if (event !== undefined) {
					at++
					yield event
				} else if (this.#failure !== undefined) throw this.#failure.error
				else if (this.#over) return
				else await this.#change(signal)
			}
		} finally {
			this.#readers--
			if (this.#readers === 0 && !this.#over) this.#abandon(signal)
		}
	}

	/** Whether the caller is the first to ask: the one reader that the call is booked to. */
	claim(): boolean {
		const first = !this.#claimed
		this.#claimed = true
		return first
	}

	async #follow(start: (signal: AbortSignal) => AsyncIterable<ChatEvent>): Promise<void> {
		try {
			for await (const event of start(this.#cancel.signal)) {
				this.#events.push(event)
				this.#wake()
			}
		} catch (error) {
			this.#failure = { error }
		} finally {
			this.#end()
		}
	}

	#abandon(signal: AbortSignal | undefined): void {
		this.#end()
		const reason = signal?.aborted
			? signal.reason
			: new DOMException('the last reader closed the stream', 'AbortError')
		this.#cancel.abort(reason)
	}

	#end(): void {
		if (!this.#over) this.#onEnd()
		this.#over = true
		this.#wake()
	}

	#wake(): void {
		for (const wake of [...this.#waiting]) wake()
	}

	#change(signal: AbortSignal | undefined): Promise<void> {
		return new Promise((resolve) => {
			const wake = (): void => {
				this.#waiting.delete(wake)
				signal?.removeEventListener('abort', wake)
				resolve()
			}
			this.#waiting.add(wake)
			signal?.addEventListener('abort', wake, { once: true })
		})
	}
}
