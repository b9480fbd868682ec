import type { ChatRequest, HeadroomEvent, OmissionEvent, RouteEvent } from '@headroom/spec'
import type { Savings } from './savings.ts'

/** An optimized request and how it came about. */
export interface Optimized {
	/** The request to send. The same object as given when nothing changed. */
	readonly request: ChatRequest
	/** Worked out when it is first read. */
	readonly savings: Savings
	/** The request as each layer left it, in the order of `savings.layers`. */
	readonly steps: readonly ChatRequest[]
	/** What layer 3 chose; absent when no router ran. */
	readonly route?: RouteEvent
	/** Everything left out; the text carries a marker for each. */
	readonly omissions: readonly OmissionEvent[]
	/** Everything observed on the way, in order. */
	readonly events: readonly HeadroomEvent[]
}
