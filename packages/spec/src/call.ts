import type { FinishReason } from './chat.ts'
import type { HeadroomErrorCode, ProviderErrorReason } from './error.ts'
import type { Cost, CostMark, Usage } from './usage.ts'

/** How a call ended. `truncated` is a stream cut by the other side, `aborted` one that the caller gave up. */
export type CallOutcome = 'completed' | 'failed' | 'aborted' | 'truncated'

/** One call in the books: what was asked, what it cost, and what it would have cost. Plain JSON. */
export interface CallRecord {
	/** Unique: a store that is given a record twice counts it once. */
	readonly id: string
	/** When the call began, in ms since 1970. */
	readonly startedAt: number
	/** Id of the provider that answered, or was asked last. */
	readonly provider: string
	/** `provider/model` that the caller asked for. */
	readonly requestedModel: string
	/** `provider/model` that answered, or was asked last. */
	readonly model: string
	/** Name of the route, or `null` for none. */
	readonly route: string | null
	/** The caller's labels, such as team or feature. */
	readonly tags: Readonly<Record<string, string>>
	readonly outcome: CallOutcome
	/**
	 * Tokens of the call: `billed` as the provider reported them, or `estimated`, counted here, when it reported none.
	 * All 0 for a call that failed before an answer.
	 */
	readonly usage: Usage
	readonly usageMark: CostMark
	/**
	 * Input tokens that the original prompt would have been billed by the model that answered, so that both counts are in
	 * one tokenizer: `1 − usage.inputTokens / originalInputTokens` of them were saved.
	 */
	readonly originalInputTokens: number
	/** USD of `usage` at the model that answered. */
	readonly cost: Cost
	/** The same call without Headroom: the original prompt at the baseline's model, with its share of the cache. */
	readonly baseline: { readonly model: string; readonly usage: Usage; readonly cost: Cost }
	/** USD of everything else that this call paid for: calls of stages, answers that were thrown away. Absent for none. */
	readonly extraCost?: Cost
	/** `baseline.cost − cost − extraCost` in USD, negative for a loss; absent when any of them is unpriced. */
	readonly savedUsd?: number
}

/** A call ended. What it cost is in `record`, how long it took beside it; all times in milliseconds. */
export interface CallEvent {
	readonly type: 'call'
	readonly record: CallRecord
	readonly streamed: boolean
	/** The whole call as the caller waited for it. */
	readonly durationMs: number
	/** What Headroom added to it: everything but waiting for the provider. */
	readonly overheadMs: number
	/** From the start to the first piece of a streamed answer. */
	readonly timeToFirstChunkMs?: number
	/** Tokens of the prompt that was sent, counted here; beside `record.usage.inputTokens` it says how good counting is. */
	readonly countedInputTokens: number
	readonly finishReason?: FinishReason
	/** The provider's id of the answer. */
	readonly responseId?: string
	readonly error?: {
		readonly code: HeadroomErrorCode | 'unknown'
		readonly reason?: ProviderErrorReason
		readonly status?: number
	}
	/** Host and port that answered, where known. */
	readonly server?: { readonly address: string; readonly port?: number }
}

/** A try failed and another is made after `delayMs`. */
export interface RetryEvent {
	readonly type: 'retry'
	readonly model: string
	/** Number of the try that failed, from 1. */
	readonly attempt: number
	readonly delayMs: number
	readonly error: unknown
}

/** A model failed and the next one of the chain is asked. */
export interface FallbackEvent {
	readonly type: 'fallback'
	readonly from: string
	readonly to: string
	readonly error: unknown
}

/**
 * A cascade tries a cheaper model, takes its answer, or goes on to the model that the call asks for; or it stops, since
 * its caller gave up while no answer was waited for.
 */
export interface CascadeEvent {
	readonly type: 'cascade'
	readonly step: 'try' | 'accept' | 'escalate' | 'stop'
	/** Model that is asked next, or the one whose answer is taken; of a `stop`, the one that the call asks for. */
	readonly model: string
	/** Cheap answers asked for so far, that of a `try` included. */
	readonly attempts: number
	/** What decided on the attempt before: a check, a rule, `error` or a bound; absent where there was none. */
	readonly by?: string
	/** In words; nothing of a prompt or an answer. */
	readonly reason: string
	/** Of the answer that is taken, as its provider reported it: it is paid whole, however much of it is read. */
	readonly usage?: Usage
}

/** A circuit breaker changed its mind about a model. */
export interface BreakerEvent {
	readonly type: 'breaker'
	readonly model: string
	/** `closed`: calls go through · `open`: they fail at once · `half-open`: one probe is under way. */
	readonly state: 'closed' | 'open' | 'half-open'
}

/** An answer came out of the response cache; no provider was asked. */
export interface ResponseCacheEvent {
	readonly type: 'response-cache'
	readonly model: string
	/** Usage of the call that filled the entry. */
	readonly usage?: Usage
}

/** A budget is used up, so that a call was refused or sent to a cheaper model. */
export interface BudgetEvent {
	readonly type: 'budget'
	/** Name of the budget. */
	readonly budget: string
	readonly spentUsd: number
	readonly limitUsd: number
	/** The model the call went to instead; absent when it was refused. */
	readonly downgradedTo?: string
}
