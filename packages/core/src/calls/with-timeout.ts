import type { ChatModel } from '@headroom/spec'
import { checkNumber, LONGEST_WAIT_MS } from './check-option.ts'
import { type Clock, systemClock } from './clock.ts'
import { TimedCall } from './timed-call.ts'

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
				const response = await call.wait(model.generate(request, call.context), totalMs, 'no answer', totalMs)
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
							? await call.wait(events.next(), limit, lacking, limit)
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
