import { manyListeners } from '../many-listeners.ts'

/** Where the decorators of calls take their time from, so that tests can make it pass. */
export interface Clock {
	/** Milliseconds since 1970, as `Date.now()`. */
	now(): number
	/**
	 * Waits so many milliseconds, 0 or more.
	 *
	 * @throws the signal's reason as soon as it aborts; nothing is left running then.
	 */
	sleep(milliseconds: number, signal?: AbortSignal): Promise<void>
}

/** The clock of the machine. */
export const systemClock: Clock = {
	now: () => Date.now(),
	sleep: (milliseconds, signal) =>
		new Promise((resolve, reject) => {
			if (signal?.aborted) return reject(signal.reason)
			manyListeners(signal)
			const timer = setTimeout(() => {
				signal?.removeEventListener('abort', abort)
				resolve()
			}, milliseconds)
			function abort(): void {
				clearTimeout(timer)
				reject(signal?.reason)
			}
			signal?.addEventListener('abort', abort, { once: true })
		}),
}
