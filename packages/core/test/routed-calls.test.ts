import { createCatalog } from '@headroom/models'
import { openai } from '@headroom/providers/openai'
import { ModelRouter } from '@headroom/router'
import type { ChatRequest, HeadroomEvent, Message } from '@headroom/spec'
import { afterEach, describe, expect, it } from 'vitest'
import { answer } from '../../../test/upstream/reply.ts'
import { startUpstream, type Upstream } from '../../../test/upstream/upstream.ts'
import { HeadroomClient, headroomFetch, headroomOf } from '../src/index.ts'

let upstream: Upstream | undefined
afterEach(async () => {
	await upstream?.close()
	upstream = undefined
})

const routes = [{ name: 'short', when: { maxWords: 5 }, model: 'openai/gpt-4o-mini' }]

function completion(model: string): object {
	return {
		id: 'chatcmpl-1',
		object: 'chat.completion',
		created: 1,
		model,
		choices: [
			{ index: 0, message: { role: 'assistant', content: 'Yes.' }, finish_reason: 'stop', logprobs: null },
		],
		usage: { prompt_tokens: 100, completion_tokens: 10, total_tokens: 110 },
	}
}

describe('fallback and cooldown decide within a route', () => {
	it('A is down and then left alone, B answers; the record has the route, and the reason is kept', async () => {
		// The model of the route fails, the other answers.
		upstream = await startUpstream((request) => {
			const { model } = request.json as { model: string }
			return model === 'gpt-4o-mini'
				? answer({ error: { message: 'overloaded', type: 'server_error' } }, { status: 503 })
				: answer(completion(model))
		})
		const events: HeadroomEvent[] = []
		const client = new HeadroomClient({
			providers: [openai({ apiKey: 'sk-test', baseURL: `${upstream.url}/v1` })],
			calls: { retry: false, fallbacks: { 'gpt-4o-mini': ['gpt-4.1-mini'] }, breaker: { failures: 2 } },
			router: { defaultModel: 'openai/gpt-4o', routes },
			observe: (event) => void events.push(event),
		})
		const asked = (): string[] =>
			(upstream?.requests ?? []).map((request) => (request.json as { model: string }).model)
		for (let call = 0; call < 3; call++) {
			const { route, record, model } = await client.chat('Is it done?')
			expect(route).toMatchObject({
				route: 'short',
				model: 'openai/gpt-4o-mini',
				reason: '"short": at most 5 words',
			})
			expect(record).toMatchObject({ route: 'short', model: 'openai/gpt-4.1-mini', outcome: 'completed' })
			expect(model).toBe('openai/gpt-4.1-mini')
		}
		// Twice A is asked and fails; by then its circuit is open, and B is asked at once.
		expect(asked()).toEqual(['gpt-4o-mini', 'gpt-4.1-mini', 'gpt-4o-mini', 'gpt-4.1-mini', 'gpt-4.1-mini'])
		expect(events).toContainEqual(
			expect.objectContaining({ type: 'breaker', model: 'openai/gpt-4o-mini', state: 'open' }),
		)
		const [row] = client.router?.distribution().rows ?? []
		expect(row).toMatchObject({ route: 'short', model: 'openai/gpt-4.1-mini', requests: 3, inputTokens: 300 })
	})

	it('a fallback outside of the region is passed over', async () => {
		upstream = await startUpstream(answer({ error: { message: 'overloaded' } }, { status: 503 }))
		const warnings: string[] = []
		const client = new HeadroomClient({
			providers: [openai({ apiKey: 'sk-test', baseURL: `${upstream.url}/v1` })],
			calls: { retry: false, fallbacks: ['gpt-4.1-mini'] },
			catalog: createCatalog({ overrides: { 'openai/gpt-4o-mini': { regions: ['eu'] } } }),
			router: { defaultModel: 'openai/gpt-4o-mini', region: 'eu' },
			observe: (event) => event.type === 'warning' && void warnings.push(event.message),
		})
		await expect(client.chat('Is it done?')).rejects.toMatchObject({ reason: 'overloaded' })
		expect(upstream.requests).toHaveLength(1)
		expect(warnings.join()).toContain(
			'the region of openai/gpt-4.1-mini is not known, and the request may not leave eu',
		)
	})
})

describe('the client feeds its router', () => {
	it('with every call that is settled, of a router that it was given too', async () => {
		upstream = await startUpstream((request) => answer(completion((request.json as { model: string }).model)))
		const router = new ModelRouter({ defaultModel: 'openai/gpt-4o', routes, catalog: createCatalog() })
		const client = new HeadroomClient({
			providers: [openai({ apiKey: 'sk-test', baseURL: `${upstream.url}/v1` })],
			router,
			baseline: 'openai/gpt-4o',
		})
		await client.chat('Is it done?')
		await client.chat('Write a long poem about the rain in spring.')
		expect(client.router).toBe(router)
		const { rows, totals } = router.distribution()
		expect(rows.map(({ route, model, requests }) => [route, model, requests])).toEqual([
			['short', 'openai/gpt-4o-mini', 1],
			[null, 'openai/gpt-4o', 1],
		])
		// 100 in and 10 out: $0.000021 at mini, $0.00035 at gpt-4o.
		expect(totals[0]?.costUsd).toBeCloseTo(0.000_371, 9)
		expect(totals[0]?.baselineUsd).toBeCloseTo(0.000_7, 9)
	})

	it('with the calls of a wrapped fetch', async () => {
		upstream = await startUpstream((request) => answer(completion((request.json as { model: string }).model)))
		const fetch = headroomFetch({ router: { defaultModel: 'openai/gpt-4o', routes } })
		const body = JSON.stringify({ model: 'gpt-4o', messages: [{ role: 'user', content: 'Is it done?' }] })
		const response = await fetch(`${upstream.url}/v1/chat/completions`, { method: 'POST', body })
		await response.json()
		await expect
			.poll(() => headroomOf(fetch).router?.distribution().rows)
			.toEqual([expect.objectContaining({ route: 'short', model: 'openai/gpt-4o-mini', requests: 1 })])
	})
})

describe('the context of a model', () => {
	const line = (index: number): string =>
		`line ${index}: the pump reports ${(index * 7919) % 1000} litres at the gate.`
	const log = Array.from({ length: 900 }, (_, index) => line(index)).join('\n')
	const messages: Message[] = [
		{ role: 'user', content: log },
		{ role: 'assistant', content: 'Read.' },
		{ role: 'user', content: 'Is it done?' },
	]
	const asked: ChatRequest = { model: 'openai/gpt-4o', messages }

	it('holds what is left after compression', async () => {
		const tight = { 'acme/tight': { contextWindow: 11_000, price: { input: 1, output: 1 } } }
		const options = {
			catalog: createCatalog({ overrides: tight }),
			router: {
				defaultModel: 'openai/gpt-4o',
				routes: [{ ...routes[0], name: 'short', model: 'acme/tight' }],
			},
		}
		const compressed = await new HeadroomClient({ ...options, compressor: { cache: 'ignore' } }).optimize(
			asked,
		)
		expect(compressed.route?.route).toBe('short')
		const { savings } = compressed
		expect(savings.tokensBefore).toBeGreaterThan(11_000)
		expect(savings.tokensAfter).toBeLessThan(11_000 - 1_024)
		const whole = await new HeadroomClient({ ...options, slimmer: false, compressor: false }).optimize(asked)
		expect(whole.route).toMatchObject({ route: null, model: 'openai/gpt-4o' })
		expect(whole.route?.reason).toContain('the prompt exceeds the 11000 tokens of acme/tight')
	})
})

describe('a region', () => {
	it('is no matter of failing open: nothing is sent', async () => {
		upstream = await startUpstream()
		const client = new HeadroomClient({
			providers: [openai({ apiKey: 'sk-test', baseURL: `${upstream.url}/v1` })],
			router: { defaultModel: 'openai/gpt-4o', region: 'eu' },
		})
		await expect(client.chat('Is it done?')).rejects.toMatchObject({ code: 'region-not-served' })
		const fetch = headroomFetch({ router: { defaultModel: 'openai/gpt-4o', region: 'eu' } })
		const body = JSON.stringify({ model: 'gpt-4o', messages: [{ role: 'user', content: 'Is it done?' }] })
		await expect(
			fetch(`${upstream.url}/v1/chat/completions`, { method: 'POST', body }),
		).rejects.toMatchObject({ code: 'region-not-served' })
		expect(upstream.requests).toHaveLength(0)
	})
})
