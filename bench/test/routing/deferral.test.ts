import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
	apgr,
	apgrReport,
	callPerformanceThreshold,
	deferralCurve,
	LARGEST_RANDOM_SD,
	LEAST_GAP,
	optimalAccuracy,
	oracle,
	performanceGapRecovered,
	type RoutedPrompt,
	randomApgr,
	randomApgrSd,
	routeLlmApgr,
} from '../../src/routing/index.ts'
import { mean, seededRandom, standardDeviation } from '../../src/statistics/index.ts'

const prompts = (
	strong: readonly number[],
	weak: readonly number[],
	score: readonly number[],
): RoutedPrompt[] =>
	strong.map((value, index) => ({
		strong: value,
		weak: weak[index] ?? Number.NaN,
		score: score[index] ?? Number.NaN,
	}))

// Gaps 1, 0, 1, −1; S̄ = 0.75, W̄ = 0.5.
const four = prompts([1, 1, 1, 0], [0, 1, 0, 1], [4, 3, 2, 1])

describe('deferralCurve', () => {
	it('adds the gaps from the highest score down', () => {
		const { quality, strong, weak } = deferralCurve(four)
		expect([...quality]).toEqual([0.5, 0.75, 0.75, 1, 0.75])
		expect([strong, weak]).toEqual([0.75, 0.5])
	})

	it('gives prompts of one score the mean gap of their group', () => {
		// Groups {1, 0} and {1, −1}: gaps ½ ½ 0 0.
		const tied = prompts([1, 1, 1, 0], [0, 1, 0, 1], [1, 1, 0, 0])
		expect([...deferralCurve(tied).quality]).toEqual([0.5, 0.625, 0.75, 0.75, 0.75])
	})

	it('does not depend on the order in which tied prompts are given', () => {
		const score = fc.integer({ min: 0, max: 3 })
		const bit = fc.integer({ min: 0, max: 1 })
		const some = fc.array(fc.record({ strong: bit, weak: bit, score }), { minLength: 1, maxLength: 30 })
		fc.assert(
			fc.property(some, (rows) => {
				const [there, back] = [deferralCurve(rows).quality, deferralCurve([...rows].reverse()).quality]
				for (const [index, value] of there.entries()) expect(value).toBeCloseTo(back[index] ?? Number.NaN, 12)
				expect(there.at(-1)).toBeCloseTo(mean(rows.map((row) => row.strong)), 12)
			}),
		)
	})

	it('refuses no prompts and numbers that are none', () => {
		expect(() => deferralCurve([])).toThrow(/no prompts/)
		expect(() => deferralCurve([{ strong: 1, weak: 0, score: Number.NaN }])).toThrow(/not finite/)
	})
})

describe('apgr', () => {
	it('is the area under the recovered gap by the trapezoid rule', () => {
		// PGR 0 1 1 2 1: (½ + 1 + 1½ + 1½)/4.
		expect([...performanceGapRecovered(deferralCurve(four))]).toEqual([0, 1, 1, 2, 1])
		expect(apgr(deferralCurve(four))).toBe(1.125)
	})

	it('is one half for a router that cannot tell prompts apart', () => {
		const same = four.map((prompt) => ({ ...prompt, score: 7 }))
		expect(apgr(deferralCurve(same))).toBeCloseTo(0.5, 12)
	})

	it('turns into one minus itself when the router is turned round', () => {
		const turned = four.map((prompt) => ({ ...prompt, score: -prompt.score }))
		expect(apgr(deferralCurve(four)) + apgr(deferralCurve(turned))).toBeCloseTo(1, 12)
	})
})

describe('callPerformanceThreshold', () => {
	it('is the least share that recovers enough, between two points if need be', () => {
		// PGR rises from 0 to 1 within the first quarter.
		expect(callPerformanceThreshold(deferralCurve(four), 0.5)).toBe(0.125)
		expect(callPerformanceThreshold(deferralCurve(four), 0.8)).toBeCloseTo(0.2, 12)
		// From 1 at k = 2 to 2 at k = 3.
		expect(callPerformanceThreshold(deferralCurve(four), 1.5)).toBe(0.625)
		expect(callPerformanceThreshold(deferralCurve(four), 0)).toBe(0)
		expect(callPerformanceThreshold(deferralCurve(four), 3)).toBeUndefined()
	})

	it('equals the share itself on the random line', () => {
		const same = four.map((prompt) => ({ ...prompt, score: 7 }))
		for (const share of [0.2, 0.5, 0.8]) {
			expect(callPerformanceThreshold(deferralCurve(same), share)).toBeCloseTo(share, 12)
		}
	})
})

describe('oracle', () => {
	it('exceeds one where the strong model also errs alone', () => {
		// Gaps in order 1, 1, 0, −1: PGR 0 1 2 2 1, area (½ + 1½ + 2 + 1½)/4.
		expect(apgr(deferralCurve(oracle(four)))).toBe(1.375)
	})

	it('is never beaten', () => {
		const bit = fc.integer({ min: 0, max: 1 })
		const some = fc.array(fc.record({ strong: bit, weak: bit, score: fc.integer() }), {
			minLength: 2,
			maxLength: 30,
		})
		fc.assert(
			fc.property(some, (rows) => {
				fc.pre(mean(rows.map((row) => row.strong - row.weak)) > 0)
				expect(apgr(deferralCurve(rows))).toBeLessThanOrEqual(apgr(deferralCurve(oracle(rows))) + 1e-9)
			}),
		)
	})

	it('has an optimal accuracy at a share of strong calls', () => {
		// Two of four right by the weak model, two more only by the strong one.
		expect(optimalAccuracy(four, 0)).toBe(0.5)
		expect(optimalAccuracy(four, 0.25)).toBe(0.75)
		expect(optimalAccuracy(four, 1)).toBe(1)
	})
})

describe('the random router', () => {
	it('has in closed form the standard deviation of all orders', () => {
		const orders = permutations([1, 2, 3, 4])
		const values = orders.map((scores) => apgr(deferralCurve(prompts([1, 1, 1, 0], [0, 1, 0, 1], scores))))
		const population = standardDeviation(values) * Math.sqrt((values.length - 1) / values.length)
		expect(mean(values)).toBeCloseTo(0.5, 12)
		expect(randomApgrSd(four)).toBeCloseTo(population, 12)
	})

	it('comes out at one half with that deviation when it is tried', () => {
		const random = seededRandom(11)
		const many = Array.from({ length: 400 }, () => ({
			strong: random() < 0.8 ? 1 : 0,
			weak: random() < 0.6 ? 1 : 0,
			score: 0,
		}))
		const tried = randomApgr(many, 400)
		// The mean of 400 seeds is known to sd/20, their deviation to about sd/28.
		expect(Math.abs(tried.mean - 0.5)).toBeLessThan((4 * tried.exactSd) / 20)
		expect(tried.sd / tried.exactSd).toBeGreaterThan(0.85)
		expect(tried.sd / tried.exactSd).toBeLessThan(1.15)
	})
})

describe('routeLlmApgr', () => {
	it('works on eleven prompts as one does by hand', () => {
		// Thresholds are the scores 0 to 10; shares of strong calls 1, 10/11 … 2/11, 0. The weak model fails on the two highest
		// scores: quality 1 down to a share of 2/11, 9/11 at 0. Area above weak 2/11·2/11/2 + 9/11·2/11, over 2/11: 10/11.
		const eleven = Array.from({ length: 11 }, (_, score) => ({ strong: 1, weak: score >= 9 ? 0 : 1, score }))
		expect(routeLlmApgr(eleven)).toBeCloseTo(10 / 11, 12)
	})

	it('collapses tied scores, which the exact figure does not', () => {
		// 25 of 101 prompts have gap 1. The deciles fall on whole ranks, so that only the thresholds 0 and 1 remain: shares 1 and
		// 0, the straight line.
		const weak = Array.from({ length: 101 }, (_, index) => (index < 25 ? 0 : 1))
		const tied = oracle(weak.map((value) => ({ strong: 1, weak: value, score: 0 })))
		expect(apgr(deferralCurve(tied))).toBeCloseTo(1 - 25 / 101 / 2, 12)
		expect(routeLlmApgr(tied)).toBeCloseTo(0.5, 12)
	})

	it('agrees with the exact figure within 0.01 on untied scores of 300 prompts and more', () => {
		for (let seed = 1; seed <= 20; seed++) {
			const random = seededRandom(seed)
			const size = 300 + 100 * seed
			const many = Array.from({ length: size }, () => {
				const hard = random()
				// The harder the prompt, the more the strong model adds; the score sees hardness through noise.
				return {
					strong: random() < 0.95 - 0.2 * hard ? 1 : 0,
					weak: random() < 0.95 - 0.7 * hard ? 1 : 0,
					score: hard + random(),
				}
			})
			expect(Math.abs(routeLlmApgr(many) - apgr(deferralCurve(many)))).toBeLessThan(0.01)
		}
	})
})

describe('apgrReport', () => {
	const many = (strong: number, weak: number, size: number): RoutedPrompt[] =>
		Array.from({ length: size }, (_, index) => ({
			strong: index % 100 < strong ? 1 : 0,
			weak: (index * 37) % 100 < weak ? 1 : 0,
			score: index,
		}))

	it('reports the figure with its company when the prompts can support it', () => {
		const report = apgrReport(many(90, 60, 2_000))
		expect(report).toMatchObject({ valid: true, prompts: 2_000, strong: 0.9, weak: 0.6 })
		expect(report.randomSd).toBeLessThan(LARGEST_RANDOM_SD)
		expect([LEAST_GAP, LARGEST_RANDOM_SD]).toEqual([0.05, 0.05])
	})

	it('refuses a gap of less than five points, and takes one of exactly five', () => {
		expect(apgrReport(many(64, 60, 20_000))).toMatchObject({
			valid: false,
			reason: expect.stringContaining('0.040'),
		})
		expect(apgrReport(many(65, 60, 20_000)).valid).toBe(true)
		expect(apgrReport(many(60, 60, 2_000))).toMatchObject({ valid: false })
	})

	it('refuses so few prompts that luck moves the figure', () => {
		expect(apgrReport(many(90, 60, 100))).toMatchObject({
			valid: false,
			reason: expect.stringContaining('chance'),
		})
	})
})

function permutations(items: readonly number[]): number[][] {
	if (items.length === 0) return [[]]
	return items.flatMap((item) =>
		permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]),
	)
}
