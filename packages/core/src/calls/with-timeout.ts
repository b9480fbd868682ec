import { type CallContext, type ChatModel, type ChatRequest, ProviderError } from '@headroom/spec'
import { checkNumber, LONGEST_WAIT_MS } from './check-option.ts'
import { type Clock, systemClock } from './clock.ts'
import { providerOf } from './model-name.ts'

/**
 * How long a model may take. Milliseconds, from 1; `Infinity` for no bound. Headroom's providers have bounds of their
 * own on the bytes of an answer: ten minutes to the first, five between two.
 */
export interface TimeoutOptions {
	/**
	 * Waiting for the model in all. Of a stream, the time that its reader takes between two events does not count.
	 *
	 * @default 3600000, an hour, in which Anthropic's SDK expects the longest answers to be done
	 */
	readonly totalMs?: number
	/** Until the first event of a stream. @default Infinity: a model that thinks says nothing for long */
	readonly firstEventMs?: number
	/** Between two events of a stream. @default Infinity, for the same reason */
	readonly idleMs?: number
	/** @default the clock of the machine */
	readonly clock?: Clock
}

/**
 * Gives up on a model that takes too long, and closes the upstream: the model's signal aborts. The call then fails
 * with a retryable `ProviderError` of reason `timeout`. It ends at once, too, when the caller aborts, even if the model
 * does not heed its signal.
 *
 * @throws HeadroomError `invalid-argument` when an option is out of range.
 */
export function withTimeout(model: ChatModel, options: TimeoutOptions = {}): ChatModel {
	const totalMs = checkBound('totalMs', options.totalMs ?? 3_600_000)
	const firstEventMs = checkBound('firstEventMs', options.firstEventMs ?? Number.POSITIVE_INFINITY)
	const idleMs = checkBound('idleMs', options.idleMs ?? Number.POSITIVE_INFINITY)
	const clock = options.clock ?? systemClock

	return {
		async generate(request, context) {
			const call = new TimedCall(request, context, clock)
			try {
				const response = await call.wait(model.generate(request, call.context), totalMs, 'no answer')
				call.done()
				return response
			} finally {
				call.end()
			}
		},
		async *stream(request, context) {
			const call = new TimedCall(request, context, clock)
			const events = model.stream(request, call.context)[Symbol.asyncIterator]()
			let left = totalMs
			let limit = firstEventMs
			let lacking = 'no event of the stream'
			try {
				while (true) {
					const asked = clock.now()
					const next =
						limit < left
							? await call.wait(events.next(), limit, lacking)
							: await call.wait(events.next(), left, 'no end of the stream', totalMs)
					if (next.done) {
						call.done()
						return
					}
					left -= clock.now() - asked
					limit = idleMs
					lacking = 'no further event of the stream'
					yield next.value
				}
			} finally {
				// Not waited for: a stream that hangs would not let go.
				if (!call.end()) events.return?.().then(undefined, () => {})
			}
		},
	}
}

function checkBound(name: string, value: number): number {
	if (value === Number.POSITIVE_INFINITY) return value
	return checkNumber(`withTimeout: ${name}`, value, { min: 1, max: LONGEST_WAIT_MS })
}

/** One call with a signal of its own, which aborts for the caller's reason or for lack of time. */
class TimedCall {
	readonly context: CallContext
	readonly #request: ChatRequest
	readonly #clock: Clock
	readonly #cancel = new AbortController()
	readonly #unlink: () => void
	#done = false

	/** @throws the signal's reason when the caller has given up already. */
	constructor(request: ChatRequest, context: CallContext | undefined, clock: Clock) {
		const outer = context?.signal
		outer?.throwIfAborted()
		const abort = () => this.#cancel.abort(outer?.reason)
		outer?.addEventListener('abort', abort, { once: true })
		this.#unlink = () => outer?.removeEventListener('abort', abort)
		this.#request = request
		this.#clock = clock
		this.context = { ...context, signal: this.#cancel.signal }
	}

	/** What the work comes to, unless time runs out or the caller gives up first. */
	wait<Result>(work: Promise<Result>, ms: number, lacking: string, saidMs = ms): Promise<Result> {
		const { signal } = this.#cancel
		return new Promise((resolve, reject) => {
			const over = new AbortController()
			const settle = (end: () => void): void => {
				over.abort()
				signal.removeEventListener('abort', giveUp)
				end()
			}
			const giveUp = (): void => settle(() => reject(signal.reason))
			work.then(
				(result) => settle(() => resolve(result)),
				(error) => settle(() => reject(signal.aborted ? signal.reason : error)),
			)
			if (signal.aborted) return giveUp()
			signal.addEventListener('abort', giveUp, { once: true })
			if (!Number.isFinite(ms)) return
			this.#clock.sleep(Math.max(0, ms), over.signal).then(
				() => this.#cancel.abort(this.#late(lacking, saidMs)),
				() => {},
			)
		})
	}

	/** The model has said all it had to say. */
	done(): void {
		this.#done = true
	}

	/** Lets go of the caller's signal, and of the upstream where it still runs. Whether it had ended. */
	end(): boolean {
		this.#unlink()
		if (!this.#done) this.#cancel.abort(new DOMException('the reader closed the stream', 'AbortError'))
		return this.#done
	}

	#late(lacking: string, ms: number): ProviderError {
		const { model } = this.#request
		return new ProviderError(
			`${model}: ${lacking} within ${ms} ms; the call was given up. Try again, or allow more time`,
			{ provider: providerOf(model), model, retryable: true, reason: 'timeout' },
		)
	}
}
