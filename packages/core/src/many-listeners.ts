import { setMaxListeners } from 'node:events'

/**
 * Lets any number of calls listen to one signal. Node warns of a leak at the eleventh, though one signal may well stand
 * for hundreds of calls at once; each of them lets go of it when it ends.
 */
export function manyListeners(signal: AbortSignal | undefined): void {
	if (signal !== undefined) setMaxListeners(0, signal)
}
