import type {
	BreakerEvent,
	BudgetEvent,
	CallEvent,
	CascadeEvent,
	FallbackEvent,
	ResponseCacheEvent,
	RetryEvent,
} from './call.ts'
import type { Usage } from './usage.ts'

/**
 * Something worth seeing from outside, given to `observe`. Counts are tokens of the target model's tokenizer,
 * times are milliseconds.
 */
export type HeadroomEvent = (
	| StageEvent
	| StageFailedEvent
	| RuleEvent
	| OmissionEvent
	| CheckpointEvent
	| RouteEvent
	| ModelUsageEvent
	| CallEvent
	| RetryEvent
	| FallbackEvent
	| CascadeEvent
	| BreakerEvent
	| ResponseCacheEvent
	| BudgetEvent
	| WarningEvent
) &
	EventOfCall

/** What every event may say besides. */
export interface EventOfCall {
	/** `CallRecord.id` of the call that it is part of, since calls may run at once; absent outside of calls. */
	readonly callId?: string
}

/** The runner measured a stage. `reverted` means that the stage's result was larger and was thrown away. */
export interface StageEvent {
	readonly type: 'stage'
	readonly stage: string
	readonly outcome: 'applied' | 'unchanged' | 'reverted'
	readonly tokensBefore: number
	readonly tokensAfter: number
	readonly durationMs: number
}

/** A stage threw and was skipped; the request went on as it was before that stage. */
export interface StageFailedEvent {
	readonly type: 'stage-failed'
	readonly stage: string
	readonly error: unknown
	readonly durationMs: number
}

/** A rule of a stage changed a text. */
export interface RuleEvent {
	readonly type: 'rule'
	readonly stage: string
	readonly rule: string
	/** Index in `request.messages`. */
	readonly message: number
	readonly savedTokens: number
}

/** A stage left something out; the marker in the text says the same. */
export interface OmissionEvent {
	readonly type: 'omission'
	readonly stage: string
	/** Index in `request.messages`. */
	readonly message: number
	/** How many units were left out. */
	readonly count: number
	/** What was counted, in the plural: `lines`, `sentences`, `rows`, `messages`. */
	readonly unit: string
	/** 1-based inclusive ranges of the units left out, in order of the source. */
	readonly ranges: readonly (readonly [number, number])[]
	readonly reason: string
	/** Ids under which it can be recalled, in order of the source; absent where nothing is kept. */
	readonly recall?: readonly string[]
}

/**
 * A checkpoint is in force: older turns are compacted beyond what was left out when they were first sent. Between two
 * checkpoints what was sent once is sent again with the same bytes.
 */
export interface CheckpointEvent {
	readonly type: 'checkpoint'
	readonly stage: string
	/** Number of messages that it was decided on, and nothing after them. */
	readonly boundary: number
	/** Number of messages before which turns are compacted. */
	readonly compacted: number
	/** Which one it is in the conversation, from 1. */
	readonly number: number
	/** Whether it is taken with this request, so that what was sent before is sent otherwise from now on. */
	readonly taken: boolean
	/** Tokens that all checkpoints so far remove. */
	readonly savedTokens: number
	/** What this one is expected to save, net of writing the cache anew, in prices of uncached input tokens. */
	readonly gain: number
}

/** A model was chosen for the request. */
export interface RouteEvent {
	readonly type: 'route'
	/** Name of the route, or `null` for the default model. */
	readonly route: string | null
	readonly model: string
	readonly reason: string
	/** Region that the request may not leave; absent where none is wanted. */
	readonly region?: string
}

/**
 * A stage asked a model of its own, or a cascade one whose answer it threw away. What that cost is not part of the
 * request's usage.
 */
export interface ModelUsageEvent {
	readonly type: 'model-usage'
	readonly stage: string
	/** Id of the model, as it was asked for. */
	readonly model: string
	/** All calls of this run, summed as their provider reported them. */
	readonly usage: Usage
	/** Calls that reported nothing, as after a timeout, so that their cost is not in `usage`. */
	readonly unreportedCalls: number
}

/** Something is not as the caller may expect, but nothing broke. */
export interface WarningEvent {
	readonly type: 'warning'
	/** Stable code, such as `tokenizer-estimated` or `model-unknown`. */
	readonly code: string
	readonly message: string
}
