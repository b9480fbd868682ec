import { catalog } from '@headroom/models'
import type { ChatRequest, HeadroomEvent, Message } from '@headroom/spec'
import { testStage, wordTokenizer } from '@headroom/spec/testing'
import { describe, expect, it } from 'vitest'
import { ModelRouter, type Route } from '../src/index.ts'

const simple: Route = {
	name: 'simple_qa',
	condition: (text) => text.split(' ').length < 50 && text.includes('?'),
	model: 'gpt-4o-mini',
	maxTokens: 200,
}
const orders: Route = {
	name: 'orders',
	type: 'semantic',
	utterances: [
		'where is my order',
		'track my package',
		'when will my parcel arrive',
		'has my order shipped yet',
	],
	model: 'claude-haiku-4-5',
}
const refunds: Route = {
	name: 'refunds',
	type: 'semantic',
	utterances: ['I want my money back', 'how do I get a refund', 'return this item for a refund'],
	model: 'gpt-4.1-mini',
}

function routerOf(...routes: Route[]): ModelRouter {
	return new ModelRouter({
		defaultModel: 'gpt-4o',
		routes,
		catalog,
		tokenizer: wordTokenizer,
		semantic: 'lexical',
	})
}

describe('route', () => {
	it('takes the first route whose condition holds, with a reason and a price', async () => {
		const decision = await routerOf(simple).route('What is the capital of France?')
		expect(decision).toEqual({
			route: 'simple_qa',
			model: 'gpt-4o-mini',
			maxTokens: 200,
			reason: '"simple_qa": its condition holds',
			score: 1,
			threshold: 1,
			runnersUp: [],
			passedOver: [],
			estimatedCost: {
				status: 'priced',
				mark: 'estimated',
				// 7 tokens of text, 3 and 1 for the message and its role, 3 for the reply: 14 at $0.15; 200 at $0.60.
				low: expect.closeTo(0.000_002_1, 12),
				high: expect.closeTo(0.000_122_1, 12),
			},
		})
	})

	it('takes the default model when no route holds', async () => {
		const decision = await routerOf(simple).route('Write a poem.')
		expect(decision).toMatchObject({ route: null, model: 'gpt-4o', reason: 'no route holds', score: null })
	})

	it('tries routes in the order they were added', async () => {
		const router = new ModelRouter({ defaultModel: 'd', tokenizer: wordTokenizer })
			.addRoute({ name: 'first', when: { contains: 'b' }, model: 'm1' })
			.addRoute({ name: 'second', when: { contains: 'a' }, model: 'm2' })
		expect((await router.route('a b')).route).toBe('first')
		expect((await router.route('a')).route).toBe('second')
	})

	it('wants both the function and the data of a route that has both', async () => {
		const router = routerOf({ ...simple, when: { contains: 'price' } })
		expect((await router.route('What is the price?')).reason).toBe(
			'"simple_qa": contains "price", its condition holds',
		)
		expect((await router.route('What is the time?')).route).toBeNull()
		expect((await router.route('the price')).route).toBeNull()
	})

	it('waits for asynchronous conditions and shows them the whole request', async () => {
		const router = routerOf({
			name: 'long_talk',
			condition: async (_, request) => request.messages.length > 2,
			model: 'gpt-4.1',
		})
		const said: Message = { role: 'user', content: 'x' }
		expect((await router.route({ model: 'm', messages: [said, said, said] })).route).toBe('long_talk')
		expect((await router.route('x')).route).toBeNull()
	})

	it('passes a condition that throws or rejects, says so, and goes on', async () => {
		const broken: Route = {
			name: 'broken',
			condition: () => {
				throw new TypeError('text.words is not a function')
			},
			model: 'm',
		}
		const rejecting: Route = {
			name: 'rejecting',
			condition: () => Promise.reject(new Error('no network')),
			model: 'm',
		}
		const decision = await routerOf(broken, rejecting, simple).route('Why?')
		expect(decision.route).toBe('simple_qa')
		expect(decision.passedOver).toEqual([
			{ route: 'broken', reason: 'its condition threw: text.words is not a function' },
			{ route: 'rejecting', reason: 'its condition threw: no network' },
		])
		expect(decision.reason).toContain('passed over "broken": its condition threw')
	})

	it('says unpriced for a model nobody knows the price of', async () => {
		const unknown = routerOf({ name: 'local', when: { contains: 'x' }, model: 'acme/large-1' })
		expect((await unknown.route('x')).estimatedCost).toEqual({ status: 'unpriced', model: 'acme/large-1' })
		const without = new ModelRouter({ defaultModel: 'gpt-4o', tokenizer: wordTokenizer })
		expect((await without.route('x')).estimatedCost).toEqual({ status: 'unpriced', model: 'gpt-4o' })
	})

	it('prices the longest answer by the least bound there is', async () => {
		const cost = async (request: Partial<ChatRequest>): Promise<number> => {
			const decision = await routerOf().route({ model: 'm', messages: [], ...request })
			if (decision.estimatedCost.status === 'unpriced') throw new Error('unpriced')
			return decision.estimatedCost.high - decision.estimatedCost.low
		}
		// gpt-4o: $10 per 1M; it generates at most 16,384 tokens.
		expect(await cost({ maxOutputTokens: 100 })).toBeCloseTo(0.001, 12)
		expect(await cost({})).toBeCloseTo(0.163_84, 12)
	})

	it('rejects with the reason of an aborted signal', async () => {
		const reason = new Error('gave up')
		await expect(routerOf(simple).route('Why?', { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
	})
})

describe('a listener that throws', () => {
	it('changes no decision', async () => {
		const router = new ModelRouter({ defaultModel: 'd' })
		const observe = (): never => {
			throw new Error('the listener broke')
		}
		expect((await router.route('hi', { observe })).model).toBe('d')
	})
})

describe('semantic routes', () => {
	it('take what is like their examples, with score, threshold and runners-up', async () => {
		const decision = await routerOf(orders, refunds).route('Has my package arrived?')
		expect(decision.route).toBe('orders')
		expect(decision.threshold).toBe(0.5)
		expect(decision.score).toBeGreaterThan(0.5)
		expect(decision.runnersUp.map(({ route }) => route)).toEqual(['refunds'])
		expect(decision.reason).toMatch(/^likeness to "orders" is 0\.\d{3}, at least 0\.5 \(lexical\)$/)
	})

	it('score an example of their own highest, and nothing in common 0', async () => {
		const router = routerOf({ ...refunds, utterances: ['how do I get a refund'] })
		expect((await router.route('How do I get a refund?')).score).toBeGreaterThan(0.999)
		const other = await router.route('Привет')
		expect(other).toMatchObject({ route: null, runnersUp: [], reason: 'no route holds' })
	})

	it('let the best score win among neighbours, and order decide otherwise', async () => {
		const text = 'how do I get a refund for my order'
		expect((await routerOf({ ...orders, threshold: 0.05 }, refunds).route(text)).route).toBe('refunds')
		const between: Route = { name: 'between', when: { contains: 'nothing of the sort' }, model: 'm' }
		const parted = routerOf({ ...orders, threshold: 0.05 }, between, refunds)
		expect((await parted.route(text)).route).toBe('orders')
	})

	it('say how near the nearest was when none is near enough', async () => {
		const decision = await routerOf({ ...orders, threshold: 0.99 }).route('where is that order of mine')
		expect(decision.route).toBeNull()
		expect(decision.reason).toMatch(/^no route holds; nearest is "orders" with 0\.\d{3} of 0\.99$/)
		expect(decision.runnersUp[0]?.threshold).toBe(0.99)
	})

	it('score a very long text by its beginning and end, in little time', async () => {
		const router = routerOf(orders, refunds)
		await router.route('warm up')
		const start = performance.now()
		await router.route(`${'a'.repeat(1_000_000)} x`)
		expect(performance.now() - start).toBeLessThan(1_000)
	})
})

describe('what a route judges', () => {
	const router = routerOf(simple, orders, refunds)
	const texts = [
		'What time is it in Madrid?',
		'I want my money back',
		'Track my package',
		'Write a poem about rain.',
	]

	it.each(texts)('of %j is not changed by a system prompt, tools or reminders', async (text) => {
		const plain = await router.route(text)
		const reminder =
			'<system-reminder>Is order 7 refunded? Track my package. How do I get a refund?</system-reminder>'
		const parameters = { type: 'object', properties: { query: { type: 'string' } } }
		const laden: ChatRequest = {
			model: 'gpt-4o',
			messages: [
				{ role: 'system', content: 'Is the order refunded? Track the parcel. '.repeat(700) },
				{ role: 'user', content: 'How do I get a refund?' },
				{ role: 'assistant', content: 'Where is my order?' },
				{ role: 'user', content: `${reminder}\n${text}\n${reminder}` },
				{ role: 'user', content: reminder },
			],
			tools: Array.from({ length: 32 }, (_, index) => ({ name: `refund_order_${index}`, parameters })),
		}
		expect(wordTokenizer.count(String(laden.messages[0]?.content))).toBeGreaterThan(6_000)
		const { estimatedCost: _, ...expected } = plain
		expect(await router.route(laden)).toMatchObject(expected)
	})
})

describe('the capability gate', () => {
	const cheap: Route = { name: 'cheap', when: { contains: 'describe' }, model: 'gpt-3.5-turbo' }
	const asking = (text: string): Message => ({
		role: 'user',
		content: [
			{ type: 'text', text },
			{ type: 'opaque', kind: 'image_url', value: { image_url: { url: 'data:,' } } },
		],
	})
	const image = asking('describe this')

	it('passes over a model that takes no images', async () => {
		const decision = await routerOf(cheap).route({ model: 'm', messages: [image] })
		expect(decision.route).toBeNull()
		expect(decision.passedOver).toEqual([{ route: 'cheap', reason: 'openai/gpt-3.5-turbo takes no images' }])
		expect(decision.reason).toBe('no route holds; passed over "cheap": openai/gpt-3.5-turbo takes no images')
		expect((await routerOf(cheap).route('describe this')).route).toBe('cheap')
	})

	it('passes over a model that cannot call tools', async () => {
		const decision = await routerOf({ ...cheap, model: 'o1-mini' }).route({
			model: 'm',
			messages: [{ role: 'user', content: 'describe' }],
			tools: [{ name: 'look' }],
		})
		expect(decision.passedOver).toEqual([{ route: 'cheap', reason: 'openai/o1-mini cannot call tools' }])
	})

	it('passes over a model whose window the prompt does not fit, room for the answer included', async () => {
		const fits = async (words: number, maxTokens?: number): Promise<boolean> => {
			const router = routerOf({ ...cheap, ...(maxTokens === undefined ? {} : { maxTokens }) })
			const messages: Message[] = [
				{ role: 'system', content: 'word '.repeat(words).trimEnd() },
				{ role: 'user', content: 'describe' },
			]
			return (await router.route({ model: 'm', messages })).route === 'cheap'
		}
		// 16,385 of window less 1,024 for the answer is 15,361: 3 for the reply, 3 and 1 for each message
		// and its role, 1 for "describe", and 15,349 words.
		expect(await fits(15_349)).toBe(true)
		expect(await fits(15_350)).toBe(false)
		expect(await fits(15_350, 100)).toBe(true)
		expect(await fits(10, 16_385)).toBe(false)
	})

	it('tries the next best of the semantic routes', async () => {
		const router = routerOf({ ...orders, model: 'gpt-3.5-turbo' }, { ...refunds, threshold: 0.01 })
		const messages = [asking('where is my order')]
		const decision = await router.route({ model: 'm', messages })
		expect(decision.route).toBe('refunds')
		expect(decision.passedOver).toEqual([{ route: 'orders', reason: 'openai/gpt-3.5-turbo takes no images' }])
	})

	it('holds nothing against a model it does not know', async () => {
		const router = routerOf({ ...cheap, model: 'acme/large-1' })
		expect((await router.route({ model: 'm', messages: [image] })).route).toBe('cheap')
	})
})

describe('as a stage', () => {
	const run = async (router: ModelRouter, request: ChatRequest): Promise<[ChatRequest, HeadroomEvent[]]> => {
		const events: HeadroomEvent[] = []
		const observe = (event: HeadroomEvent): void => void events.push(event)
		const signal = new AbortController().signal
		return [await router.run(request, { tokenizer: wordTokenizer, signal, observe }), events]
	}
	const asked: ChatRequest = {
		model: 'gpt-4o',
		messages: [{ role: 'user', content: 'Why?' }],
		temperature: 0.5,
	}

	it('sets the model and the bound of the answer, and nothing else', async () => {
		const [routed, events] = await run(routerOf(simple), asked)
		expect(routed).toEqual({ ...asked, model: 'gpt-4o-mini', maxOutputTokens: 200 })
		expect(routed.messages).toBe(asked.messages)
		expect(events).toEqual([
			{ type: 'route', route: 'simple_qa', model: 'gpt-4o-mini', reason: '"simple_qa": its condition holds' },
		])
	})

	it('lowers a bound, and never raises one', async () => {
		expect((await run(routerOf(simple), { ...asked, maxOutputTokens: 50 }))[0].maxOutputTokens).toBe(50)
		expect((await run(routerOf(simple), { ...asked, maxOutputTokens: 900 }))[0].maxOutputTokens).toBe(200)
	})

	it('lowers a bound that the new model cannot reach', async () => {
		const [routed] = await run(routerOf(), { ...asked, model: 'gpt-4.1', maxOutputTokens: 32_768 })
		expect(routed).toMatchObject({ model: 'gpt-4o', maxOutputTokens: 16_384 })
	})

	it('gives back the same request when the default model is the one asked for', async () => {
		const request: ChatRequest = {
			...asked,
			messages: [{ role: 'user', content: 'Go.' }],
			maxOutputTokens: 99_999,
		}
		expect((await run(routerOf(simple), request))[0]).toBe(request)
	})

	it('leaves the model a request asks for when no route takes it and there is no default', async () => {
		const router = new ModelRouter({ routes: [simple], tokenizer: wordTokenizer })
		const request: ChatRequest = { ...asked, messages: [{ role: 'user', content: 'Go.' }] }
		expect((await run(router, request))[0]).toBe(request)
		expect(await router.route(request)).toMatchObject({ route: null, model: asked.model })
		await expect(router.route('Go.')).rejects.toThrow('no defaultModel to fall back on')
	})

	it('keeps every law of a stage, 500 cases each', async () => {
		await testStage(
			() =>
				new ModelRouter({
					defaultModel: 'gpt-4o',
					catalog,
					semantic: 'lexical',
					routes: [
						{
							name: 'throws',
							condition: () => {
								throw new Error('no')
							},
							model: 'm',
						},
						{
							name: 'short',
							when: { maxWords: 3, not: { hasImages: true } },
							model: 'gpt-3.5-turbo',
							maxTokens: 99,
						},
						orders,
						refunds,
						{
							name: 'labelled',
							when: { metadata: { team: 'billing' } },
							model: 'claude-haiku-4-5',
							maxTokens: 500,
						},
					],
				}),
			{ cases: 500 },
		)
	}, 120_000)
})

describe('the routes of a router', () => {
	it('are listed in order of priority and taken away by name', async () => {
		const router = routerOf(simple, orders)
		expect(router.routes.map(({ name }) => name)).toEqual(['simple_qa', 'orders'])
		expect((await router.route('What is it?')).route).toBe('simple_qa')
		expect(router.removeRoute('simple_qa')).toBe(true)
		expect(router.removeRoute('simple_qa')).toBe(false)
		expect(router.routes).toEqual([orders])
		expect((await router.route('What is it?')).route).toBe(null)
		expect(router.addRoute(simple).routes).toEqual([orders, simple])
	})
})

describe('a router is refused', () => {
	const bad: [string, () => unknown, string][] = [
		['with an empty default model', () => new ModelRouter({ defaultModel: '' }), 'defaultModel is ""'],
		['with two routes of one name', () => routerOf(simple, simple), 'route "simple_qa" exists already'],
		['with a route that never holds', () => routerOf({ name: 'n', model: 'm' }), 'would never be chosen'],
		['with a nameless route', () => routerOf({ ...simple, name: '' }), 'no name'],
		[
			'with a route without a model',
			() => routerOf({ ...simple, model: '' }),
			'route "simple_qa" has no model',
		],
		['with a bound of 0', () => routerOf({ ...simple, maxTokens: 0 }), 'maxTokens is 0'],
		[
			'with an unsafe pattern',
			() => routerOf({ name: 'n', when: { matches: '(a*)*' }, model: 'm' }),
			'route "n": pattern',
		],
		['with data as condition', () => routerOf({ ...simple, condition: {} as never }), 'write data as when'],
		['without utterances', () => routerOf({ ...orders, utterances: [] }), 'has no utterances'],
		[
			'with an empty utterance',
			() => routerOf({ ...orders, utterances: [' '] }),
			'an utterance without text',
		],
		['with a threshold in percent', () => routerOf({ ...orders, threshold: 75 }), 'threshold is 75'],
		[
			'with a misspelt field',
			() => routerOf({ ...orders, treshold: 1 } as never),
			'treshold is not known; did you mean "threshold"?',
		],
		[
			'with a field as headroom.yaml spells it',
			() => routerOf({ ...simple, max_tokens: 1 } as never),
			'max_tokens is not known; did you mean "maxTokens"?',
		],
		[
			'with a field of the other type',
			() => routerOf({ ...simple, utterances: ['a'] } as never),
			'utterances is not known; it belongs to routes of type "semantic"',
		],
		['with a misspelt name', () => routerOf({ nmae: 'n', model: 'm' } as never), 'did you mean "name"?'],
		['with a route that is none', () => routerOf(null as never), 'a route is null; expected an object'],
		[
			'with a misspelt option',
			() => new ModelRouter({ defualtModel: 'm' } as never),
			'defualtModel is not known; did you mean "defaultModel"?',
		],
		['with options that are none', () => new ModelRouter('gpt-4o' as never), 'was given "gpt-4o"'],
		[
			'with routes that are no list',
			() => new ModelRouter({ routes: {} as never }),
			'expected a list of routes',
		],
		['with an unknown type', () => routerOf({ ...orders, type: 'learned' } as never), 'type is "learned"'],
	]
	it.each(bad)('%s', (_, make, message) => {
		expect(make).toThrowError(
			expect.objectContaining({ code: 'invalid-argument', message: expect.stringContaining(message) }),
		)
	})
})
