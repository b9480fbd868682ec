import type { ChatResponse, Usage } from '@headroom/spec'
import { describe, expect, it } from 'vitest'
import type { CallEnd } from '../src/account/call-account.ts'
import { type CallRecord, HeadroomClient } from '../src/index.ts'
import { micro, requestOf, words } from './by-words.ts'

describe('a call that ended early, booked by the accountant', () => {
	const settle = async (end: Partial<CallEnd>): Promise<CallRecord> => {
		const client = new HeadroomClient({ slimmer: false, compressor: false, tokenizerFor: () => words })
		const original = requestOf(103)
		return client.accountant.settle(
			{
				id: 'c',
				startedAt: 0,
				startedTick: 0,
				original,
				optimized: await client.optimize(original),
				streamed: true,
				tags: {},
				overheadMs: 0,
			},
			{ outcome: 'truncated', provider: 'openai', ...end },
		)
	}
	const response = (usage?: Usage): ChatResponse => ({
		id: 'r',
		model: 'openai/gpt-4o-mini',
		message: { role: 'assistant', content: 'one two three four five' },
		finishReason: 'other',
		...(usage === undefined ? {} : { usage }),
	})

	it('has of the answer what was counted or reported, whichever is more', async () => {
		// Anthropic says at the start of a stream that one token is out.
		expect((await settle({ response: response({ inputTokens: 120, outputTokens: 1 }) })).usage).toEqual({
			inputTokens: 120,
			outputTokens: 5,
		})
		expect((await settle({ response: response({ inputTokens: 120, outputTokens: 9 }) })).usage).toEqual({
			inputTokens: 120,
			outputTokens: 9,
		})
	})

	it('is measured by what came of a cached answer, not by the whole of it', async () => {
		const usage = { inputTokens: 103, outputTokens: 1000 }
		const hit = { type: 'response-cache', model: 'openai/gpt-4o-mini', usage } as const
		const record = await settle({ outcome: 'aborted', response: response(), events: [hit] })
		expect(record.baseline.usage).toEqual({ inputTokens: 103, outputTokens: 5 })
		expect(micro(record)).toMatchObject({ cost: 0, saved: 103 * 0.15 + 5 * 0.6 })
	})
})
