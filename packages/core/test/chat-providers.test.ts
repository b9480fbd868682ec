import { anthropic } from '@headroom/providers/anthropic'
import { openai } from '@headroom/providers/openai'
import type { CallEvent, Message } from '@headroom/spec'
import { afterEach, expect, it } from 'vitest'
import { startUpstream, type Upstream } from '../../../test/upstream/upstream.ts'
import { HeadroomClient } from '../src/index.ts'
import { micro } from './by-words.ts'

let upstream: Upstream | undefined
afterEach(async () => {
	await upstream?.close()
	upstream = undefined
})

const rows = Array.from({ length: 60 }, (_, n) => ({ sku: `A-${1000 + n}`, stock: (n * 37) % 11 }))
const stock = `Stock list:\n${JSON.stringify(rows, null, 2)}\n\nHow many of A-1017 are left?`

function clientOf(url: string): { client: HeadroomClient; calls: CallEvent[] } {
	const calls: CallEvent[] = []
	const client = new HeadroomClient({
		providers: [
			openai({ apiKey: 'sk-test', baseURL: `${url}/v1` }),
			anthropic({ apiKey: 'sk-ant-test', baseURL: url }),
		],
		observe: (event) => event.type === 'call' && calls.push(event),
	})
	return { client, calls }
}

it('chats with OpenAI: the shortened prompt goes out, the bill comes back', async () => {
	upstream = await startUpstream({
		kind: 'answer',
		body: {
			id: 'chatcmpl-1',
			object: 'chat.completion',
			created: 1,
			model: 'gpt-4o-mini-2024-07-18',
			choices: [
				{
					index: 0,
					message: { role: 'assistant', content: 'Two are left.' },
					finish_reason: 'stop',
					logprobs: null,
				},
			],
			usage: {
				prompt_tokens: 700,
				completion_tokens: 5,
				total_tokens: 705,
				prompt_tokens_details: { cached_tokens: 0 },
			},
		},
	})
	const { client } = clientOf(upstream.url)
	const { content, record, usage, tokenSavings, savings } = await client.chat(stock, {
		headers: { 'x-trace': '7' },
	})
	expect(content).toBe('Two are left.')
	const [request] = upstream.requests
	const sent: { model: string; messages: { content: string }[] } = request?.json
	expect(sent.model).toBe('gpt-4o-mini')
	expect(sent.messages[0]?.content.length).toBeLessThan(stock.length / 2)
	expect(request?.headers['x-trace']).toBe('7')
	expect(usage).toMatchObject({ inputTokens: 700, outputTokens: 5 })
	expect(record).toMatchObject({
		provider: 'openai',
		model: 'openai/gpt-4o-mini-2024-07-18',
		usageMark: 'billed',
	})
	// 700 × 0.15 + 5 × 0.60, and 0.15 for every token saved.
	expect(micro(record).cost).toBe(108)
	expect(micro(record).saved).toBeCloseTo(savings.savedTokens * 0.15, 2)
	expect(tokenSavings).toBeGreaterThan(20)
})

it('chats with Anthropic: what was read from and written to the cache is priced on both sides', async () => {
	upstream = await startUpstream({
		kind: 'answer',
		body: {
			id: 'msg_1',
			type: 'message',
			role: 'assistant',
			model: 'claude-sonnet-4-5-20250929',
			content: [{ type: 'text', text: 'Two are left.' }],
			stop_reason: 'end_turn',
			stop_sequence: null,
			usage: {
				input_tokens: 10,
				cache_read_input_tokens: 1000,
				cache_creation_input_tokens: 490,
				output_tokens: 8,
			},
		},
	})
	const { client } = clientOf(upstream.url)
	const messages: Message[] = [{ role: 'user', content: 'Hello there.' }]
	const { record } = await client.chat({ model: 'claude-sonnet-4-5', messages, maxOutputTokens: 100 })
	expect(record.usage).toEqual({
		inputTokens: 1500,
		outputTokens: 8,
		cacheReadInputTokens: 1000,
		cacheWriteInputTokens: 490,
	})
	// 10 × 3 + 1000 × 0.30 + 490 × 3.75 + 8 × 15; nothing was changed, so nothing was saved.
	expect(micro(record)).toEqual({ baseline: 2287.5, cost: 2287.5, extra: undefined, saved: 0 })
})

it('closes the upstream and books an estimate when the reader of a stream leaves after three pieces', async () => {
	const chunk = (delta: object): string =>
		`data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'gpt-4o-mini', choices: [{ index: 0, delta, finish_reason: null }] })}\n\n`
	upstream = await startUpstream({
		kind: 'stream',
		pieces: [
			chunk({ role: 'assistant', content: '' }),
			...['one', ' two', ' three'].map((content) => chunk({ content })),
		],
		ending: 'stall',
	})
	const { client, calls } = clientOf(upstream.url)
	let text = ''
	for await (const piece of client.stream('Count.').text) {
		text += piece
		if (text === 'one two three') break
	}
	const left = performance.now()
	await upstream.requests[0]?.closed
	expect(performance.now() - left).toBeLessThan(1000)
	// 3 + 1 for the message and its role, "Count." of 2 tokens, 3 to start the reply; one token a word came.
	expect(calls[0]?.record).toMatchObject({
		outcome: 'aborted',
		usage: { inputTokens: 9, outputTokens: 3 },
		usageMark: 'estimated',
	})
})

it('never takes a cut stream for a whole one', async () => {
	const piece = `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'gpt-4o-mini', choices: [{ index: 0, delta: { content: 'one' }, finish_reason: null }] })}\n\n`
	upstream = await startUpstream({ kind: 'stream', pieces: [piece], ending: 'cut' })
	const { client, calls } = clientOf(upstream.url)
	await expect(client.stream('Count.').result).rejects.toMatchObject({
		code: 'provider-error',
		reason: 'truncated',
	})
	expect(calls[0]?.record).toMatchObject({ outcome: 'truncated', provider: 'openai' })
})

it('tells a wrong key apart, once, with no token billed', async () => {
	upstream = await startUpstream({
		kind: 'answer',
		status: 401,
		body: {
			error: {
				message: 'Incorrect API key provided',
				type: 'invalid_request_error',
				code: 'invalid_api_key',
			},
		},
	})
	const { client, calls } = clientOf(upstream.url)
	await expect(client.chat('Hello.')).rejects.toMatchObject({
		code: 'provider-error',
		reason: 'authentication',
		status: 401,
		provider: 'openai',
	})
	expect(upstream.requests).toHaveLength(1)
	expect(calls[0]).toMatchObject({
		record: { outcome: 'failed', usage: { inputTokens: 0, outputTokens: 0 }, cost: { usd: 0 } },
		error: { code: 'provider-error', reason: 'authentication', status: 401 },
	})
	expect(JSON.stringify(calls)).not.toContain('sk-test')
})

it('leaves out settings that a reasoning model refuses when a route chose it, and only then', async () => {
	upstream = await startUpstream()
	const dropped: string[] = []
	const client = new HeadroomClient({
		providers: [openai({ apiKey: 'sk-test', baseURL: `${upstream.url}/v1` })],
		router: {
			defaultModel: 'gpt-4o-mini',
			routes: [{ name: 'hard', condition: (text) => text.includes('prove'), model: 'o4-mini' }],
		},
		observe: (event) => {
			if (event.type === 'warning' && event.code === 'field-dropped') dropped.push(event.message)
		},
	})
	const settings = { temperature: 0.2, maxOutputTokens: 50 }
	const ask = (model: string, content: string) =>
		client.chat({ model, messages: [{ role: 'user', content }], ...settings })
	await ask('gpt-4o-mini', 'Please prove it.')
	const unrouted = new HeadroomClient({
		providers: [openai({ apiKey: 'sk-test', baseURL: `${upstream.url}/v1` })],
	})
	await unrouted.chat({ model: 'o4-mini', messages: [{ role: 'user', content: 'Hello' }], ...settings })

	const [routed, asked] = upstream.requests.map(({ json }) => json)
	expect(routed).toMatchObject({ model: 'o4-mini', max_completion_tokens: 50 })
	expect(routed).not.toHaveProperty('temperature')
	expect(dropped).toHaveLength(1)
	expect(dropped[0]).toContain('temperature')
	// Asked for by the caller himself, it is the vendor's to refuse.
	expect(asked).toMatchObject({ model: 'o4-mini', temperature: 0.2 })
})
