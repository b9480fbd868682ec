import type { CallEvent, CallRecord, Cost } from '@headroom/spec'

/** A billed call of November 2026: 1,000 tokens cut to 600, $0.003 to $0.002. */
export function callRecord(given: Partial<CallRecord> = {}): CallRecord {
	return {
		id: 'call-1',
		startedAt: Date.parse('2026-11-26T12:00:00Z'),
		provider: 'openai',
		requestedModel: 'openai/gpt-4o',
		model: 'openai/gpt-4o',
		route: null,
		tags: {},
		outcome: 'completed',
		usage: { inputTokens: 600, outputTokens: 50 },
		usageMark: 'billed',
		originalInputTokens: given.baseline?.usage.inputTokens ?? 1000,
		cost: priced(0.002),
		baseline: {
			model: 'openai/gpt-4o',
			usage: { inputTokens: 1000, outputTokens: 50 },
			cost: priced(0.003, 'estimated'),
		},
		savedUsd: 0.001,
		...given,
	}
}

/** Baseline of so many tokens and so many USD. */
export function baselineOf(inputTokens: number, cost: Cost): CallRecord['baseline'] {
	return { model: 'openai/gpt-4o', usage: { inputTokens, outputTokens: 50 }, cost }
}

export function priced(usd: number, mark: 'billed' | 'estimated' = 'billed'): Cost {
	return { status: 'priced', usd, mark }
}

export const unpriced: Cost = { status: 'unpriced', model: 'acme/unknown' }

export function callEvent(record: Partial<CallRecord> = {}, given: Partial<CallEvent> = {}): CallEvent {
	return {
		type: 'call',
		record: callRecord(record),
		streamed: false,
		durationMs: 800,
		overheadMs: 1.34,
		countedInputTokens: 598,
		...given,
	}
}
