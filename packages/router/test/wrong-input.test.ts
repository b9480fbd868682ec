import { HeadroomError } from '@headroom/spec'
import { describe, expect, it } from 'vitest'
import { Bandit, LearnedRouter, ModelRouter } from '../src/index.ts'

/** What a caller without types, or with a cast, may hand over. */
const any = (value: unknown): never => value as never

function refusal(act: () => unknown): string {
	try {
		act()
	} catch (error) {
		expect(error).toBeInstanceOf(HeadroomError)
		expect(error).toHaveProperty('code', 'invalid-argument')
		return (error as HeadroomError).message
	}
	return 'taken'
}

describe('options of a router', () => {
	it.each([
		['embedder', 'text-embedding-3-small', 'expected an Embedder, such as openaiEmbedder('],
		['catalog', {}, 'expected a model catalog'],
		['tokenizer', 'cl100k', 'expected a Tokenizer'],
		['session', { model: 'm' }, 'give what you know of one call to route(request, { session })'],
		['sizeAfter', 5, 'expected a function of the request'],
		['fitted', 'router.json', 'expected a saved router, as JSON.parse() gives it'],
		['fitted', null, 'expected a saved router'],
	])('say at once that %s is not %j', (name, value, expected) => {
		const message = refusal(() => new ModelRouter(any({ [name]: value })))
		expect(message).toContain(`the router's ${name} is `)
		expect(message).toContain(expected)
	})
})

describe('what is routed', () => {
	const router = new ModelRouter({ defaultModel: 'acme/m' })

	it('asks for the default model where a request names none', async () => {
		const input = any({ messages: [{ role: 'user', content: 'hi' }] })
		expect(await router.route(input)).toMatchObject({ route: null, model: 'acme/m' })
		await expect(new ModelRouter().route(input)).rejects.toThrow(
			'a request without a model and has no defaultModel',
		)
	})

	it.each([
		[undefined, 'undefined'],
		[5, '5'],
		[[{ role: 'user', content: 'secret' }], 'a list'],
		[{ model: 'm', prompt: 'secret' }, 'an object with model, prompt'],
	])('is refused in words when it is %j, and not repeated', async (input, shown) => {
		await expect(router.route(any(input))).rejects.toThrow(
			`route: the input is ${shown}; expected a text, or a request`,
		)
	})

	it.each([
		['acme/m', 'session is acme/m; expected { model }'],
		[{ cachedTokens: 5 }, 'session is an object with cachedTokens; expected { model }'],
		[{ model: 'acme/m', expectedTurns: -3 }, 'session.expectedTurns is -3; expected a number, 0 or more'],
		[{ model: 'acme/m', idleMs: '9' }, 'session.idleMs is "9"'],
	])('is refused with a session of %j', async (session, message) => {
		await expect(router.route('hi', { session: any(session) })).rejects.toThrow(message)
	})
})

describe('options of fit, train and a bandit', () => {
	const records = Array.from({ length: 20 }, (_, n) => ({
		prompt: `prompt ${n}`,
		outcomes: { a: { quality: 1, cost: 2 }, b: { quality: n % 2, cost: 1 } },
	}))

	it('name the nearest where they are misspelt', async () => {
		const semantic = new ModelRouter({ semantic: 'lexical' }).addRoute({
			name: 'r',
			type: 'semantic',
			model: 'm',
			utterances: ['track my parcel'],
		})
		await expect(semantic.fit(any({ rejecton: 0.1 }))).rejects.toThrow(
			'rejecton is not known; did you mean "rejection"?',
		)
		expect(refusal(() => LearnedRouter.train(records, any({ method: ['length'] })))).toContain(
			'did you mean "methods"?',
		)
		expect(refusal(() => new Bandit(any({ models: ['a'], prior: {} })))).toContain('did you mean "priors"?')
		expect(refusal(() => new Bandit({ models: ['a'], exploration: any(0.1) }))).toBe(
			"the bandit's exploration is 0.1; expected an object with some of share, usdPerDay",
		)
	})

	it('are refused where they are of another kind', () => {
		expect(refusal(() => LearnedRouter.train(any(undefined)))).toContain('the records are of type undefined')
		expect(refusal(() => LearnedRouter.train(records, { methods: any(['linar']) }))).toContain(
			'did you mean "linear"?',
		)
		expect(refusal(() => LearnedRouter.train(records, { methods: [] }))).toContain('methods is []')
		expect(refusal(() => new Bandit(any({})))).toContain("the bandit's models is undefined")
		for (const aim of ['quality', {}, { quality: 0.9, dial: 0.1 }, { qualty: 1 }])
			expect(refusal(() => LearnedRouter.train(records, { aim: any(aim) }))).toContain(
				'expected exactly one of',
			)
	})
})
