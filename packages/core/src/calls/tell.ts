import type { CallContext, HeadroomEvent } from '@headroom/spec'

/** Tells whoever listens to the call. What the listener throws is ignored: it must not break a call. */
export function tell(context: CallContext | undefined, event: HeadroomEvent): void {
	try {
		context?.observe?.(event)
	} catch {}
}
