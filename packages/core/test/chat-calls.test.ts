import type { HeadroomEvent, Message } from '@headroom/spec'
import { ProviderError } from '@headroom/spec'
import { scriptedModel } from '@headroom/spec/testing'
import { expect, it } from 'vitest'
import { HeadroomClient, type HeadroomOptions, memoryLedger } from '../src/index.ts'
import { micro, requestOf, says, shorten, words } from './by-words.ts'

const off: HeadroomOptions = { slimmer: false, compressor: false, tokenizerFor: () => words }
const usage = { inputTokens: 500, outputTokens: 200 }
const answer = { parts: says('yes it is'), usage }

it('books a fallback as what the other model cost, beside what the layers saved', async () => {
	const error = new ProviderError('openai: overloaded', { provider: 'openai', retryable: true, status: 503 })
	const client = new HeadroomClient({
		...off,
		providers: [scriptedModel([{ error }], 'openai'), scriptedModel([answer], 'anthropic')],
		calls: { retry: false, fallbacks: ['anthropic/claude-haiku-4-5'] },
		stages: [shorten(0, 497)],
	})
	const { record, savings } = await client.chat(requestOf(1000))
	expect(record).toMatchObject({ provider: 'anthropic', model: 'anthropic/claude-haiku-4-5' })
	// 1000 × 0.15 + 200 × 0.60 at gpt-4o-mini; 500 × 1 + 200 × 5 at claude-haiku-4-5.
	expect(micro(record)).toMatchObject({ baseline: 270, cost: 1500, saved: -1230 })
	expect(savings.layers.map(({ stage, cost }) => [stage, Math.round((cost.savedUsd ?? 0) * 1e6)])).toEqual([
		['shorten-0', 75],
		['call', -1305],
	])
})

it('books the second of two equal calls as free, streamed or not', async () => {
	const provider = scriptedModel([answer, answer], 'openai')
	const ledger = memoryLedger()
	const client = new HeadroomClient({
		...off,
		providers: [provider],
		calls: { cache: { always: true } },
		stages: [shorten(0, 497)],
		ledger,
	})
	const first = await client.chat(requestOf(1000))
	const second = await client.chat(requestOf(1000))
	const third = await client.stream(requestOf(1000)).result
	expect(provider.requests).toHaveLength(1)
	expect(micro(first.record)).toMatchObject({ baseline: 270, cost: 195, saved: 75 })
	for (const { content, record, usage: billed } of [second, third]) {
		expect(content).toBe('yes it is')
		expect(billed).toEqual({ inputTokens: 0, outputTokens: 0 })
		expect(micro(record)).toMatchObject({ baseline: 270, cost: 0, saved: 270 })
	}
	const [row] = ledger.summarize('model')
	expect(row).toMatchObject({ group: 'openai/gpt-4o-mini', calls: 3 })
	expect(row?.savedUsd).toBeCloseTo(615e-6, 12)
	client.close()
})

it('takes what the model of the compressor cost off the savings, asked through the same providers', async () => {
	// Asked for the summary first, then for the answer.
	const provider = scriptedModel(
		(request) =>
			request.model.endsWith('gpt-4o-mini')
				? { parts: says('Nothing.'), usage: { inputTokens: 2000, outputTokens: 100 } }
				: answer,
		'openai',
	)
	const client = new HeadroomClient({
		slimmer: false,
		compressor: { cache: 'ignore', model: 'gpt-4o-mini' },
		providers: [provider],
	})
	const dull = (n: number): string =>
		`In week ${n} the committee met again, talked for a long while and put off the matter of the old bridge.`
	const messages = Array.from({ length: 16 }, (_, turn): Message => {
		const content = Array.from({ length: 8 }, (__, n) => dull(turn * 8 + n)).join(' ')
		return { role: turn % 2 === 0 ? 'user' : 'assistant', content }
	})
	messages.push({ role: 'user', content: 'What became of the bridge?' })
	const { record, savings } = await client.chat({ model: 'gpt-4o', messages })
	const asked = provider.requests.length - 1
	expect(asked).toBeGreaterThan(0)
	// 2000 × 0.15 + 100 × 0.60 a call.
	expect(micro(record).extra).toBeCloseTo(360 * asked, 6)
	expect(savings.cost.stageCalls).toEqual(record.extraCost)
})

it('tells which call an event is part of, though calls run at once', async () => {
	const events: HeadroomEvent[] = []
	const error = new ProviderError('openai: overloaded', { provider: 'openai', retryable: true, status: 503 })
	const client = new HeadroomClient({
		...off,
		providers: [
			scriptedModel([{ error }, { error }], 'openai'),
			scriptedModel([answer, answer], 'anthropic'),
		],
		calls: { retry: false, breaker: false, fallbacks: ['anthropic/claude-haiku-4-5'] },
		stages: [shorten(0, 497)],
		observe: (event) => events.push(event),
	})
	const results = await Promise.all([client.chat(requestOf(1000)), client.chat(requestOf(900))])
	for (const { record } of results) {
		const own = events.filter(({ callId }) => callId === record.id)
		expect(own.map(({ type }) => type)).toEqual(['stage', 'fallback'])
	}
	const { events: kept } = await client.optimize(requestOf(1000), { callId: 'mine' })
	expect(events.at(-1)).toMatchObject({ type: 'stage', callId: 'mine' })
	expect(kept).toHaveLength(1)
})
