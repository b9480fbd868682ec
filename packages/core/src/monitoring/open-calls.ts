import type { HeadroomEvent } from '@headroom/spec'
import { type Context, context } from '@opentelemetry/api'

/** Calls whose end was not heard of, such as of a program that only optimizes; the oldest is let go. */
const MAX_CALLS = 1000

/** Events kept of one call. */
const MAX_EVENTS = 200

/** An event of a call that goes on. */
export interface Heard {
	readonly event: HeadroomEvent
	/** `Date.now()` when it was heard. */
	readonly at: number
}

/** What was heard of a call before it ended. */
export interface OpenCall {
	/** What was active when it was first heard of: its span's parent. */
	readonly parent: Context
	readonly heard: readonly Heard[]
}

/** Keeps the events of calls that go on at once, each by its id, until their end. */
export class OpenCalls {
	readonly #calls = new Map<string, { parent: Context; heard: Heard[] }>()

	/** Events without an id belong to no call, and are not kept. */
	add(event: HeadroomEvent): void {
		const { callId } = event
		if (callId === undefined) return
		let call = this.#calls.get(callId)
		if (call === undefined) {
			call = { parent: context.active(), heard: [] }
			this.#calls.set(callId, call)
			const [oldest] = this.#calls.keys()
			if (this.#calls.size > MAX_CALLS && oldest !== undefined) this.#calls.delete(oldest)
		}
		if (call.heard.length < MAX_EVENTS) call.heard.push({ event, at: Date.now() })
	}

	/** What was heard of a call that is over; forgets it. */
	take(callId: string): OpenCall {
		const call = this.#calls.get(callId)
		this.#calls.delete(callId)
		return call ?? { parent: context.active(), heard: [] }
	}
}
