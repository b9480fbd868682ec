import { manyListeners } from './many-listeners.ts'

/** A controller that aborts with a signal until it is let go. */
export interface LinkedAbort {
	readonly controller: AbortController
	/** Forgets the signal. Of a signal that outlives many calls, each would otherwise stay in memory. */
	readonly release: () => void
}

/**
 * A controller of one's own that also aborts when a signal does. In place of `AbortSignal.any`, which in Node 20 keeps
 * what it makes as long as its longest-lived source.
 */
export function linkAbort(signal: AbortSignal | undefined): LinkedAbort {
	const controller = new AbortController()
	if (signal === undefined) return { controller, release: () => {} }
	manyListeners(signal)
	const abort = (): void => controller.abort(signal.reason)
	if (signal.aborted) abort()
	else signal.addEventListener('abort', abort, { once: true })
	return { controller, release: () => signal.removeEventListener('abort', abort) }
}
