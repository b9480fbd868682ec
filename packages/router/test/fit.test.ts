import type { Embedder } from '@headroom/spec'
import { wordTokenizer } from '@headroom/spec/testing'
import { describe, expect, it } from 'vitest'
import { thresholdsFor } from '../src/fit/thresholds.ts'
import { ModelRouter, type SemanticRoute } from '../src/index.ts'

/** `p037` stands 37 hundredths of a right angle from the first axis; texts share no words and no three letters. */
const angles: Embedder = {
	id: 'acme/angles',
	embed: async (texts) =>
		texts.map((text) => {
			const angle = (Number(text.slice(1)) / 100) * (Math.PI / 2)
			return Float32Array.of(Math.cos(angle), Math.sin(angle))
		}),
}

const near: SemanticRoute = { name: 'near', type: 'semantic', utterances: ['p000'], model: 'm' }

function routerOf(...routes: SemanticRoute[]): ModelRouter {
	return new ModelRouter({ defaultModel: 'd', routes, embedder: angles, tokenizer: wordTokenizer })
}

function text(hundredths: number): string {
	return `p${String(hundredths).padStart(3, '0')}`
}

describe('fit', () => {
	it('rejects the stated share of the examples held back, and the farthest', async () => {
		const router = routerOf(near)
		const heldBack = Array.from({ length: 40 }, (_, index) => ({ text: text(2 * index + 1), route: 'near' }))
		const report = await router.fit({ heldBack, outOfScope: ['p095', 'p100', 'p002'] })
		// 5 % of 40 are 2: those of 0.77 and 0.79 right angles.
		expect(report).toMatchObject({
			scoredBy: 'lexical and acme/angles',
			basis: 'given',
			heldBack: 40,
			rejected: 2 / 40,
			accuracy: 38 / 40,
			outOfScope: { examples: 3, recall: 2 / 3 },
			warnings: [],
		})
		expect(report.routes).toEqual([
			{ route: 'near', threshold: expect.any(Number), from: 'fitted', heldBack: 40, rejected: 2 / 40 },
		])
		expect((await router.route('p075')).route).toBe('near')
		expect((await router.route('p077')).route).toBeNull()
		expect((await router.route('p075')).threshold).toBe(report.routes[0]?.threshold)
	})

	it('lets a threshold stand that the route sets, unless it is to be replaced', async () => {
		const router = routerOf({ ...near, threshold: 0.9 })
		const heldBack = Array.from({ length: 40 }, (_, index) => ({ text: text(2 * index + 1), route: 'near' }))
		const report = await router.fit({ heldBack })
		expect(report.routes[0]).toMatchObject({ threshold: 0.9, from: 'route' })
		expect((await router.route('p001')).threshold).toBe(0.9)
		const replaced = await router.fit({ heldBack, replaceThresholds: true })
		expect(replaced.routes[0]).toMatchObject({ from: 'fitted', rejected: 2 / 40 })
		expect((await router.route('p001')).threshold).toBe(replaced.routes[0]?.threshold)
	})

	it('holds every utterance back once, scored by a router that has not seen it', async () => {
		const utterances = Array.from({ length: 20 }, (_, index) => text(index))
		const far = Array.from({ length: 20 }, (_, index) => text(80 + index))
		const router = routerOf({ ...near, utterances }, { ...near, name: 'far', utterances: far })
		const report = await router.fit({ rejection: 0.1 })
		expect(report).toMatchObject({ basis: 'folds', heldBack: 40, accuracy: expect.any(Number) })
		expect(report.routes.map(({ heldBack, from }) => [heldBack, from])).toEqual([
			[20, 'fitted'],
			[20, 'fitted'],
		])
		// One in ten of 40 is 4 at most.
		expect(report.rejected).toBeLessThanOrEqual(0.1)
		expect(report.rejected).toBeGreaterThan(0)
		expect(
			await routerOf({ ...near, utterances }, { ...near, name: 'far', utterances: far }).fit({
				rejection: 0.1,
			}),
		).toEqual(report)
	})

	it('changes nothing and says so when there is too little to hold back', async () => {
		const router = routerOf({ ...near, utterances: ['p000', 'p001', 'p002'] }, { ...near, name: 'one' })
		const report = await router.fit()
		expect(report).toMatchObject({ heldBack: 3, basis: 'folds' })
		expect(report.routes.map(({ from, threshold }) => [from, threshold])).toEqual([
			['default', 0.5],
			['default', 0.5],
		])
		expect(report.warnings).toEqual([
			'3 texts could be held back and a rejection of 0.05 takes at least 20; no threshold was set: ' +
				'give the routes more utterances, or examples as heldBack',
		])
		expect((await router.route('p000')).threshold).toBe(0.5)
	})

	it('says which routes lean on the others', async () => {
		const utterances = Array.from({ length: 20 }, (_, index) => text(index))
		const { warnings } = await routerOf(
			{ ...near, utterances },
			{ ...near, name: 'one', utterances: ['p099'] },
		).fit()
		expect(warnings).toEqual(['nothing could be held back of "one": two utterances are the least'])
		const few = await routerOf(
			{ ...near, utterances },
			{ ...near, name: 'two', utterances: ['p098', 'p099'] },
		).fit()
		expect(few.warnings).toEqual([
			'1 of 2 routes have fewer than the 20 held-back texts that a rejection of 0.05 takes; ' +
				'their thresholds lean on the scores of all routes',
		])
	})

	it('sets nothing when the embedder fails', async () => {
		const failing: Embedder = { id: 'acme/down', embed: () => Promise.reject(new Error('no credit')) }
		const router = new ModelRouter({ routes: [near], embedder: failing })
		await expect(router.fit()).rejects.toThrow(
			'fit: embedder acme/down failed: no credit; no threshold was set',
		)
	})

	it('leaves no threshold to another route of the same name', async () => {
		const router = routerOf(near)
		const heldBack = Array.from({ length: 40 }, (_, index) => ({ text: text(2 * index + 1), route: 'near' }))
		await router.fit({ heldBack })
		expect((await router.route('p000')).threshold).not.toBe(0.9)
		router.removeRoute('near')
		router.addRoute({ ...near, threshold: 0.9 })
		expect((await router.route('p000')).threshold).toBe(0.9)
		expect(router.toJSON().fitted?.thresholds).toEqual([])
	})

	it.each([
		[{ rejection: 0 }, 'rejection is 0'],
		[{ rejection: 5 }, 'rejection is 5'],
		[{ folds: 1 }, 'folds is 1'],
		[{ seed: 0.5 }, 'seed is 0.5'],
		[{ heldBack: [{ text: 'p001', route: 'none' }] }, 'heldBack: example 0 is of the route "none"'],
	])('refuses %j', async (options, message) => {
		await expect(routerOf(near).fit(options)).rejects.toThrow(message)
		await expect(new ModelRouter().fit()).rejects.toThrow('there are no semantic routes')
	})
})

describe('thresholdsFor', () => {
	const scores = (...rows: number[][]) => rows.map((row) => Float64Array.from(row))

	it('lets the stated share of the texts of one route fall below, and no more', () => {
		// A quarter of 8 is 2.
		const heldBack = scores(...[0.8, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.1].map((score) => [score]))
		expect(thresholdsFor(heldBack, 0.25)).toEqual([0.3])
	})

	it('weighs the scores of a route with those of all, which count ten times as many texts as show one rejection', () => {
		const heldBack = scores(
			...[0.1, 0.2, 0.3, 0.4, 0.5, 0.6].map((score) => [score, 0]),
			...[0.7, 0.8].map((score) => [0, score]),
		)
		// A quarter takes 4 texts to be seen: the 8 weigh 40 in all, 5 each, and 1 more with their own route. 2 of them may
		// be rejected: 0.1 and 0.2, so that the first threshold is 0.3 at most. The first route's weight is 6 × 6 + 2 × 5 =
		// 46, and 0.3 is passed by shares from 12 to below 18 of it, 0.391. The second's is 6 × 5 + 2 × 6 = 42: at a share
		// just below 0.391, 16.4 of it, the 15 to 0.3 are below and 0.4 is passed.
		expect(thresholdsFor(heldBack, 0.25)).toEqual([0.3, 0.4])
	})

	it('counts a text as taken when any route takes it', () => {
		// A route that scores every text 0.05 would take all at a threshold of as much.
		const heldBack = scores(...[0.1, 0.2, 0.3, 0.4].map((score) => [score, 0.05]))
		const thresholds = thresholdsFor(heldBack, 0.25) ?? []
		const rejected = heldBack.filter((row) => row.every((score, route) => score < (thresholds[route] ?? 0)))
		expect(rejected).toHaveLength(1)
	})

	it('knows no threshold of fewer texts than that', () => {
		expect(thresholdsFor(scores([0.1], [0.2], [0.3]), 0.25)).toBeUndefined()
	})
})
