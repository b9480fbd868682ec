import { getEventListeners } from 'node:events'
import { type ConnectOptions, connectModel, createCatalog } from '@headroom/core'
import type { HeadroomEvent, Provider } from '@headroom/spec'
import { scriptedModel, testProvider } from '@headroom/spec/testing'
import { describe, expect, it } from 'vitest'
import { fakeClock } from './fake-clock.ts'
import { collect, failure, request, spelled } from './fake-model.ts'
import { overloaded } from './provider-errors.ts'

const catalog = createCatalog()
const answering = (id: string) => scriptedModel(() => `this is ${id}`, id)

function connect(
	providers: ConnectOptions['providers'] = [],
	env: Record<string, string> = {},
	calls: ConnectOptions['calls'] = {},
) {
	return connectModel({ providers, catalog, env, calls })
}

describe('the provider of a model', () => {
	it.each([
		['openai/gpt-4o', 'openai', 'gpt-4o'],
		['gpt-4o', 'openai', 'gpt-4o'],
		['claude-haiku-4-5', 'anthropic', 'claude-haiku-4-5'],
		['openai/a-model-of-tomorrow', 'openai', 'a-model-of-tomorrow'],
		['x-ai/grok-4', 'xai', 'grok-4'],
		['openrouter/openai/gpt-4o', 'openrouter', 'openai/gpt-4o'],
	])('of %s is %s, which is asked for %s', async (model, id, own) => {
		const providers = ['openai', 'anthropic', 'xai', 'openrouter'].map(answering)
		const response = await connect(providers).generate(request(model))
		expect(response.model).toBe(`${id}/${own}`)
		expect(providers.find((provider) => provider.id === id)?.requests[0]?.model).toBe(own)
	})

	it('goes by the name that it is given under', async () => {
		const provider = answering('openai')
		await connect({ fast: provider }).generate(request('fast/gpt-4o'))
		expect(provider.requests[0]?.model).toBe('gpt-4o')
	})

	it('is made once, at the first call, and again after it could not be made', async () => {
		let made = 0
		const provider = answering('acme')
		const model = connect({
			acme: async () => {
				made++
				if (made === 1) throw new Error('not yet')
				return provider
			},
		})
		expect(made).toBe(0)
		expect(await failure(model.generate(request('acme/one')))).toEqual(new Error('not yet'))
		await Promise.all([model.generate(request('acme/one')), model.generate(request('acme/two'))])
		expect(made).toBe(2)
	})

	it('is the only one there is for a name that nobody knows, with a warning where it is a vendor', async () => {
		const events: HeadroomEvent[] = []
		const observe = (event: HeadroomEvent) => events.push(event)
		const own = answering('my-server')
		await connect([own]).generate(request('llama-7'), { observe })
		await connect([own]).generate(request('gpt-4o'), { observe })
		expect(own.requests.map(({ model }) => model)).toEqual(['llama-7', 'gpt-4o'])
		expect(events).toEqual([])
		const vendor = answering('openai')
		await connect([vendor], { ANTHROPIC_API_KEY: 'sk-x' }).generate(request('gpt-4o-mni'), { observe })
		expect(vendor.requests[0]?.model).toBe('gpt-4o-mni')
		expect(events).toEqual([
			{
				type: 'warning',
				code: 'model-unknown',
				message:
					'the catalog knows no model "gpt-4o-mni" (did you mean "gpt-4o-mini"?); it is sent to openai, the only ' +
					'provider there is',
			},
		])
	})

	it.each([
		[
			'gpt-4o',
			[],
			'openai/gpt-4o is served by openai, which is not connected; set OPENAI_API_KEY, or write providers: { openai: { api_key: … } } in headroom.yaml',
			'missing-key',
		],
		[
			'gpt-4o',
			['anthropic'],
			'openai/gpt-4o is served by openai, which is not connected; set OPENAI_API_KEY, or write providers: { openai: { api_key: … } } in headroom.yaml',
			'missing-key',
		],
		[
			'groq/new-model',
			['anthropic'],
			'groq/new-model is served by groq, which is not connected; set GROQ_API_KEY, or write providers: { groq: { api_key: … } } in headroom.yaml',
			'missing-key',
		],
		[
			'perplexity/sonar-pro',
			['anthropic', 'openai'],
			'perplexity/sonar-pro is served by perplexity, which is not connected; give providers: ' +
				'[openaiCompatible({ id: "perplexity", baseURL })] of @headroom/providers/openai-compatible, or ' +
				'providers: { perplexity: { base_url: … } } in headroom.yaml',
			'missing-key',
		],
		[
			'acme/writer-2',
			['anthropic', 'openai'],
			'no model "acme/writer-2" is known; no provider "acme" is connected (there are anthropic, openai); give ' +
				'providers: [openaiCompatible({ id: "acme", baseURL })] of @headroom/providers/openai-compatible, or ' +
				'providers: { acme: { base_url: … } } in headroom.yaml',
			'unknown-model',
		],
		[
			'gpt-4o-mni',
			['anthropic', 'openai'],
			'no model "gpt-4o-mni" is known (did you mean "gpt-4o-mini"?); write provider/model with one of the connected ' +
				'providers (anthropic, openai)',
			'unknown-model',
		],
		[
			'zzz',
			[],
			'no model "zzz" is known; no provider is connected: set OPENAI_API_KEY or ANTHROPIC_API_KEY, or give providers',
			'unknown-model',
		],
	])('of %s beside %j is missing, and the call says so', async (model, ids, message, code) => {
		const connected = connect(ids.map(answering))
		expect(await failure(connected.generate(request(model)))).toMatchObject({ code, message })
		expect(await failure(collect(connected.stream(request(model))))).toMatchObject({ code, message })
	})

	it('answers with the reason of a signal that has aborted before', async () => {
		const reason = new Error('no longer needed')
		const signal = AbortSignal.abort(reason)
		expect(await failure(connect().generate(request('zzz'), { signal }))).toBe(reason)
	})
})

describe('a connected model', () => {
	it('keeps the promises of a provider', async () => {
		await testProvider(
			(): Provider => ({
				id: 'openai',
				...connect([answering('openai')], {}, { cache: {}, fallbacks: ['anthropic/claude-haiku-4-5'] }),
			}),
			{ model: 'openai/gpt-4o' },
		)
	})

	it('has one circuit and one cache for all spellings of a model', async () => {
		const provider = answering('openai')
		const model = connect([provider], {}, { cache: { always: true } })
		await model.generate(request('gpt-4o'))
		await model.generate(request('openai/gpt-4o'))
		expect(provider.requests).toHaveLength(1)
	})

	it('keeps the answer of a fallback under its own name', async () => {
		const down = scriptedModel(() => ({ error: overloaded() }), 'openai')
		const well = answering('anthropic')
		const model = connect(
			[down, well],
			{},
			{
				retry: false,
				cache: { always: true },
				fallbacks: { 'gpt-4o': ['claude-haiku-4-5'] },
			},
		)
		for (let n = 0; n < 2; n++)
			expect((await model.generate(request('gpt-4o'))).model).toBe('anthropic/claude-haiku-4-5')
		await model.generate(request('anthropic/claude-haiku-4-5'))
		expect(down.requests).toHaveLength(2)
		expect(well.requests).toHaveLength(1)
	})

	it('goes from retries to the fallback, and leaves out retries when the circuit is open', async () => {
		const clock = fakeClock()
		const down = scriptedModel(() => ({ error: overloaded() }), 'openai')
		const well = answering('anthropic')
		const events: HeadroomEvent[] = []
		const model = connect(
			[down, well],
			{},
			{
				retry: { attempts: 2, clock },
				timeout: { clock },
				breaker: { failures: 2, clock },
				fallbacks: ['claude-haiku-4-5'],
			},
		)
		const observe = (event: HeadroomEvent) => events.push(event)
		for (let n = 0; n < 3; n++) await clock.run(model.generate(request('gpt-4o'), { observe }))
		expect(events.map(({ type }) => type)).toEqual([
			...['retry', 'fallback'],
			...['retry', 'breaker', 'fallback'],
			'fallback',
		])
		expect(down.requests).toHaveLength(4)
		expect(well.requests).toHaveLength(3)
	})

	it('passes over a fallback that is not connected', async () => {
		const down = scriptedModel(() => ({ error: overloaded() }), 'openai')
		const well = answering('groq')
		const model = connect(
			[down, well],
			{},
			{
				retry: false,
				fallbacks: ['claude-haiku-4-5', 'groq/llama-3.3-70b-versatile'],
			},
		)
		expect((await model.generate(request('gpt-4o'))).model).toBe('groq/llama-3.3-70b-versatile')
	})

	it('holds calls to budgets before everything else', async () => {
		const provider = scriptedModel(
			() => ({ parts: [], usage: { inputTokens: 100_000, outputTokens: 0 } }),
			'openai',
		)
		// gpt-4o costs $2.50 per 1M tokens of input: a call of 100,000 is a quarter of a dollar.
		const budgets = [{ name: 'day', usd: 0.5, per: 'day', downgradeTo: 'gpt-4o-mini' }] as const
		const model = connect([provider], {}, { budgets })
		for (let n = 0; n < 3; n++) await model.generate(request('gpt-4o'))
		expect(provider.requests.map((asked) => asked.model)).toEqual(['gpt-4o', 'gpt-4o', 'gpt-4o-mini'])
	})

	it('streams through everything at once', async () => {
		const model = connect(
			[answering('openai')],
			{},
			{
				cache: { always: true },
				fallbacks: ['claude-haiku-4-5'],
				budgets: [{ name: 'all', usd: 1, per: 'total' }],
			},
		)
		for (let n = 0; n < 2; n++)
			expect(spelled(await collect(model.stream(request('gpt-4o'))))).toBe('this is openai')
	})

	it('refuses options out of range when it is made', () => {
		expect(() => connect([], {}, { retry: { attempts: 0 } })).toThrow('withRetry: attempts is 0')
	})
})

it('has two hundred calls at one signal, without a warning of Node and without staying there', async () => {
	const warnings: string[] = []
	const onWarning = (warning: Error) => warnings.push(warning.message)
	process.on('warning', onWarning)
	const provider = scriptedModel(() => ({ parts: [], delayMs: 5 }), 'openai')
	const model = connect([provider], {}, { fallbacks: ['claude-haiku-4-5'], cache: { always: true } })
	const { signal } = new AbortController()
	const requests = Array.from({ length: 200 }, (_, n) => request('gpt-4o', { extra: { n } }))
	await Promise.all(requests.map((each) => model.generate(each, { signal })))
	await new Promise((resolve) => setImmediate(resolve))
	process.off('warning', onWarning)
	expect(warnings).toEqual([])
	expect(getEventListeners(signal, 'abort')).toEqual([])
})
