import { type CallContext, type ChatModel, type ChatRequest, tell } from '@headroom/spec'
import { isProviderError } from '../is-provider-error.ts'
import { checkNumber, checkWait } from './check-option.ts'
import { type Clock, systemClock } from './clock.ts'
import { openStream, readOn } from './open-stream.ts'

/** How often and how long a failed call is tried again. Times in milliseconds. */
export interface RetryOptions {
	/** Tries in all, the first one included, from 1. @default 3, as both official SDKs: two retries */
	readonly attempts?: number
	/** Bound of the first wait; that of each later one is twice the one before. @default 500, as both official SDKs */
	readonly baseDelayMs?: number
	/** Bound of every wait that the provider did not ask for. @default 8000, as both official SDKs */
	readonly maxDelayMs?: number
	/**
	 * Longest wait that a provider may ask for (`Retry-After`). One that asks for more is not tried again, since to
	 * come back earlier is what it asked not to do.
	 *
	 * @default 60000, as both official SDKs
	 */
	readonly maxRetryAfterMs?: number
	/** From the first try to the start of the last one; a wait that would end later is not begun. @default 120000 */
	readonly totalMs?: number
	/** @default the clock of the machine */
	readonly clock?: Clock
	/** Numbers in [0, 1) for the jitter. @default Math.random */
	readonly random?: () => number
}

const KEY = 'idempotency-key'
const COUNT = 'x-stainless-retry-count'

/**
 * Tries a call again that failed for a reason that may pass: a `ProviderError` with `retryable`, and of a stream only
 * before its first event. Waits with exponential backoff and full jitter, or as long as the provider asked.
 *
 * All tries carry one `idempotency-key`, the caller's where it gave one, and their number as official SDKs count it in
 * `x-stainless-retry-count`. A call that comes with such a count above 0 is a retry of somebody else's loop: it is
 * tried once, and its headers stay, since loops within loops multiply. Aborting ends a wait at once.
 *
 * @throws HeadroomError `invalid-argument` when an option is out of range.
 */
export function withRetry(model: ChatModel, options: RetryOptions = {}): ChatModel {
	const attempts = checkNumber('withRetry: attempts', options.attempts ?? 3, { min: 1, whole: true })
	const baseDelayMs = checkWait('withRetry: baseDelayMs', options.baseDelayMs ?? 500)
	const maxDelayMs = checkWait('withRetry: maxDelayMs', options.maxDelayMs ?? 8_000)
	const maxRetryAfterMs = checkWait('withRetry: maxRetryAfterMs', options.maxRetryAfterMs ?? 60_000)
	const totalMs = checkWait('withRetry: totalMs', options.totalMs ?? 120_000)
	const { clock = systemClock, random = Math.random } = options

	async function run<Result>(
		request: ChatRequest,
		context: CallContext | undefined,
		once: (context: CallContext | undefined) => Promise<Result>,
	): Promise<Result> {
		const isRetry = Number(context?.headers?.[COUNT] ?? 0) > 0
		if (isRetry || attempts === 1) return once(context)
		const key = context?.headers?.[KEY] ?? crypto.randomUUID()
		const began = clock.now()
		for (let attempt = 1; ; attempt++) {
			try {
				const count = attempt === 1 ? {} : { [COUNT]: String(attempt - 1) }
				return await once({ ...context, headers: { ...context?.headers, [KEY]: key, ...count } })
			} catch (error) {
				context?.signal?.throwIfAborted()
				const delayMs = attempt < attempts ? delayBefore(attempt, error) : undefined
				if (delayMs === undefined || clock.now() - began + delayMs > totalMs) throw error
				tell(context, { type: 'retry', model: request.model, attempt, delayMs, error })
				await clock.sleep(delayMs, context?.signal)
			}
		}
	}

	/** `undefined` for an error that another try would not mend. */
	function delayBefore(attempt: number, error: unknown): number | undefined {
		if (!isProviderError(error) || !error.retryable) return undefined
		const jitter = random() * Math.min(maxDelayMs, baseDelayMs * 2 ** (attempt - 1))
		const { retryAfterMs } = error
		if (retryAfterMs === undefined) return Math.round(jitter)
		// Never earlier than asked; a little later, so that all who were told the same do not come at once.
		return retryAfterMs > maxRetryAfterMs ? undefined : Math.round(retryAfterMs + jitter / 10)
	}

	return {
		generate: (request, context) => run(request, context, (inner) => model.generate(request, inner)),
		async *stream(request, context) {
			yield* readOn(await run(request, context, (inner) => openStream(model.stream(request, inner))))
		},
	}
}
