import type { HeadroomEvent } from '@headroom/spec'

/** Whoever listens, if anybody does. */
interface Listening {
	readonly observe?: ((event: HeadroomEvent) => void) | undefined
}

/** Tells whoever listens. What the listener throws is ignored: it must not break the call that it listens to. */
export function tell(listening: Listening | undefined, event: HeadroomEvent): void {
	try {
		listening?.observe?.(event)
	} catch {}
}
