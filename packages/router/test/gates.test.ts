import { createCatalog } from '@headroom/models'
import type { ChatRequest, HeadroomEvent, Message } from '@headroom/spec'
import { wordTokenizer } from '@headroom/spec/testing'
import { describe, expect, it } from 'vitest'
import { lackOf, ModelRouter, type ModelRouterOptions } from '../src/index.ts'

const catalog = createCatalog({
	overrides: {
		'openai/gpt-4o-mini': { regions: ['us', 'eu'] },
		'openai/gpt-4o': { regions: ['us'] },
		'mistral/mistral-large-latest': { regions: ['eu'] },
	},
})

const ask: Message = { role: 'user', content: 'describe it' }
const request = (rest: Partial<ChatRequest> = {}): ChatRequest => ({
	model: 'gpt-4o',
	messages: [ask],
	...rest,
})

function routerTo(model: string, options: ModelRouterOptions = {}): ModelRouter {
	return new ModelRouter({
		defaultModel: 'gpt-5',
		catalog,
		tokenizer: wordTokenizer,
		routes: [{ name: 'cheap', when: { contains: 'describe' }, model }],
		...options,
	})
}

describe('a route is passed over', () => {
	const image = { type: 'opaque', kind: 'image_url', value: {} } as const
	const cases: [why: string, model: string, request: ChatRequest][] = [
		[
			'openai/gpt-4-turbo has no structured output',
			'gpt-4-turbo',
			request({ responseFormat: { type: 'json_schema', json_schema: { name: 'a', schema: {} } } }),
		],
		['openai/gpt-4o-mini does not reason', 'gpt-4o-mini', request({ extra: { reasoning_effort: 'high' } })],
		[
			'openai/o1-mini cannot call tools',
			'o1-mini',
			request({
				messages: [
					ask,
					{ role: 'assistant', content: [{ type: 'tool-call', id: '1', name: 'look', arguments: '{}' }] },
					{ role: 'tool', content: [{ type: 'tool-result', callId: '1', content: 'a cat' }] },
				],
			}),
		],
		[
			'openai/o3-mini takes no images',
			'o3-mini',
			request({
				messages: [ask, { role: 'tool', content: [{ type: 'tool-result', callId: '1', content: [image] }] }],
			}),
		],
		[
			'openai/gpt-4o-mini cannot read the reasoning of another vendor',
			'gpt-4o-mini',
			request({
				messages: [
					{ role: 'assistant', content: [{ type: 'opaque', kind: 'thinking', value: { signature: 's' } }] },
					ask,
				],
			}),
		],
		[
			'openai/gpt-4o-mini takes 4 stop sequences, the request has 5',
			'gpt-4o-mini',
			request({ stopSequences: ['a', 'b', 'c', 'd', 'e'] }),
		],
	]

	it.each(cases)('with the reason: %s', async (why, model, asked) => {
		const { passedOver, reason } = await routerTo(model).route(asked)
		expect(passedOver[0]).toEqual({ route: 'cheap', reason: why })
		expect(reason).toContain(`passed over "cheap": ${why}`)
	})

	it.each([
		request({ responseFormat: { type: 'text' } }),
		request({ extra: { reasoning_effort: 'none' } }),
		request({ extra: { thinking: { type: 'disabled' } } }),
	])('for nothing that a request does not need: %j', async (asked) => {
		expect((await routerTo('gpt-4-turbo').route(asked)).route).toBe('cheap')
	})
})

describe('what the default model cannot serve', () => {
	const seen = request({
		messages: [{ role: 'user', content: [{ type: 'opaque', kind: 'image', value: {} }] }],
	})
	const routes = [{ name: 'eyes', when: { contains: 'never' }, model: 'gpt-4.1-mini' }]

	it('goes to the first model of a route that can, and the decision says so', async () => {
		const router = new ModelRouter({ defaultModel: 'gpt-3.5-turbo', catalog, routes })
		expect(await router.route(seen)).toMatchObject({
			route: null,
			model: 'gpt-4.1-mini',
			passedOver: [{ route: null, reason: 'openai/gpt-3.5-turbo takes no images' }],
			reason:
				'no route holds; takes gpt-4.1-mini of "eyes" in place of the default; passed over the default model: openai/gpt-3.5-turbo takes no images',
		})
	})

	it('goes to it all the same when nobody can, with a warning', async () => {
		const events: HeadroomEvent[] = []
		const router = new ModelRouter({ defaultModel: 'gpt-3.5-turbo', catalog })
		const decision = await router.route(seen, { observe: (event) => void events.push(event) })
		expect(decision).toMatchObject({
			model: 'gpt-3.5-turbo',
			unserved: 'openai/gpt-3.5-turbo takes no images',
		})
		expect(events).toContainEqual(expect.objectContaining({ type: 'warning', code: 'route-unserved' }))
	})
})

describe('a region', () => {
	it('leaves only models that are known to run in it', async () => {
		const router = routerTo('gpt-4o', {
			routes: [
				{ name: 'us', when: { contains: 'describe' }, model: 'gpt-4o' },
				{ name: 'unknown', when: { contains: 'describe' }, model: 'acme/large-1' },
				{ name: 'eu', when: { contains: 'describe' }, model: 'gpt-4o-mini' },
			],
		})
		const decision = await router.route(request({ metadata: { region: 'EU' } }))
		expect(decision.route).toBe('eu')
		expect(decision.passedOver).toEqual([
			{ route: 'us', reason: 'openai/gpt-4o runs in us, and the request may not leave EU' },
			{
				route: 'unknown',
				reason: 'the region of acme/large-1 is not known, and the request may not leave EU',
			},
		])
	})

	it('is refused loudly when no model is known to run in it', async () => {
		const router = routerTo('gpt-4o', { region: 'ch' })
		await expect(router.route(request())).rejects.toMatchObject({
			code: 'region-not-served',
			message: expect.stringContaining(
				'the region of openai/gpt-5 is not known, and the request may not leave ch',
			),
		})
		await expect(new ModelRouter({ defaultModel: 'gpt-4o', region: 'eu' }).route('Hello.')).rejects.toThrow(
			'the region of gpt-4o is not known',
		)
	})

	it('holds the model that a conversation is on, too', async () => {
		const router = routerTo('gpt-4o-mini', { region: 'eu' })
		const decision = await router.route(request(), { session: { model: 'gpt-4o' } })
		expect(decision).toMatchObject({ model: 'gpt-4o-mini', session: { action: 'switch' } })
	})

	it('stands in the event', async () => {
		const events: HeadroomEvent[] = []
		await routerTo('gpt-4o-mini', { region: 'eu' }).route(request(), {
			observe: (event) => void events.push(event),
		})
		expect(events).toEqual([expect.objectContaining({ type: 'route', region: 'eu' })])
	})

	it('is checked by lackOf, for a fallback', () => {
		const asked = request({ metadata: { region: 'us' } })
		expect(lackOf(asked, 'gpt-4o', 'gpt-4o-mini', catalog)).toBeUndefined()
		expect(lackOf(asked, 'gpt-4o', 'mistral/mistral-large-latest', catalog)).toContain('runs in eu')
		expect(lackOf(request(), 'gpt-4o', 'gpt-4o', catalog, 'eu')).toContain('runs in us')
	})

	it('without a name is refused', () => {
		expect(() => new ModelRouter({ region: ' ' })).toThrowError(/region is " "/)
	})
})

describe('the size after compression', () => {
	// 16,385 tokens of window less 1,024 for the answer: 15,361.
	const long = request({ messages: [{ role: 'system', content: 'word '.repeat(20_000).trimEnd() }, ask] })

	it('is asked where the prompt does not fit as it is, with the model it is for', async () => {
		const asked: string[] = []
		const sizeAfter = ({ model }: ChatRequest): number => asked.push(model) * 15_361
		expect((await routerTo('gpt-3.5-turbo', { sizeAfter }).route(long)).route).toBe('cheap')
		expect(asked).toEqual(['gpt-3.5-turbo'])
		await routerTo('gpt-3.5-turbo', { sizeAfter }).route(request())
		expect(asked).toHaveLength(1)
	})

	it('passes over a model that it still does not fit', async () => {
		const { passedOver } = await routerTo('gpt-3.5-turbo', { sizeAfter: () => 15_362 }).route(long)
		expect(passedOver).toEqual([
			{
				route: 'cheap',
				reason:
					'the prompt exceeds the 16385 tokens of openai/gpt-3.5-turbo, also after what is left out of it',
			},
		])
	})

	it('that cannot be found out is that of the prompt as it is', async () => {
		const sizeAfter = (): never => {
			throw new Error('no')
		}
		expect((await routerTo('gpt-3.5-turbo', { sizeAfter }).route(long)).route).toBeNull()
	})
})

describe('the bound of an answer', () => {
	it('is lowered to what the model can generate, also where the route asks for more', async () => {
		const router = routerTo('gpt-4o-mini', {
			routes: [{ name: 'wide', when: { contains: 'describe' }, model: 'gpt-4o-mini', maxTokens: 50_000 }],
		})
		const signal = new AbortController().signal
		const routed = await router.run(request(), { tokenizer: wordTokenizer, signal, observe: () => {} })
		expect(routed.maxOutputTokens).toBe(16_384)
	})
})
