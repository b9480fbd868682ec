import type { HeadroomEvent } from '@headroom/spec'

/** Hears events, or nobody does. */
type Listener = ((event: HeadroomEvent) => void) | undefined

/** One listener that tells the first and then the second of them, of those that there are. */
export function bothListeners(first: Listener, second: Listener): Listener {
	if (first === undefined || second === undefined) return first ?? second
	return (event) => {
		first(event)
		second(event)
	}
}
