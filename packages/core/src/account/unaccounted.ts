import type { CallRecord, Cost } from '@headroom/spec'
import type { Booked } from './books.ts'
import type { CallEnd, CallStart } from './call-account.ts'
import { cleanUsage } from './clean-usage.ts'

/**
 * A call whose accounting failed, as by a catalog or tokenizer of the caller's that throws: what the provider said is
 * kept, and no money is claimed. A call that was paid for must not be lost over its books.
 */
export function unaccounted(start: CallStart, end: CallEnd): Booked {
	const reported = end.outcome === 'completed' ? end.response?.usage : undefined
	const usage = cleanUsage(reported ?? { inputTokens: 0, outputTokens: 0 })
	const requestedModel = start.original.model
	const model = end.response?.model ?? start.optimized.request.model
	const unpriced = (of: string): Cost => ({ status: 'unpriced', model: of })
	const record: CallRecord = {
		id: start.id,
		startedAt: start.startedAt,
		provider: end.provider,
		requestedModel,
		model,
		route: start.optimized.route?.route ?? null,
		tags: start.tags,
		outcome: end.outcome,
		usage,
		usageMark: reported === undefined ? 'estimated' : 'billed',
		originalInputTokens: usage.inputTokens,
		cost: unpriced(model),
		baseline: { model: requestedModel, usage, cost: unpriced(requestedModel) },
	}
	const { inputTokens } = usage
	return {
		record,
		savings: () => ({
			tokensBefore: inputTokens,
			tokensAfter: inputTokens,
			savedTokens: 0,
			savedFraction: 0,
			ratio: 1,
			layers: [],
			cost: { baseline: record.baseline.cost, optimized: record.cost },
			mark: record.usageMark,
		}),
	}
}
