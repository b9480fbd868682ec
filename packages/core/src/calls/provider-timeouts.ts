import type { Timeouts } from '@headroom/providers/openai'
import type { TimeoutOptions } from './with-timeout.ts'

/**
 * The same bounds for a provider's own timers, so that one that is raised is raised everywhere. What is not given stays
 * as the provider has it; without timeouts none of them holds.
 */
export function providerTimeouts(timeout: TimeoutOptions | false): Timeouts {
	if (timeout === false) {
		const never = Number.POSITIVE_INFINITY
		return { timeoutMs: never, firstByteTimeoutMs: never, idleTimeoutMs: never }
	}
	const { totalMs, idleMs } = timeout
	// An answer that is not streamed begins when it is finished.
	const { firstEventMs = totalMs } = timeout
	return {
		...(totalMs === undefined ? {} : { timeoutMs: totalMs }),
		...(firstEventMs === undefined ? {} : { firstByteTimeoutMs: firstEventMs }),
		...(idleMs === undefined ? {} : { idleTimeoutMs: idleMs }),
	}
}
