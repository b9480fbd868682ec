import { type CallContext, type ChatRequest, ProviderError } from '@headroom/spec'
import { type LinkedAbort, linkAbort } from '../link-abort.ts'
import type { Clock } from './clock.ts'
import { providerOf } from './model-name.ts'

/** What is being waited for. */
interface Wait {
	/** When it is too late, in ms since 1970. */
	readonly until: number
	readonly lacking: string
	readonly saidMs: number
	readonly reject: (reason: unknown) => void
}

/**
 * One call with a signal of its own, which aborts for the caller's reason or for lack of time.
 *
 * One sleep serves all waits of a call, since a stream waits thousands of times: when it ends too early for the wait
 * of the moment, another one follows.
 */
export class TimedCall {
	readonly context: CallContext
	readonly #request: ChatRequest
	readonly #clock: Clock
	readonly #cancel: LinkedAbort
	#wait: Wait | undefined
	#sleep: { readonly until: number; readonly over: AbortController } | undefined
	#done = false

	/** @throws the signal's reason when the caller has given up already. */
	constructor(request: ChatRequest, context: CallContext | undefined, clock: Clock) {
		context?.signal?.throwIfAborted()
		this.#cancel = linkAbort(context?.signal)
		this.#request = request
		this.#clock = clock
		const { signal } = this.#cancel.controller
		this.context = { ...context, signal }
		signal.addEventListener('abort', () => this.#wait?.reject(signal.reason), { once: true })
	}

	/**
	 * What the work comes to, unless time runs out or the caller gives up first.
	 *
	 * @param lacking What did not come, for the error. @param saidMs The bound that the error names.
	 */
	wait<Result>(work: Promise<Result>, ms: number, lacking: string, saidMs: number): Promise<Result> {
		const { signal } = this.#cancel.controller
		return new Promise((resolve, reject) => {
			const settled = (): void => {
				this.#wait = undefined
			}
			work.then(
				(result) => {
					settled()
					resolve(result)
				},
				(error) => {
					settled()
					reject(signal.aborted ? signal.reason : error)
				},
			)
			if (signal.aborted) return reject(signal.reason)
			const until = this.#clock.now() + Math.max(0, ms)
			this.#wait = { until, lacking, saidMs, reject }
			if (Number.isFinite(until)) this.#watch(until)
		})
	}

	/** The model has said all it had to say. */
	done(): void {
		this.#done = true
	}

	/** Lets go of the caller's signal, and of the upstream where it still runs. Whether it had ended. */
	end(): boolean {
		this.#cancel.release()
		this.#sleep?.over.abort()
		if (!this.#done)
			this.#cancel.controller.abort(new DOMException('the reader closed the stream', 'AbortError'))
		return this.#done
	}

	/** Sees to it that somebody looks at this time at the latest. */
	#watch(until: number): void {
		if (this.#sleep !== undefined) {
			if (this.#sleep.until <= until) return
			this.#sleep.over.abort()
		}
		const sleep = { until, over: new AbortController() }
		this.#sleep = sleep
		this.#clock.sleep(until - this.#clock.now(), sleep.over.signal).then(
			() => this.#look(),
			() => {},
		)
	}

	#look(): void {
		this.#sleep = undefined
		const wait = this.#wait
		// Nobody waits while the reader is busy; the next wait begins another sleep.
		if (wait === undefined || wait.until === Number.POSITIVE_INFINITY) return
		if (this.#clock.now() < wait.until) this.#watch(wait.until)
		else this.#cancel.controller.abort(this.#late(wait))
	}

	#late({ lacking, saidMs }: Wait): ProviderError {
		const { model } = this.#request
		return new ProviderError(
			`${model}: ${lacking} within ${saidMs} ms; the call was given up. Try again, or allow more time`,
			{ provider: providerOf(model), model, retryable: true, reason: 'timeout' },
		)
	}
}
