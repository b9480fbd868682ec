import { setMaxListeners } from 'node:events'

/** Where a cascade takes its time from, so that tests can make it pass; `Clock` of `@headroom/core`. */
export interface CascadeClock {
	/** Milliseconds since 1970, as `Date.now()`. */
	now(): number
	/** Waits so many milliseconds; rejects as soon as the signal aborts. */
	sleep(milliseconds: number, signal?: AbortSignal): Promise<void>
}

export const machineClock: CascadeClock = {
	now: () => Date.now(),
	sleep: (milliseconds, signal) =>
		new Promise((resolve, reject) => {
			const timer = setTimeout(done, milliseconds)
			function done(): void {
				signal?.removeEventListener('abort', stop)
				resolve()
			}
			function stop(): void {
				clearTimeout(timer)
				reject(signal?.reason)
			}
			signal?.addEventListener('abort', stop, { once: true })
		}),
}

/** What `withinTime` gives for work that took too long. */
export const LATE: unique symbol = Symbol('late')

/**
 * Work that is cut after so many milliseconds: its signal aborts, and what it still does goes unheard. Its signal also
 * aborts with the caller's, which the work is left to heed.
 */
export async function withinTime<Result>(
	work: (signal: AbortSignal | undefined) => Promise<Result>,
	milliseconds: number,
	clock: CascadeClock,
	signal: AbortSignal | undefined,
): Promise<Result | typeof LATE> {
	if (milliseconds === Number.POSITIVE_INFINITY) return work(signal)
	const cut = new AbortController()
	const timer = new AbortController()
	const abort = (): void => cut.abort(signal?.reason)
	// Node warns of a leak at the eleventh listener, though one signal may stand for hundreds of calls at once.
	if (signal !== undefined) setMaxListeners(0, signal)
	signal?.addEventListener('abort', abort, { once: true })
	try {
		const working = work(cut.signal)
		const late = clock.sleep(milliseconds, timer.signal).then((): typeof LATE => LATE)
		// Whichever loses is not waited for, and must not be an unhandled rejection.
		working.catch(() => {})
		late.catch(() => {})
		const result = await Promise.race([working, late])
		if (result === LATE) cut.abort(new Error('the cascade gave this attempt no more time'))
		return result
	} finally {
		timer.abort()
		signal?.removeEventListener('abort', abort)
	}
}
