import type { HeadroomEvent } from './event.ts'

/** Whoever listens, if anybody does. */
interface Listening {
	readonly observe?: ((event: HeadroomEvent) => void) | undefined
}

/** Tells whoever listens. What the listener throws is ignored: it must not break what it listens to. */
export function tell(listening: Listening | undefined, event: HeadroomEvent): void {
	try {
		listening?.observe?.(event)
	} catch {}
}
