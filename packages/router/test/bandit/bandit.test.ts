import type { ChatRequest } from '@headroom/spec'
import { testStage, wordTokenizer } from '@headroom/spec/testing'
import { describe, expect, it } from 'vitest'
import { drawBeta, randomFrom } from '../../src/bandit/random.ts'
import { Bandit, ModelRouter, priorsFrom } from '../../src/index.ts'
import { epsilonGreedy, play } from './simulation.ts'

const world = { a: 0.5, b: 0.6, c: 0.7 }
const seeds = Array.from({ length: 100 }, (_, index) => index + 1)
const mean = (values: readonly number[]): number =>
	values.reduce((sum, value) => sum + value, 0) / values.length

describe('a bandit in simulation', { timeout: 60_000 }, () => {
	// Uniform choice loses (0.2 + 0.1 + 0) / 3 = 0.1 a request.
	it.each([500, 2_000])(
		'regrets less than uniform choice and than ε-greedy after %d requests',
		(requests) => {
			const few = seeds.slice(0, 40)
			const regret = mean(few.map((seed) => play(seed, requests, world).regret))
			expect(regret).toBeLessThan(0.1 * requests)
			for (const epsilon of [0.05, 0.1, 0.2])
				expect(regret).toBeLessThan(mean(few.map((seed) => epsilonGreedy(seed, requests, world, epsilon))))
		},
	)

	it('finds the best of three models in at least 95 of 100 runs of 1,500 requests', () => {
		const found = seeds.filter((seed) => play(seed, 1_500, world).found === 'c')
		expect(found.length).toBeGreaterThanOrEqual(95)
	})

	it('leaves a model that became worse, and finds one that became better', () => {
		const few = seeds.slice(0, 20)
		const options = { horizon: 500 }
		const late = (to: typeof world): number =>
			mean(few.map((seed) => play(seed, 3_500, world, options, { at: 1_500, to }).lateShare))
		expect(late({ a: 0.5, b: 0.6, c: 0.2 })).toBeGreaterThan(0.75)
		expect(late({ a: 0.9, b: 0.6, c: 0.7 })).toBeGreaterThan(0.75)
	})

	it('weighs what an answer costs against its quality', () => {
		// Worth $0.01 a unit of quality: c is 0.1 better than b, or $0.001, and costs $0.002 more.
		const priors = Object.fromEntries(
			Object.entries({ a: 0, b: 0.001, c: 0.003 }).map(([model, cost]) => [
				model,
				{ quality: 0.5, mass: 2, cost },
			]),
		)
		const bandit = new Bandit({ models: ['a', 'b', 'c'], priors, worth: 0.01 })
		const random = randomFrom('costs')
		let late = 0
		for (let request = 0; request < 3_000; request++) {
			const model = bandit.rank({ text: `r${request}` })[0]?.model as 'a' | 'b' | 'c'
			const quality = random() < { a: 0.3, b: 0.6, c: 0.7 }[model] ? 1 : 0
			bandit.reward({ model, quality, cost: { a: 0, b: 0.001, c: 0.003 }[model] })
			if (request >= 2_500 && model === 'b') late++
		}
		// Values: 0.3, 0.5 and 0.4.
		expect(late / 500).toBeGreaterThan(0.8)
	})
})

describe('the exploration budget', () => {
	it('is never exceeded, neither in share nor in USD a day', () => {
		let clock = 0
		const priors = Object.fromEntries(
			['cheap', 'dear'].map((model) => [
				model,
				{ quality: 0.5, mass: 2, cost: model === 'dear' ? 0.01 : 0.001 },
			]),
		)
		const bandit = new Bandit({
			models: ['cheap', 'dear'],
			priors,
			exploration: { share: 0.2, usdPerDay: 0.05 },
			now: () => clock,
		})
		const spent = new Map<number, number>()
		for (let request = 0; request < 2_000; request++) {
			clock += 200_000
			const before = bandit.spent.explored
			const [cheap, dear] = bandit.beliefs()
			const best = (dear?.quality ?? 0) > (cheap?.quality ?? 0) ? 'dear' : 'cheap'
			const model = bandit.rank({ text: `r${request}` })[0]?.model
			if (bandit.spent.explored > before) {
				expect(model).not.toBe(best)
				const day = Math.floor(clock / 86_400_000)
				spent.set(day, (spent.get(day) ?? 0) + (model === 'dear' ? 0.009 : 0))
			} else expect(model).toBe(best)
			expect(bandit.spent.explored).toBeLessThanOrEqual(0.2 * (request + 1))
		}
		// 2,000 times 200 s are 4.6 days; five dear calls of $0.009 more fit into a day's $0.05.
		expect(spent.size).toBe(5)
		expect(Math.max(...spent.values())).toBeLessThanOrEqual(0.045 + 1e-12)
		expect(Math.max(...spent.values())).toBeGreaterThan(0.04)
	})

	it('of none leaves the model believed to be the best', () => {
		const priors = { a: { quality: 0.6, mass: 10 }, b: { quality: 0.7, mass: 10 } }
		const bandit = new Bandit({ models: ['a', 'b'], priors, exploration: { share: 0 } })
		for (let request = 0; request < 100; request++)
			expect(bandit.rank({ text: `r${request}` })[0]?.model).toBe('b')
	})

	it('asks for costs where USD a day are bound, which nothing would count against else', () => {
		const exploration = { share: 1, usdPerDay: 0 }
		const now = () => 0
		expect(() => new Bandit({ models: ['a', 'b'], exploration, now })).toThrow('priors[a].cost')
	})

	it('asks for a clock where USD a day are bound', () => {
		expect(() => new Bandit({ models: ['a'], exploration: { usdPerDay: 1 } })).toThrow('now: Date.now')
	})
})

describe('decisions of a bandit', () => {
	it('stay near the priors while no feedback comes', () => {
		const priors = { a: { quality: 0.8, mass: 20 }, b: { quality: 0.6, mass: 20 } }
		const bandit = new Bandit({ models: ['a', 'b'], priors })
		let toBest = 0
		for (let request = 0; request < 1_000; request++)
			if (bandit.rank({ text: `r${request}` })[0]?.model === 'a') toBest++
		expect(bandit.beliefs().map(({ quality }) => quality)).toEqual([0.8, 0.6])
		expect(toBest).toBeGreaterThanOrEqual(900)
	})

	it('are the same for the same text, whatever was rewarded since', () => {
		const bandit = new Bandit({ models: ['a', 'b', 'c'], exploration: { share: 1 } })
		const texts = Array.from({ length: 50 }, (_, index) => `text ${index}`)
		const first = texts.map((text) => bandit.rank({ text }))
		expect(new Set(first.map(([best]) => best?.model)).size).toBe(3)
		for (const text of texts) bandit.reward({ model: 'b', quality: text.length % 2 })
		expect(texts.map((text) => bandit.rank({ text })[0]?.model)).toEqual(first.map(([best]) => best?.model))
		expect(bandit.spent.decisions).toBe(50)
	})

	it('are the same in a bandit that was saved and loaded, and go on alike', () => {
		const original = new Bandit({ models: ['a', 'b'], seed: 7, exploration: { share: 0.5 } })
		for (let request = 0; request < 200; request++) {
			const model = original.rank({ text: `r${request}`, route: request % 2 ? 'x' : 'y' })[0]?.model ?? ''
			if (request % 3 > 0) original.reward({ model, quality: model === 'a' ? 0.9 : 0.4, task: 'x' })
		}
		const loaded = Bandit.fromJSON(JSON.parse(JSON.stringify(original)), {
			seed: 7,
			exploration: { share: 0.5 },
		})
		for (let request = 100; request < 400; request++)
			expect(loaded.rank({ text: `r${request}`, route: 'x' })).toEqual(
				original.rank({ text: `r${request}`, route: 'x' }),
			)
	})

	it('learn of each route on its own, or of each kind that a function names', () => {
		const bandit = new Bandit({ models: ['a', 'b'], exploration: { share: 0 } })
		for (let count = 0; count < 20; count++) {
			bandit.reward({ model: 'a', quality: 1, task: 'x' })
			bandit.reward({ model: 'b', quality: 1, task: 'y' })
		}
		expect(bandit.rank({ text: 't', route: 'x' })[0]?.model).toBe('a')
		expect(bandit.rank({ text: 't', route: 'y' })[0]?.model).toBe('b')
		const byKind = new Bandit({ models: ['a', 'b'], taskOf: ({ text }) => text.slice(0, 1) })
		byKind.reward({ model: 'b', quality: 1, task: 'q' })
		// (0.5·2 + 1) / (2 + 1) and the prior.
		expect(byKind.beliefs('q').map(({ quality }) => quality)).toEqual([0.5, 2 / 3])
		expect(byKind.beliefs('r').map(({ quality }) => quality)).toEqual([0.5, 0.5])
	})

	it('take in models that are added and leave those that are removed', () => {
		const bandit = new Bandit({ models: ['a', 'b'], exploration: { share: 0 } })
		const before = bandit.rank({ text: 'asked before' })
		bandit.addModel('c', { quality: 0.9, mass: 50 })
		expect(bandit.rank({ text: 'new' })[0]?.model).toBe('c')
		expect(bandit.rank({ text: 'asked before' }).map(({ model }) => model)).toEqual([
			...before.map(({ model }) => model),
			'c',
		])
		bandit.removeModel('c')
		bandit.reward({ model: 'c', quality: 0 })
		expect(bandit.rank({ text: 'new' }).map(({ model }) => model)).not.toContain('c')
		expect(() => bandit.removeModel('a')).not.toThrow()
		expect(() => bandit.removeModel('b')).toThrow('at least one model to stay')
	})

	it('take models by their names alone, whatever every object has', () => {
		const bandit = new Bandit({ models: ['a'] })
		bandit.rank({ text: 'asked before' })
		for (const model of ['constructor', '__proto__']) bandit.addModel(model)
		const scores = bandit.rank({ text: 'asked before' }).map(({ score }) => typeof score)
		expect(scores).toEqual(['number', 'number', 'number'])
	})

	it('forgets the kinds of task rewarded the longest ago, beyond 10,000', () => {
		const bandit = new Bandit({ models: ['a'] })
		for (let task = 0; task < 10_001; task++) bandit.reward({ model: 'a', quality: 1, task: `t${task}` })
		expect(Object.keys(bandit.toJSON().tasks)).toHaveLength(10_000)
		expect(bandit.beliefs('t0')).toMatchObject([{ rewards: 0 }])
		expect(bandit.beliefs('t1')).toMatchObject([{ rewards: 1 }])
	})

	it('refuses what it cannot learn from', () => {
		const bandit = new Bandit({ models: ['a'] })
		expect(() => bandit.reward({ model: 'a', quality: 1.5 })).toThrow('quality is 1.5')
		expect(() => bandit.reward({ model: 'a', quality: 1, cost: -1 })).toThrow('cost is -1')
		expect(() => new Bandit({ models: [] })).toThrow('at least one model id')
		expect(() => new Bandit({ models: ['a'], worth: 1 })).toThrow('priors[a].cost')
		expect(() => Bandit.fromJSON({ kind: 'other' })).toThrow('no bandit of version 1')
		const damaged = { kind: 'headroom-bandit', version: 1, models: ['a'], decisions: 5 }
		expect(() => Bandit.fromJSON(damaged)).toThrow('the saved bandit is damaged')
	})
})

describe('priors from records', () => {
	it('are means of quality and cost, worth no more answers than there are', () => {
		const records = [
			{ prompt: 'p', outcomes: { a: { quality: 1, cost: 0.002 }, b: { quality: 0, cost: 0.001 } } },
			{ prompt: 'q', outcomes: { a: { quality: 0.5, cost: 0.004 } } },
		]
		expect(priorsFrom(records)).toEqual({
			a: { quality: 0.75, mass: 2, cost: expect.closeTo(0.003, 12) },
			b: { quality: 0, mass: 1, cost: 0.001 },
		})
		expect(priorsFrom(records, 1).a?.mass).toBe(1)
	})
})

describe('a bandit in a router', () => {
	const createStage = (): ModelRouter =>
		new ModelRouter({ tokenizer: wordTokenizer }).addRoute({
			name: 'everything',
			model: new Bandit({ models: ['m1', 'm2', 'm3'], exploration: { share: 1 } }),
		})

	it('keeps the laws of a stage, on its own and shared by stages', async () => {
		await testStage(createStage)
		const shared = createStage()
		await testStage(() => shared)
	})

	it('is asked with the name of the route and gives its reason', async () => {
		const bandit = new Bandit({ models: ['m1', 'm2'], exploration: { share: 0 } })
		bandit.reward({ model: 'm2', quality: 1, task: 'everything' })
		const router = new ModelRouter({ tokenizer: wordTokenizer }).addRoute({
			name: 'everything',
			model: bandit,
		})
		const request: ChatRequest = { model: 'm', messages: [{ role: 'user', content: 'hello' }] }
		const decision = await router.route(request)
		expect(decision).toMatchObject({ route: 'everything', model: 'm2', choice: { by: 'bandit' } })
		expect(decision.reason).toContain('believed quality 0.67 by 1 rewards')
	})
})

describe('a draw of the Beta distribution', () => {
	// Mean a/(a+b), variance ab/((a+b)²(a+b+1)).
	it.each([
		[0.5, 0.5],
		[1, 1],
		[2, 5],
		[60, 40],
	])('has the mean and the variance of Beta(%d, %d)', (a, b) => {
		const random = randomFrom('beta', a, b)
		const draws = Array.from({ length: 20_000 }, () => drawBeta(a, b, random))
		const centre = mean(draws)
		const variance = (a * b) / ((a + b) ** 2 * (a + b + 1))
		// Four standard errors of a mean of 20,000 draws.
		expect(Math.abs(centre - a / (a + b))).toBeLessThan(4 * Math.sqrt(variance / 20_000))
		expect(mean(draws.map((draw) => (draw - centre) ** 2)) / variance).toBeCloseTo(1, 1)
	})
})
