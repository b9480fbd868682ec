import type { CallRecord, ChatRequest, CostMark, ModelCatalog, ModelUsageEvent } from '@headroom/spec'
import { type CostSavings, ratioOf, type Savings } from '../savings.ts'
import type { CallStart } from './call-account.ts'
import type { CallFacts } from './call-facts.ts'
import { callLayers } from './call-layers.ts'
import type { Counterfactual } from './counterfactual.ts'

/**
 * What one call saved: the shape and the ratio of `Savings`, of the bill instead of the count.
 *
 * Tokens are input tokens in the tokenizer of the model that answered: `tokensAfter` as billed, `tokensBefore` what
 * the original prompt would have been billed; their ratio exceeds 1 for a loss. Money is that of the whole call, its
 * answer and the prompt cache included; `cost.baseline` is estimated, `cost.optimized` is what was billed.
 *
 * `layers` are the stages, before them `requested-model` where the baseline is of another model than the one
 * requested, and after them `call` where another model answered than the stages chose, the answer came from the
 * response cache, or answers were thrown away. Layers add up to the whole.
 */
export interface CallSavings extends Savings {
	/** `billed` when the provider reported the tokens, `estimated` when they were counted here. */
	readonly mark: CostMark
}

/** What the arithmetic of a call's savings stands on. */
export interface CallSavingsSource {
	readonly start: CallStart
	readonly facts: CallFacts
	readonly record: CallRecord
	readonly catalog: ModelCatalog
	/** Absent for a call that failed. */
	readonly counterfactual: Counterfactual | undefined
	/** Calls of other models while this one was under way. */
	readonly laterCalls: readonly ModelUsageEvent[]
	/** Messages that the cache would have held, and the stage that took the checkpoint which says so. */
	readonly known: { readonly messages: number; readonly stage: string | undefined }
}

/** Splits what a call saved by layer. */
export function callSavings(source: CallSavingsSource): CallSavings {
	const { record, facts } = source
	const tokens = (request: ChatRequest): number => source.counterfactual?.tokensOf(request, facts.known) ?? 0
	const { originalInputTokens: tokensBefore } = record
	const tokensAfter = record.usage.inputTokens
	const ratio = ratioOf(tokensBefore, tokensAfter)
	return {
		tokensBefore,
		tokensAfter,
		savedTokens: tokensBefore - tokensAfter,
		savedFraction: 1 - ratio,
		ratio,
		layers: callLayers(source, tokens),
		cost: costOf(record),
		mark: record.usageMark,
	}
}

function costOf({ baseline, cost, extraCost, savedUsd }: CallRecord): CostSavings {
	return {
		baseline: baseline.cost,
		optimized: cost,
		...(extraCost === undefined ? {} : { stageCalls: extraCost }),
		...(savedUsd === undefined ? {} : { savedUsd }),
	}
}
