import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseConfig } from '@headroom/config'
import {
	agreement,
	type CallOptions,
	createCatalog,
	HeadroomClient,
	memoryLedger,
	prometheusMetrics,
} from '@headroom/core'
import { anthropic } from '@headroom/providers/anthropic'
import { openai } from '@headroom/providers/openai'
import type { CallEvent, HeadroomEvent } from '@headroom/spec'
import { afterEach, describe, expect, it } from 'vitest'
import { answer, type Reply, stall } from '../../../../test/upstream/reply.ts'
import { startUpstream, type Upstream } from '../../../../test/upstream/upstream.ts'
import { callsFromConfig } from '../../src/calls/calls-from-config.ts'

let upstream: Upstream
afterEach(() => upstream?.close())

/** What a model says, or how it fails. */
type Says = string | Reply

/** An answer of chat completions: 1,000 tokens in, 100 out. */
function chat(model: string, content: string | null, more: object = {}, finish = 'stop'): Reply {
	const message = { role: 'assistant', content, refusal: null, ...more }
	return answer({
		id: 'chatcmpl-1',
		object: 'chat.completion',
		created: 1,
		model,
		choices: [{ index: 0, message, logprobs: null, finish_reason: finish }],
		usage: { prompt_tokens: 1_000, completion_tokens: 100, total_tokens: 1_100 },
	})
}

async function setUp(says: Readonly<Record<string, Says>>, calls: CallOptions) {
	upstream = await startUpstream(({ json }) => {
		const said = says[json.model] ?? 'nothing'
		return typeof said === 'string' ? chat(json.model, said) : said
	})
	const ledger = memoryLedger()
	const events: HeadroomEvent[] = []
	const headroom = new HeadroomClient({
		model: 'gpt-4o',
		providers: [
			openai({ apiKey: 'sk-canary', baseURL: `${upstream.url}/v1` }),
			anthropic({ apiKey: 'sk-ant-canary', baseURL: upstream.url }),
		],
		calls: { retry: false, ...calls },
		ledger,
		observe: (event) => events.push(event),
	})
	return {
		headroom,
		ledger,
		events,
		asked: () => upstream.requests.map(({ json }) => json.model as string),
		call: () =>
			events.find((event): event is CallEvent & { callId?: string } => event.type === 'call')?.record,
	}
}

const micro = (cost: { status: string; usd?: number } | undefined): number | undefined =>
	cost?.usd === undefined ? undefined : Math.round(cost.usd * 1e6)

// In USD per 1M tokens: gpt-4o 2.50 and 10, gpt-4o-mini 0.15 and 0.60, gpt-4.1-nano 0.10 and 0.40. So a call of 1,000
// tokens in and 100 out is 3,500, 210 and 140 millionths of a dollar.
const cascade = { 'gpt-4o': { try: ['gpt-4o-mini'] } }

describe('a cascade of a client', () => {
	it('books a cheap answer at its own price, against the model that was asked for', async () => {
		const { headroom, asked, call } = await setUp({ 'gpt-4o-mini': '42' }, { cascades: cascade })
		const { content, record } = await headroom.chat('What is 6 times 7?')
		expect([content, asked()]).toEqual(['42', ['gpt-4o-mini']])
		expect(record).toMatchObject({ requestedModel: 'openai/gpt-4o', model: 'openai/gpt-4o-mini' })
		expect([micro(record.cost), micro(record.baseline.cost), record.extraCost]).toEqual([
			210,
			3_500,
			undefined,
		])
		expect(record.savedUsd).toBeCloseTo(3_290e-6, 9)
		expect(call()).toEqual(record)
	})

	it('books what was thrown away, so that a call which gained nothing shows a loss', async () => {
		const says = { 'gpt-4o-mini': "I'm sorry, but I can't help with that.", 'gpt-4o': '42' }
		const { headroom, ledger, asked } = await setUp(says, { cascades: cascade })
		const { content, record, savings } = await headroom.chat('What is 6 times 7?')
		expect([content, asked()]).toEqual(['42', ['gpt-4o-mini', 'gpt-4o']])
		expect(record.model).toBe('openai/gpt-4o')
		expect([micro(record.cost), micro(record.baseline.cost), micro(record.extraCost)]).toEqual([
			3_500, 3_500, 210,
		])
		expect(record.savedUsd).toBeCloseTo(-210e-6, 9)
		expect(micro(savings.cost.stageCalls)).toBe(210)
		const [row] = ledger.summarize('model', {})
		expect(row?.savedUsd).toBeCloseTo(-210e-6, 9)
		expect(row?.costUsd).toBeCloseTo(3_710e-6, 9)
	})

	it('pays for both opinions where two cheap models agree', async () => {
		const { headroom, asked } = await setUp(
			{ 'gpt-4o-mini': '42', 'gpt-4.1-nano': '42.0' },
			{ cascades: { 'gpt-4o': { try: ['gpt-4o-mini', 'gpt-4.1-nano'], rule: agreement() } } },
		)
		const { record } = await headroom.chat('What is 6 times 7?')
		expect(asked()).toEqual(['gpt-4o-mini', 'gpt-4.1-nano'])
		expect([micro(record.cost), micro(record.extraCost)]).toEqual([210, 140])
		expect(record.savedUsd).toBeCloseTo((3_500 - 210 - 140) / 1e6, 9)
	})

	it('knows no saving where a thrown-away answer was never reported', async () => {
		const { headroom } = await setUp(
			{ 'gpt-4o-mini': stall, 'gpt-4o': '42' },
			{ cascades: { 'gpt-4o': { try: ['gpt-4o-mini'], maxLatencyMs: 50 } } },
		)
		const { record } = await headroom.chat('What is 6 times 7?')
		expect(record.extraCost).toEqual({ status: 'unpriced', model: 'openai/gpt-4o-mini' })
		expect(record.savedUsd).toBeUndefined()
	})

	it('escalates where the cheap model is refused, and owes nothing for it', async () => {
		const busy = answer({ error: { message: 'busy' } }, { status: 503 })
		const { headroom } = await setUp({ 'gpt-4o-mini': busy, 'gpt-4o': '42' }, { cascades: cascade })
		const { record } = await headroom.chat('What is 6 times 7?')
		expect([record.model, record.extraCost, record.savedUsd]).toEqual(['openai/gpt-4o', undefined, 0])
	})

	it('hears a refusal of the wire, a cut answer, and calls of tools that do not fit', async () => {
		const refusal = chat('gpt-4o-mini', null, { refusal: 'Ez.' })
		const cut = chat('gpt-4o-mini', '4', {}, 'length')
		const tool = { id: 'c', type: 'function', function: { name: 'add', arguments: '{"a":"six"}' } }
		const calls = chat('gpt-4o-mini', null, { tool_calls: [tool] }, 'tool_calls')
		for (const [reply, by] of [
			[refusal, 'refusal'],
			[cut, 'finished'],
			[calls, 'tool-calls'],
		] as const) {
			const { headroom, events } = await setUp(
				{ 'gpt-4o-mini': reply, 'gpt-4o': '42' },
				{ cascades: cascade },
			)
			const parameters = { type: 'object', properties: { a: { type: 'number' } } }
			const { record } = await headroom.chat({
				model: 'gpt-4o',
				messages: [{ role: 'user', content: 'Add.' }],
				tools: [{ name: 'add', parameters }],
			})
			expect([record.model, micro(record.extraCost)]).toEqual(['openai/gpt-4o', 210])
			expect(events.find((event) => event.type === 'cascade' && event.step === 'escalate')).toMatchObject({
				by,
			})
			await upstream.close()
		}
	})

	it('streams: a cheap answer whole, the requested model’s as it comes', async () => {
		const { headroom, asked } = await setUp({ 'gpt-4o-mini': '42' }, { cascades: cascade })
		const stream = headroom.stream('What is 6 times 7?')
		const texts: string[] = []
		for await (const text of stream.text) texts.push(text)
		expect([texts, asked()]).toEqual([['42'], ['gpt-4o-mini']])
		expect((await stream.result).record).toMatchObject({ model: 'openai/gpt-4o-mini', usageMark: 'billed' })
		await upstream.close()

		upstream = await startUpstream(({ json }) => (json.stream ? undefined : chat(json.model, ' ')))
		const client = new HeadroomClient({
			model: 'gpt-4o',
			providers: [openai({ apiKey: 'k', baseURL: `${upstream.url}/v1` })],
			calls: { cascades: cascade },
		})
		const second = client.stream('What is 6 times 7?')
		const pieces: string[] = []
		for await (const text of second.text) pieces.push(text)
		// What the scripted server streams: three pieces, 12 tokens in and 5 out.
		expect(pieces).toEqual(['Hello', ' 👋', ' world'])
		const { record } = await second.result
		expect([record.model, micro(record.cost), micro(record.extraCost)]).toEqual(['openai/gpt-4o', 80, 210])
	})

	it('books a cheap answer whole, and as the cheap model’s, when its reader leaves', async () => {
		const { headroom, call } = await setUp({ 'gpt-4o-mini': '42' }, { cascades: cascade })
		for await (const event of headroom.stream('What is 6 times 7?')) {
			expect(event.type).toBe('text-delta')
			break
		}
		expect(call()).toMatchObject({
			outcome: 'aborted',
			provider: 'openai',
			model: 'openai/gpt-4o-mini',
			usage: { inputTokens: 1_000, outputTokens: 100 },
			usageMark: 'billed',
		})
		expect([micro(call()?.cost), micro(call()?.baseline.cost)]).toEqual([210, 3_500])
	})

	it('books what was answered once when its caller gives up while it is judged', async () => {
		const stop = new AbortController()
		const rule = {
			name: 'slow',
			decide: () => {
				stop.abort(new Error('gave up'))
				return { action: 'escalate', reason: 'late' } as const
			},
		}
		const { headroom, call } = await setUp(
			{ 'gpt-4o-mini': '42' },
			{ cascades: { 'gpt-4o': { try: ['gpt-4o-mini'], rule } } },
		)
		await expect(headroom.chat('What is 6 times 7?', { signal: stop.signal })).rejects.toThrow('gave up')
		expect(call()).toMatchObject({ outcome: 'aborted', usage: { inputTokens: 0, outputTokens: 0 } })
		expect([micro(call()?.cost), micro(call()?.extraCost)]).toEqual([0, 210])
		expect(call()?.savedUsd).toBeCloseTo(-210e-6, 9)
	})

	it('counts a cheap answer whole against budgets when its reader leaves', async () => {
		// Each spends 210 millionths, though of what was read, two letters, next to nothing would be counted.
		const { headroom } = await setUp(
			{ 'gpt-4o-mini': '42' },
			{
				cascades: cascade,
				budgets: [{ name: 'day', usd: 410e-6, per: 'day' }],
				budget: { expectedOutputTokens: 0, countInput: () => 0 },
			},
		)
		const leave = async (): Promise<void> => {
			for await (const _ of headroom.stream('What is 6 times 7?')) break
		}
		await leave()
		await leave()
		await expect(leave()).rejects.toMatchObject({ code: 'budget-exceeded' })
	})

	it('is free the second time where answers are cached, thrown-away ones too', async () => {
		const { headroom, asked } = await setUp(
			{ 'gpt-4o-mini': ' ', 'gpt-4o': '42' },
			{ cascades: cascade, cache: { always: true } },
		)
		await headroom.chat('What is 6 times 7?')
		const { record, content } = await headroom.chat('What is 6 times 7?')
		expect([content, asked().length]).toEqual(['42', 2])
		expect([micro(record.cost), record.extraCost]).toEqual([0, undefined])
		expect(record.savedUsd).toBeCloseTo(3_500e-6, 9)
	})

	it('does not take an answer for free because a thrown-away one was cached', async () => {
		const says: Record<string, Says> = { 'gpt-4o-mini': ' ', 'gpt-4o': answer({}, { status: 503 }) }
		const { headroom } = await setUp(says, { cascades: cascade, cache: { always: true } })
		await expect(headroom.chat('What is 6 times 7?')).rejects.toThrow()
		says['gpt-4o'] = '42'
		const { record } = await headroom.chat('What is 6 times 7?')
		expect([micro(record.cost), record.extraCost, record.usageMark]).toEqual([3_500, undefined, 'billed'])
	})

	it('falls back from the requested model, with the bill of what was tried before', async () => {
		const { headroom, asked } = await setUp(
			{ 'gpt-4o-mini': ' ', 'gpt-4o': answer({}, { status: 503 }), 'gpt-4.1': '42' },
			{ cascades: cascade, fallbacks: { 'gpt-4o': ['gpt-4.1'] } },
		)
		const { record } = await headroom.chat('What is 6 times 7?')
		expect(asked()).toEqual(['gpt-4o-mini', 'gpt-4o', 'gpt-4.1'])
		expect([record.model, micro(record.extraCost)]).toEqual(['openai/gpt-4.1', 210])
	})

	it('books a call that is given up while a cheap model is asked as one of that model', async () => {
		const { headroom, call } = await setUp({ 'gpt-4o-mini': stall }, { cascades: cascade })
		const stop = new AbortController()
		const chat = headroom.chat('What is 6 times 7?', { signal: stop.signal })
		await upstream.request(0)
		stop.abort()
		await expect(chat).rejects.toThrow()
		expect(call()).toMatchObject({ outcome: 'aborted', model: 'openai/gpt-4o-mini', usageMark: 'estimated' })
		expect(call()?.extraCost).toBeUndefined()
	})

	it('is counted by Prometheus, step by step', async () => {
		const { headroom, events } = await setUp({ 'gpt-4o-mini': ' ', 'gpt-4o': '42' }, { cascades: cascade })
		await headroom.chat('What is 6 times 7?')
		const metrics = prometheusMetrics()
		for (const event of events) metrics.observe(event)
		const lines = metrics.render().split('\n')
		expect(lines.filter((line) => line.startsWith('headroom_cascade_steps_total'))).toEqual([
			'headroom_cascade_steps_total{step="try",model="openai/gpt-4o-mini",by=""} 1',
			'headroom_cascade_steps_total{step="escalate",model="openai/gpt-4o",by="not-empty"} 1',
		])
	})

	it('counts every attempt against budgets', async () => {
		// Two calls of 3,710 are spent beyond 7,000 millionths: the third is refused.
		const { headroom } = await setUp(
			{ 'gpt-4o-mini': ' ', 'gpt-4o': '42' },
			{
				cascades: cascade,
				budgets: [{ name: 'day', usd: 7_100e-6, per: 'day' }],
				budget: { expectedOutputTokens: 0, countInput: () => 0 },
			},
		)
		await headroom.chat('One')
		await headroom.chat('Two')
		await expect(headroom.chat('Three')).rejects.toMatchObject({ code: 'budget-exceeded' })
	})
})

describe('cascades of headroom.yaml', () => {
	it('are those of code', async () => {
		const { config } = parseConfig(
			'calls:\n  cascades:\n    gpt-4o: { try: [gpt-4o-mini], samples: 2, temperature: 0.5, accept: agreement, max_latency_ms: 9000 }\n',
			{ env: {} },
		)
		const { headroom, asked } = await setUp({ 'gpt-4o-mini': '42' }, callsFromConfig(config).calls)
		const { record } = await headroom.chat('What is 6 times 7?')
		expect(asked()).toEqual(['gpt-4o-mini', 'gpt-4o-mini'])
		expect(upstream.requests.map(({ json }) => json.temperature)).toEqual([0.5, 0.5])
		expect([micro(record.cost), micro(record.extraCost)]).toEqual([210, 210])
	})

	it('say which file of a trained rule cannot be used', () => {
		const folder = mkdtempSync(join(tmpdir(), 'headroom-'))
		writeFileSync(join(folder, 'rule.json'), '{}')
		const { config } = parseConfig(
			'calls:\n  cascades:\n    gpt-4o: { try: [gpt-4o-mini], accept: trained, rule: rule.json }\n',
			{ env: {} },
		)
		expect(() => callsFromConfig(config, {}, folder)).toThrow(
			/calls\.cascades\.gpt-4o\.rule: .*rule\.json cannot be used \(this is no accept rule/,
		)
	})
})

it('prices what these tests reckon with', () => {
	const usage = { inputTokens: 1_000, outputTokens: 100 }
	const models = ['gpt-4o', 'gpt-4o-mini', 'gpt-4.1-nano']
	expect(models.map((model) => micro(createCatalog().cost(model, usage, 'billed')))).toEqual([
		3_500, 210, 140,
	])
})
