import { isDeepStrictEqual } from 'node:util'
import type { ChatRequest } from '@headroom/spec'
import { testStage, wordTokenizer } from '@headroom/spec/testing'
import { describe, expect, it } from 'vitest'
import { processorTime } from '../../../../test/processor-time.ts'
import {
	type DriftReport,
	evaluateRouter,
	LearnedRouter,
	ModelRouter,
	type RoutingRecord,
} from '../../src/index.ts'
import { formOf } from '../../src/learned/form.ts'
import { madeUpRecords } from './made-up-records.ts'

const easy = 'please translate this short greeting postcard for our title'
const hard = 'compiler with entropy about the lattice theorem for this tensor'
const records = madeUpRecords(1_200)
const router = LearnedRouter.train(records, { aim: { quality: 0.97 } })
const chosen = (one: LearnedRouter, text: string): string | undefined => one.rank({ text })[0]?.model
const plain = (one: LearnedRouter): unknown => JSON.parse(JSON.stringify(one))

describe('a learned router', () => {
	it('sends to the strong model what the weak one gets wrong', () => {
		expect(chosen(router, easy)).toBe('weak')
		expect(chosen(router, hard)).toBe('strong')
		const [strong, weak] = router.predict(hard)
		expect(strong).toMatchObject({ model: 'strong', cost: expect.closeTo(0.01, 6) })
		// True qualities are 0.9 and 0.2.
		expect(strong?.quality).toBeCloseTo(0.9, 0)
		expect((strong?.quality ?? 0) - (weak?.quality ?? 0)).toBeGreaterThan(0.4)
	})

	it('gets on other records what it expects, for much less than the strong model', () => {
		const judged = madeUpRecords(1_500, 2)
		const [learned] = evaluateRouter(router, judged).rows
		const { quality, cost, shares } = router.setting.expected
		// Each has an error of its own: √2 of the larger interval.
		const reach = Math.SQRT2 * (quality.high - quality.mean)
		expect(Math.abs((learned?.quality?.mean ?? 0) - quality.mean)).toBeLessThan(reach)
		expect(learned?.share).toBeCloseTo(shares[router.models.indexOf('strong')] ?? 0, 1)
		expect(learned?.cost?.mean).toBeCloseTo(cost?.mean ?? 0, 3)
		expect(learned?.cost?.mean).toBeLessThan(0.0065)
	})

	it('stands beside chance, length, each model and the oracle', () => {
		const { rows, chance, notes } = evaluateRouter(router, madeUpRecords(1_500, 3))
		const of = Object.fromEntries(rows.map((row) => [row.name, row]))
		expect(Object.keys(of)).toEqual(['learned', 'random', 'length', 'always strong', 'always weak', 'oracle'])
		expect(of.random?.apgr).toBeCloseTo(0.5, 9)
		// Half of the prompts hold all of the gap: at best 0.75 by topic, the oracle more.
		expect(of.learned?.apgr).toBeGreaterThan(0.7)
		expect(of.oracle?.apgr).toBeGreaterThan(of.learned?.apgr ?? 9)
		expect(Math.abs((of.length?.apgr ?? 0) - 0.5)).toBeLessThan(4 * (chance ?? 0))
		expect(of.learned?.aiq).toBeGreaterThan(of.random?.aiq ?? 9)
		expect(of['always weak']?.cost?.mean).toBeCloseTo(0.001, 9)
		expect(notes).toEqual([])
	})

	it('turns from the cheapest to the best by its dial', () => {
		expect(chosen(router.aimed({ dial: 0 }), hard)).toBe('weak')
		expect(chosen(router.aimed({ dial: 1 }), hard)).toBe('strong')
		const costs = router.curve.map(({ cost }) => cost?.mean ?? 0)
		expect(costs[0]).toBeCloseTo(0.001, 9)
		for (const [index, cost] of costs.entries()) expect(cost).toBeGreaterThanOrEqual(costs[index - 1] ?? 0)
	})

	it('reaches a wanted share on texts that it never saw', () => {
		const texts = madeUpRecords(1_500, 4).map(({ prompt }) => prompt)
		for (const share of [0.2, 0.5, 0.8]) {
			const aimed = router.aimed({ share })
			const reached = texts.filter((text) => chosen(aimed, text) === 'strong').length / texts.length
			expect(Math.abs(reached - share)).toBeLessThan(0.06)
		}
	})

	it('decides the same to the last bit once saved and loaded', () => {
		const loaded = LearnedRouter.fromJSON(plain(router))
		// As a truth value: of a saved router, a difference is too long to read.
		expect(isDeepStrictEqual(plain(loaded), plain(router))).toBe(true)
		for (const { prompt } of madeUpRecords(500, 5)) {
			expect(loaded.predict(prompt)).toEqual(router.predict(prompt))
			expect(loaded.rank({ text: prompt })).toEqual(router.rank({ text: prompt }))
		}
	})

	it('keeps no text of the records in what is saved', () => {
		const saved = JSON.stringify(router)
		for (const word of ['theorem', 'postcard', 'lattice']) expect(saved).not.toContain(word)
	})

	it('learns the same from the same records', () => {
		const few = records.slice(0, 300)
		expect(isDeepStrictEqual(plain(LearnedRouter.train(few)), plain(LearnedRouter.train(few)))).toBe(true)
	})
})

describe('records that teach little', () => {
	it('leave one model for everything where they do not tell models apart', () => {
		const flat = LearnedRouter.train(madeUpRecords(800, 1, false))
		expect(flat.report.verdict.holds).toBe(false)
		expect(flat.report.verdict.reason).toContain('no better than always strong')
		expect(flat.report.by).toBe('one model')
		const models = madeUpRecords(200, 2, false).map(({ prompt }) => chosen(flat, prompt))
		expect(new Set(models).size).toBe(1)
		expect(flat.rank({ text: easy })[0]?.reason).toContain('records do not tell the models apart')
	})

	it('teach length alone when they are fewer than 100', () => {
		const byLength = Array.from({ length: 90 }, (_, index): RoutingRecord => {
			const long = index % 2 === 0
			return {
				prompt: `${index} ${'word '.repeat(long ? 60 : 4)}`,
				outcomes: { strong: { quality: 1, cost: 0.01 }, weak: { quality: long ? 0 : 1, cost: 0.001 } },
			}
		})
		const few = LearnedRouter.train(byLength)
		expect(few.report.by).toMatch(/^length/)
		expect(chosen(few, 'word '.repeat(50))).toBe('strong')
		expect(chosen(few, 'word '.repeat(5))).toBe('weak')
	})

	it('teach words, and nothing of neighbours, when they are fewer than 500', () => {
		const few = LearnedRouter.train(records.slice(0, 300))
		expect(few.report.by).toMatch(/^linear \d\.\d\d$/)
		expect(chosen(few, hard)).toBe('strong')
		expect(JSON.stringify(few)).not.toContain('vocabulary')
	})

	it('are refused when they are fewer than 20, or of one model', () => {
		expect(() => LearnedRouter.train(records.slice(0, 19))).toThrow('there are 19 records; expected 20')
		const one = records.map(({ prompt, outcomes }) => ({
			prompt,
			outcomes: { weak: outcomes.weak ?? { quality: 0 } },
		}))
		expect(() => LearnedRouter.train(one)).toThrow('outcomes of weak alone; expected at least two models')
	})

	it('are warned of when the models are alike', () => {
		const alike = records.map(({ prompt, outcomes }) => ({
			prompt,
			outcomes: { a: { quality: outcomes.weak?.quality ?? 0 }, b: { quality: outcomes.weak?.quality ?? 0 } },
		}))
		const { verdict } = LearnedRouter.train(alike.slice(0, 300)).report
		expect(verdict.holds).toBe(false)
		expect(verdict.warnings.join()).toContain('0.000 better')
	})
})

describe('records with gaps', () => {
	it('may lack outcomes, even so that no prompt met two models', () => {
		const single = madeUpRecords(2_000).map(({ prompt, outcomes }, index): RoutingRecord => {
			const model = index % 2 ? 'strong' : 'weak'
			return { prompt, outcomes: { [model]: outcomes[model] ?? { quality: 0 } } }
		})
		const sparse = LearnedRouter.train(single, { aim: { share: 0.5 } })
		expect(sparse.report.imputed).toBeCloseTo(0.5, 9)
		expect(chosen(sparse, easy)).toBe('weak')
		expect(chosen(sparse, hard)).toBe('strong')
	})

	it('may lack costs: the better model is then taken to be the dearer, and no cost is stated', () => {
		const free = records.map(({ prompt, outcomes }) => ({
			prompt,
			outcomes: Object.fromEntries(
				Object.entries(outcomes).map(([model, { quality }]) => [model, { quality }]),
			),
		}))
		const blind = LearnedRouter.train(free, { aim: { share: 0.5 } })
		expect(blind.setting.expected.cost).toBeUndefined()
		expect(blind.rank({ text: hard })[0]?.reason).not.toContain('$')
		expect(chosen(blind, hard)).toBe('strong')
		expect(chosen(blind, easy)).toBe('weak')
		expect(() => blind.aimed({ cost: 0.001 })).toThrow('needs to know what the models cost')
		const priced = LearnedRouter.train(free, { costs: { strong: 0.02, weak: 0.001 } })
		expect(priced.predict(hard)[0]).toMatchObject({ model: 'strong', cost: 0.02 })
		expect(() => LearnedRouter.train(free, { costs: { weak: 0.001 } })).toThrow(
			'what strong costs is unknown',
		)
	})

	it('may be of many models', () => {
		const three = records.map(({ prompt, outcomes }) => ({
			prompt,
			outcomes: { ...outcomes, useless: { quality: 0.1, cost: 0.02 } },
		}))
		const many = LearnedRouter.train(three, { aim: { dial: 0.5 } })
		expect(chosen(many, hard)).toBe('strong')
		expect(chosen(many, easy)).toBe('weak')
		expect(many.rank({ text: easy }).map(({ model }) => model)).toHaveLength(3)
		expect(evaluateRouter(many, three).notes[0]).toContain('no APGR')
	})
})

describe('the drift alarm', () => {
	const texts = (seed: number): string[] => madeUpRecords(600, seed).map(({ prompt }) => prompt)

	it('says when it has seen too little', () => {
		const fresh = router.aimed({ share: 0.5 })
		for (const text of texts(6).slice(0, 50)) fresh.rank({ text })
		expect(fresh.drift()).toMatchObject({ status: 'too-few', texts: 50 })
		for (let turn = 0; turn < 300; turn++) fresh.rank({ text: easy })
		// A text that is asked for again is one text.
		expect(fresh.drift()).toMatchObject({ status: 'too-few', texts: 51 })
	})

	it('stays calm on traffic of the same kind, and rings when it changes', () => {
		const told: DriftReport[] = []
		const loaded = LearnedRouter.fromJSON(plain(router), {
			aim: { share: 0.5 },
			drift: {
				onDrift: (report) => {
					told.push(report)
					throw new Error('a listener that fails')
				},
			},
		})
		for (const text of texts(7)) loaded.rank({ text })
		expect(loaded.drift().status).toBe('steady')
		expect(loaded.drift().texts).toBe(500)
		expect(told).toEqual([])
		for (let index = 0; index < 400; index++) loaded.rank({ text: `${hard} ${index}` })
		const report = loaded.drift()
		expect(report.status).toBe('drifted')
		expect(report.distance).toBeGreaterThan(report.limit)
		expect(report.share.seen).toBeGreaterThan(report.share.expected + 0.2)
		expect(told.map(({ status }) => status)).toEqual(['drifted'])
		for (const text of texts(8)) loaded.rank({ text })
		expect(told.map(({ status }) => status)).toEqual(['drifted', 'steady'])
	})

	it('calls steady traffic drifted no more often than stated', () => {
		// Windows of 200 texts of the same kind at a level of 0.05: of 40, 2 are expected and more than 7 in 1 of 1,000 cases.
		const alarms = Array.from({ length: 40 }, (_, index) => {
			const fresh = LearnedRouter.fromJSON(plain(router), {
				drift: { window: 200, level: 0.05 },
			})
			for (const { prompt } of madeUpRecords(200, 100 + index)) fresh.rank({ text: prompt })
			return fresh.drift().status
		})
		expect(alarms.filter((status) => status === 'drifted').length).toBeLessThanOrEqual(7)
	})

	it('refuses options out of range', () => {
		const saved = plain(router)
		expect(() => LearnedRouter.fromJSON(saved, { drift: { level: 2 } })).toThrow('drift.level is 2')
		expect(() => LearnedRouter.fromJSON(saved, { drift: { window: 10 } })).toThrow('drift.least is 100')
	})
})

describe('a learned router in a model router', () => {
	const createStage = (): ModelRouter =>
		new ModelRouter({ tokenizer: wordTokenizer }).addRoute({ name: 'learned', model: router })

	it('keeps the laws of a stage', async () => {
		await testStage(createStage)
	})

	it('judges what the person wrote last, and gives scores and reasons of every model', async () => {
		const request: ChatRequest = { model: 'm', messages: [{ role: 'user', content: hard }] }
		const bare = await createStage().route(request)
		expect(bare).toMatchObject({ route: 'learned', model: 'strong', choice: { by: 'learned' } })
		expect(bare.choice?.models).toHaveLength(2)
		expect(bare.reason).toMatch(/learned: predicted quality 0\.\d\d for \$0\.010 \(dial 0\.\d{3}\)$/)
		const loaded = await createStage().route({
			...request,
			messages: [
				{ role: 'system', content: easy.repeat(200) },
				{ role: 'user', content: easy },
				{ role: 'assistant', content: easy },
				{ role: 'user', content: `<system-reminder>${easy}</system-reminder>${hard}` },
			],
		})
		expect(loaded.choice).toEqual(bare.choice)
	})

	it('takes time in proportion to a hostile text', () => {
		for (const unit of ['a', 'a ', '?', '\n', '1', '漢', '(', 'a. ', ' ']) {
			const time = (units: number): number => {
				const text = unit.repeat(units / unit.length)
				return processorTime(() => router.predict(text))
			}
			time(100_000)
			expect(time(1_000_000), JSON.stringify(unit)).toBeLessThan(1_000)
		}
	})

	it('takes time in proportion to a run of full stops that ends no sentence', () => {
		const text = `${'.'.repeat(15_999)}x`
		const time = (): number => processorTime(() => formOf(text, text.length))
		time()
		// 3 ms on a slow machine; 130 where every full stop was tried as the first of the run.
		expect(time()).toBeLessThan(60)
	})

	it('refuses costs that are none', () => {
		const bare = records.map(({ prompt, outcomes: { strong, weak } }) => {
			return {
				prompt,
				outcomes: { strong: { quality: strong?.quality ?? 0 }, weak: { quality: weak?.quality ?? 0 } },
			}
		})
		for (const weak of [-1, Number.NaN, Number.POSITIVE_INFINITY, '1' as never])
			expect(() => LearnedRouter.train(bare, { costs: { strong: 1, weak } })).toThrow(
				`costs["weak"] is ${weak}; expected USD of a call, 0 or more`,
			)
		const odd = bare.map(({ prompt, outcomes: { strong, weak } }) => {
			return { prompt, outcomes: { strong, toString: weak } as RoutingRecord['outcomes'] }
		})
		expect(() => LearnedRouter.train(odd, { costs: { strong: 1 } })).toThrow('what toString costs is unknown')
	})

	it('expects shares of the models that are all there is', () => {
		for (const { shares } of router.curve)
			for (const share of shares) expect(share).toBe(Math.round(share * records.length) / records.length)
		expect(router.curve.at(0)?.shares).toEqual([0, 1])
	})

	it('refuses what is no saved router', () => {
		expect(() => LearnedRouter.fromJSON({ ...(plain(router) as object), curve: {} })).toThrow('is damaged')
		expect(() => LearnedRouter.fromJSON({ kind: 'x' })).toThrow('no learned router of version 1: kind is "x"')
		const saved = JSON.parse(JSON.stringify(router))
		saved.ensemble.members[0].model.rarity = 'AAAA'
		expect(() => LearnedRouter.fromJSON(saved)).toThrow('linear.rarity cannot be read')
	})

	it('refuses numbers that were not learnt', () => {
		const changes: ((saved: ReturnType<LearnedRouter['toJSON']>) => object)[] = [
			(saved) => ({ ...saved, strong: 5 }),
			(saved) => ({ ...saved, models: ['strong', 'strong'] }),
			(saved) => ({ ...saved, ensemble: { ...saved.ensemble, means: [null, 1] } }),
			(saved) => ({ ...saved, ensemble: { ...saved.ensemble, weights: [['a'], [1]] } }),
			({ checksum: _, ...saved }) => saved,
		]
		for (const change of changes)
			expect(() => LearnedRouter.fromJSON(change(router.toJSON()))).toThrow('does not match its checksum')
		// What is saved, loaded and saved again is the same file.
		expect(JSON.stringify(LearnedRouter.fromJSON(router.toJSON()))).toBe(JSON.stringify(router))
	})

	it('says why a model that is predicted to be better was not taken', async () => {
		const cheap = new ModelRouter({ routes: [{ name: 'all', model: router.aimed({ dial: 0 }) }] })
		const request = { model: 'strong', messages: [{ role: 'user', content: hard }] } as const
		expect((await cheap.route(request)).reason).toMatch(
			/learned: predicted quality 0\.\d\d for \$\S+; strong, predicted [01]\.\d\d for \$\S+, is not worth its price at dial 0\.000/,
		)
	})

	it('names the cheaper of models that are as good as each other', () => {
		const equal = Array.from({ length: 40 }, (_, n) => ({
			prompt: `prompt ${n}`,
			outcomes: { dear: { quality: 1, cost: 0.01 }, cheap: { quality: 1, cost: 0.001 } },
		}))
		expect(LearnedRouter.train(equal).report.verdict.warnings[0]).toContain('that always cheap may do')
	})
})
