import type { CallOutcome, CallRecord, ChatRequest, ChatResponse, HeadroomEvent } from '@headroom/spec'
import type { Optimized } from '../optimized.ts'

/** What is known of a call when it is sent. */
export interface CallStart {
	/** Unique id of the call, as of `crypto.randomUUID()`. */
	readonly id: string
	/** `Date.now()` when the call began. */
	readonly startedAt: number
	/** `performance.now()` at the same moment. */
	readonly startedTick: number
	/** The prompt as the caller gave it. */
	readonly original: ChatRequest
	/** What the stages made of it, as `HeadroomClient.optimize` returns it. */
	readonly optimized: Optimized
	readonly streamed: boolean
	readonly tags: Readonly<Record<string, string>>
	/** Which model the call is measured against; see `HeadroomOptions.baseline`. @default the accountant's */
	readonly baseline?: string
	/** Milliseconds that Headroom worked before the request was sent. */
	readonly overheadMs: number
}

/** What is known of a call when it is over. */
export interface CallEnd {
	readonly outcome: CallOutcome
	/** Id of the provider that answered or was asked last, `openai`. */
	readonly provider: string
	/** The answer, or as much of it as came. */
	readonly response?: ChatResponse
	readonly error?: unknown
	/** What was observed between sending and the end: fallbacks, budgets, a cached response, calls of other models. @default [] */
	readonly events?: readonly HeadroomEvent[]
	/** Milliseconds from the start to the first piece of a streamed answer. */
	readonly timeToFirstChunkMs?: number
	/** Milliseconds that Headroom worked after the answer came. @default 0 */
	readonly overheadMs?: number
	readonly server?: { readonly address: string; readonly port?: number }
}

/** Books one call: works out what it cost and would have cost, tells listeners, and gives the record to the ledger. */
export interface Accountant {
	/** Never throws: what the ledger cannot take is told as a warning. */
	settle(start: CallStart, end: CallEnd): CallRecord
}
