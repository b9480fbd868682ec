import { agreement } from '@headroom/router'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
	aiq,
	type CostQuality,
	costAtQuality,
	costAtQualityInterval,
	type ModelTable,
	nonDecreasingHull,
	type PricedPrompt,
	playCascade,
	qualityAt,
	singleModels,
	willingnessSweep,
	type ZeroEvalPrompt,
	zeroRouter,
} from '../../src/routing/index.ts'

const points = (...pairs: readonly (readonly [number, number])[]): CostQuality[] =>
	pairs.map(([cost, quality]) => ({ cost, quality }))

// Corners (1, .5), (2, .8), (4, .9); (1.5, .55) lies below the first edge, (3, .7) and (5, .85) below what costs less.
const cloud = points([4, 0.9], [1, 0.5], [3, 0.7], [1.5, 0.55], [2, 0.8], [5, 0.85])

describe('nonDecreasingHull', () => {
	it('keeps the corners from the cheapest to the best', () => {
		expect(nonDecreasingHull(cloud)).toEqual(points([1, 0.5], [2, 0.8], [4, 0.9]))
	})

	it('keeps the better of two that cost the same', () => {
		expect(nonDecreasingHull(points([1, 0.2], [1, 0.4]))).toEqual(points([1, 0.4]))
	})

	it('lies on or above every point, and rises less and less', () => {
		const whole = fc.integer({ min: 0, max: 20 })
		fc.assert(
			fc.property(
				fc.array(fc.record({ cost: whole, quality: whole }), { minLength: 1, maxLength: 20 }),
				(all) => {
					const hull = nonDecreasingHull(all)
					for (const { cost, quality } of all)
						expect(qualityAt(hull, cost)).toBeGreaterThanOrEqual(quality - 1e-9)
					const slopes = hull.slice(1).map((corner, index) => {
						const before = hull[index] as CostQuality
						return (corner.quality - before.quality) / (corner.cost - before.cost)
					})
					for (const [index, slope] of slopes.entries()) {
						expect(slope).toBeGreaterThan(0)
						if (index > 0) expect(slope).toBeLessThan(slopes[index - 1] ?? 0)
					}
				},
			),
		)
	})
})

describe('aiq', () => {
	it('is the mean height of the hull over its own range', () => {
		// From 1 to 2: 0.65; from 2 to 4: 1.7. 2.35/3.
		expect(aiq(cloud)).toBeCloseTo(2.35 / 3, 12)
	})

	it('goes on flat to the right and counts nothing on the left', () => {
		expect(aiq(cloud, { maxCost: 5 })).toBeCloseTo(3.25 / 4, 12)
		expect(aiq(cloud, { minCost: 0, maxCost: 5 })).toBeCloseTo(3.25 / 5, 12)
	})

	it('cuts the hull where the range ends', () => {
		// From 1.5 (.65) to 2 (.8) and on to 3 (.85): .3625 + .825 over 1.5.
		expect(aiq(cloud, { minCost: 1.5, maxCost: 3 })).toBeCloseTo(1.1875 / 1.5, 12)
	})

	it('is the quality of a single point, and refuses none', () => {
		expect(aiq(points([2, 0.7]))).toBe(0.7)
		expect(() => aiq([])).toThrow(/no points/)
	})
})

const table: ModelTable = {
	models: ['cheap', 'dear', 'bad'],
	quality: [
		[1, 1, 0],
		[0, 1, 0],
	],
	cost: [
		[1, 3, 2],
		[1, 3, 2],
	],
}

describe('the model table', () => {
	it('has a row for each single model', () => {
		expect(singleModels(table)).toEqual([
			{ model: 'cheap', cost: 1, quality: 0.5 },
			{ model: 'dear', cost: 3, quality: 1 },
			{ model: 'bad', cost: 2, quality: 0 },
		])
	})

	it('has a zero router that tosses coins between the models worth having', () => {
		expect(zeroRouter(table)).toEqual(points([1, 0.5], [3, 1]))
		expect(aiq(zeroRouter(table))).toBe(0.75)
	})

	it('is swept by willingness to pay: cheap at first, better where it pays', () => {
		// λ = 2: the dear model is worth 2·1 − 3 = −1 on the second prompt, the cheap one 0 − 1: the cheaper wins the tie.
		expect(willingnessSweep(table, table, [0, 2, 2.1])).toEqual(points([1, 0.5], [1, 0.5], [2, 1]))
	})

	it('charges what the models really cost, whatever the router guessed', () => {
		const hopeful = {
			quality: [
				[0, 0, 1],
				[0, 0, 1],
			],
			cost: [
				[9, 9, 0],
				[9, 9, 0],
			],
		}
		expect(willingnessSweep(table, hopeful, [1])).toEqual(points([2, 0]))
	})
})

describe('costAtQuality', () => {
	// Weak fails on the first prompt alone; strong costs 10, weak 1: from 4 to 40 in all.
	const four = (scores: readonly number[]): PricedPrompt[] =>
		scores.map((score, index) => ({
			strong: 1,
			weak: index === 0 ? 0 : 1,
			score,
			strongCost: 10,
			weakCost: 1,
		}))

	it('finds the least cost on the curve, between two points if need be', () => {
		// The first prompt goes first: quality 3 to 4 while cost goes from 4 to 13. For 3.96: 4 + 0.96·9 = 12.64 of 40.
		expect(costAtQuality(four([4, 3, 2, 1]), 1)).toBeCloseTo(13 / 40, 9)
		expect(costAtQuality(four([4, 3, 2, 1]), 0.99)).toBeCloseTo(12.64 / 40, 8)
		// It goes last: cost is 31 before it and 40 with it.
		expect(costAtQuality(four([1, 3, 2, 4]), 1)).toBeCloseTo(1, 9)
	})

	it('is the random mix when all scores are equal', () => {
		// 4 + 0.96·36 = 38.56 of 40.
		expect(costAtQuality(four([0, 0, 0, 0]), 0.99)).toBeCloseTo(38.56 / 40, 8)
	})

	it('is the weak model alone when that is good enough', () => {
		expect(costAtQuality(four([4, 3, 2, 1]), 0.75)).toBeCloseTo(0.1, 9)
	})

	it('says so when no share gets there', () => {
		expect(costAtQuality(four([4, 3, 2, 1]), 1.1)).toBeUndefined()
	})

	it('has an interval that holds its estimate and narrows with more prompts', () => {
		const many = (size: number): PricedPrompt[] =>
			Array.from({ length: size }, (_, index) => ({
				strong: 1,
				weak: index % 4 === 0 ? 0 : 1,
				score: (index * 7) % 11,
				strongCost: 10,
				weakCost: 1,
			}))
		const [small, large] = [many(40), many(640)].map((prompts) =>
			costAtQualityInterval(prompts, 0.95, { resamples: 500 }),
		)
		for (const interval of [small, large]) {
			expect(interval?.lower).toBeLessThanOrEqual(interval?.estimate ?? Number.NaN)
			expect(interval?.upper).toBeGreaterThanOrEqual(interval?.estimate ?? Number.NaN)
		}
		expect((large?.upper ?? 0) - (large?.lower ?? 0)).toBeLessThan(
			((small?.upper ?? 0) - (small?.lower ?? 0)) / 2,
		)
	})

	it('has no width when all prompts are alike', () => {
		const alike: PricedPrompt[] = Array.from({ length: 9 }, () => ({
			strong: 1,
			weak: 0,
			score: 0,
			strongCost: 10,
			weakCost: 1,
		}))
		// Quality 0.5 of the way at a cost of 1 + 0.5·9 = 5.5 of 10.
		const { estimate, lower, upper } = costAtQualityInterval(alike, 0.5, { resamples: 100 })
		for (const figure of [estimate, lower, upper]) expect(figure).toBeCloseTo(0.55, 9)
	})
})

describe('playCascade', () => {
	it('takes what two models agree on and pays for every call', async () => {
		// Four characters a token: a million tokens in and out, at 1 and 9 USD, and 10 and 90 for the strong model.
		const prompt = 'x'.repeat(4)
		const row = (first: string | null, second: string | null, correct: 0 | 1): ZeroEvalPrompt => ({
			task: 'gsm',
			prompt,
			answers: { one: first, two: second },
			outcomes: new Map([
				['one', { correct, outputChars: 4 }],
				['two', { correct, outputChars: 4 }],
				['strong', { correct: 1, outputChars: 4 }],
			]),
		})
		const cheap = ['one', 'two'].map((model) => ({ model, price: { input: 1, output: 9 } }))
		const strong = { model: 'strong', price: { input: 10, output: 90 } }
		// Agree and right, agree and wrong, disagree; and a first that cannot be read, after which no second one is asked.
		const rows = [row('4', '4.0', 1), row('5', '5', 0), row('4', '5', 1), row(null, null, 0)]
		const played = await playCascade(rows, cheap, strong, agreement())
		expect(played.map(({ quality }) => quality)).toEqual([1, 0, 1, 1])
		expect(played.map(({ cost }) => Math.round(cost * 1e6))).toEqual([20, 20, 120, 110])
		expect(played.map(({ escalated }) => escalated)).toEqual([false, false, true, true])
		expect(played.every(({ strong, strongCost }) => strong === 1 && strongCost === 100e-6)).toBe(true)
	})
})
