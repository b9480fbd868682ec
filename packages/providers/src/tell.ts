import type { HeadroomEvent } from '@headroom/spec'

/** Tells whoever listens. What the listener throws is ignored: what is sent and answered does not depend on who watches. */
export function tell(
	{ observe }: { readonly observe?: (event: HeadroomEvent) => void },
	event: HeadroomEvent,
): void {
	try {
		observe?.(event)
	} catch {}
}
