import { type ConnectOptions, connectModel, createCatalog } from '@headroom/core'
import { openaiChatCodec } from '@headroom/providers'
import { anthropic } from '@headroom/providers/anthropic'
import { openai } from '@headroom/providers/openai'
import type { HeadroomEvent } from '@headroom/spec'
import { afterEach, describe, expect, it } from 'vitest'
import { answer, reset, stall, stream } from '../../../../test/upstream/reply.ts'
import { refusingUrl, startUpstream, type Upstream } from '../../../../test/upstream/upstream.ts'
import { collect, failure, request, spelled } from './fake-model.ts'

const catalog = createCatalog()
const down = (status: number, headers: Record<string, string> = {}) =>
	answer({ error: { message: 'not now', type: 'not_now' } }, { status, headers })

let upstream: Upstream
afterEach(() => upstream?.close())

type Calls = NonNullable<ConnectOptions['calls']>

function connect(calls: Calls = {}, openAiUrl = upstream.url) {
	return connectModel({
		catalog,
		env: {},
		providers: [
			openai({ apiKey: 'sk-canary', baseURL: `${openAiUrl}/v1` }),
			anthropic({ apiKey: 'sk-ant-canary', baseURL: upstream.url }),
		],
		calls: { retry: { baseDelayMs: 1, maxDelayMs: 2 }, ...calls },
	})
}

const headersSent = (name: string) => upstream.requests.map(({ headers }) => headers[name])

describe('calls of a real server', () => {
	it.each([408, 409, 429, 500, 502, 503, 504, 529])(
		'are tried again after %i, by one loop, with one key',
		async (status) => {
			upstream = await startUpstream([down(status), down(status), undefined])
			const response = await connect().generate(request('gpt-4o-mini'))
			expect(response.usage).toEqual({ inputTokens: 12, outputTokens: 5 })
			expect(upstream.requests).toHaveLength(3)
			const keys = headersSent('idempotency-key')
			expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/)
			expect(new Set(keys).size).toBe(1)
			// The SDK counts the first try itself.
			expect(headersSent('x-stainless-retry-count')).toEqual(['0', '1', '2'])
		},
	)

	it.each([400, 401, 403, 404, 413, 422])('are not tried again after %i', async (status) => {
		upstream = await startUpstream(down(status))
		expect(await failure(connect().generate(request('gpt-4o-mini')))).toMatchObject({
			status,
			retryable: false,
		})
		expect(upstream.requests).toHaveLength(1)
	})

	it('are tried again with Anthropic too', async () => {
		upstream = await startUpstream([down(529), undefined])
		await connect().generate(request('claude-haiku-4-5', { maxOutputTokens: 100 }))
		expect(new Set(headersSent('idempotency-key')).size).toBe(1)
		expect(headersSent('x-stainless-retry-count')).toEqual(['0', '1'])
	})

	it('are tried again when the connection breaks before an answer', async () => {
		upstream = await startUpstream([reset, undefined])
		expect((await connect().generate(request('gpt-4o-mini'))).finishReason).toBe('stop')
		expect(upstream.requests).toHaveLength(2)
	})

	it('wait as long as the server asked', async () => {
		upstream = await startUpstream([down(429, { 'retry-after-ms': '300' }), undefined])
		await connect().generate(request('gpt-4o-mini'))
		const [first, second] = upstream.requests.map(({ receivedAt }) => receivedAt)
		expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(295)
	})

	it('obey x-should-retry', async () => {
		upstream = await startUpstream(down(500, { 'x-should-retry': 'false' }))
		await failure(connect().generate(request('gpt-4o-mini')))
		expect(upstream.requests).toHaveLength(1)
	})

	it('end with the status, the wait and the id that the server gave', async () => {
		const headers = { 'retry-after': '7', 'x-request-id': 'req_42' }
		upstream = await startUpstream(down(429, headers))
		const error = await failure(connect({ retry: false }).generate(request('gpt-4o-mini')))
		expect(error).toMatchObject({
			name: 'ProviderError',
			code: 'provider-error',
			reason: 'rate-limit',
			status: 429,
			retryAfterMs: 7_000,
			requestId: 'req_42',
			provider: 'openai',
			model: 'openai/gpt-4o-mini',
			retryable: true,
		})
		expect(JSON.stringify(error) + String(error)).not.toContain('canary')
	})

	it('carry the key of the caller', async () => {
		upstream = await startUpstream([down(500), undefined])
		await connect().generate(request('gpt-4o-mini'), { headers: { 'idempotency-key': 'order-7' } })
		expect(headersSent('idempotency-key')).toEqual(['order-7', 'order-7'])
	})

	it('are tried once when they are retries already, and say so upstream', async () => {
		upstream = await startUpstream(down(500))
		const headers = { 'x-stainless-retry-count': '2' }
		await failure(connect().generate(request('gpt-4o-mini'), { headers }))
		expect(headersSent('x-stainless-retry-count')).toEqual(['2'])
		expect(headersSent('idempotency-key')).toEqual([undefined])
	})

	it('stream again before the first event, and never after it', async () => {
		upstream = await startUpstream([down(503), undefined])
		const events = await collect(connect().stream(request('gpt-4o-mini')))
		expect(spelled(events)).toBe('Hello 👋 world')
		expect(upstream.requests).toHaveLength(2)

		const begun = {
			id: 'c',
			object: 'chat.completion.chunk',
			choices: [{ index: 0, delta: { content: 'Hel' } }],
		}
		upstream.script(stream([`data: ${JSON.stringify(begun)}\n\n`], { ending: 'cut', everyMs: 5 }))
		expect(await failure(collect(connect().stream(request('gpt-4o-mini'))))).toMatchObject({
			reason: 'truncated',
		})
		expect(upstream.requests).toHaveLength(3)
	})

	it('go to the fallback when nobody answers', async () => {
		upstream = await startUpstream()
		const events: HeadroomEvent[] = []
		const calls = { fallbacks: { 'gpt-4o-mini': ['claude-haiku-4-5'] } }
		const model = connect(calls, await refusingUrl())
		const asked = request('gpt-4o-mini', { maxOutputTokens: 100 })
		const response = await model.generate(asked, { observe: (event) => events.push(event) })
		expect(response.model).toMatch(/^anthropic\//)
		expect(events.map(({ type }) => type)).toEqual(['retry', 'retry', 'fallback'])
	})

	it('go out byte for byte, and to a fallback of another vendor in its own format', async () => {
		upstream = await startUpstream(({ path }) => (path.startsWith('/v1/chat') ? down(503) : undefined))
		const body =
			'{ "model": "gpt-4o",  "stop": ["END"], "temperature": 0.0, "max_tokens": 64, "tools": [{"type":"function",' +
			'"function":{"name":"look","parameters":{"type":"object"}}}], "messages": [{"role":"system","content":"be brief"},' +
			'{"role":"user","content":[{"type":"text","text":"caf\\u00e9?"},{"type":"image_url","image_url":' +
			'{"url":"data:image/png;base64,AAAA"}}]}] }'
		const model = connect({ retry: false, fallbacks: ['claude-haiku-4-5'] })
		const response = await model.generate(openaiChatCodec.read(body))
		expect(response.model).toMatch(/^anthropic\//)
		const [first, second] = upstream.requests
		expect(Buffer.from(first?.body ?? []).toString()).toBe(body)
		// As the reference of Anthropic's Messages API spells it.
		expect(second?.json).toEqual({
			model: 'claude-haiku-4-5',
			max_tokens: 64,
			temperature: 0,
			stop_sequences: ['END'],
			system: 'be brief',
			tools: [{ name: 'look', input_schema: { type: 'object' } }],
			messages: [
				{
					role: 'user',
					content: [
						{ type: 'text', text: 'café?' },
						{ type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AAAA' } },
					],
				},
			],
		})
	})

	it('leave a failing model alone', async () => {
		upstream = await startUpstream(down(500))
		const model = connect({ retry: false, breaker: {} })
		for (let n = 0; n < 20; n++) await failure(model.generate(request('gpt-4o-mini')))
		expect(upstream.requests).toHaveLength(5)
	})

	it.each(['generate', 'stream'] as const)(
		'are given up in time, and the connection closes (%s)',
		async (kind) => {
			upstream = await startUpstream(stall)
			const model = connect({ retry: false, timeout: { totalMs: 200 } })
			const began = performance.now()
			const work =
				kind === 'generate'
					? model.generate(request('gpt-4o-mini'))
					: collect(model.stream(request('gpt-4o-mini')))
			expect(await failure(work)).toMatchObject({ reason: 'timeout', retryable: true })
			expect(performance.now() - began).toBeGreaterThanOrEqual(195)
			expect(performance.now() - began).toBeLessThan(2_000)
			expect(await (await upstream.request(0)).closed).toMatchObject({ byClient: true })
		},
	)

	it.each(['generate', 'stream'] as const)(
		'close the connection when the caller aborts, under everything (%s)',
		async (kind) => {
			upstream = await startUpstream(stall)
			const calls = {
				fallbacks: ['claude-haiku-4-5'],
				cache: { always: true },
				budgets: [{ name: 'b', usd: 1, per: 'day' }],
			} as const
			const model = connect(calls)
			const controller = new AbortController()
			const reason = new Error('no longer needed')
			const context = { signal: controller.signal }
			const work = failure(
				kind === 'generate'
					? model.generate(request('gpt-4o-mini'), context)
					: collect(model.stream(request('gpt-4o-mini'), context)),
			)
			const received = await upstream.request(0)
			const aborted = performance.now()
			controller.abort(reason)
			expect(await work).toBe(reason)
			const { at, byClient } = await received.closed
			expect(byClient).toBe(true)
			expect(at - aborted).toBeLessThan(1_000)
			expect(upstream.requests).toHaveLength(1)
		},
	)

	it('come through a storm of 429 in which every second call is refused', async () => {
		upstream = await startUpstream((_, index) =>
			index % 2 === 0 ? down(429, { 'retry-after-ms': '1' }) : undefined,
		)
		const model = connect({ retry: { baseDelayMs: 1, attempts: 30 } })
		const answers = await Promise.all(
			Array.from({ length: 50 }, () => model.generate(request('gpt-4o-mini'))),
		)
		expect(answers).toHaveLength(50)
		expect(upstream.requests).toHaveLength(100)
	})
})
