import { evaluateRouter, LearnedRouter, type RoutingRecord } from '@headroom/router'
import { describe, expect, it } from 'vitest'
import {
	aiq,
	apgr,
	deferralCurve,
	lengthScore,
	oracle,
	randomApgrSd,
	singleModels,
	zeroRouter,
} from '../../src/routing/index.ts'
import { seededRandom } from '../../src/statistics/index.ts'
import { predictedGaps } from '../../src/suites/routing/learn.ts'

/** Longer prompts with numbers are harder for the weak model; what a call costs grows with the length. */
function records(count: number, seed: number): RoutingRecord[] {
	const random = seededRandom(seed)
	return Array.from({ length: count }, (_, index) => {
		const words = 3 + Math.floor(random() * 30)
		const prompt = `case ${index} ${'many words '.repeat(words)}${random() < 0.5 ? '1 2 3' : 'here'}`
		const right = (share: number): number => (random() < share ? 1 : 0)
		return {
			prompt,
			outcomes: {
				strong: { quality: right(0.9), cost: prompt.length * 1e-4 },
				weak: { quality: right(0.95 - words / 40), cost: prompt.length * 1e-5 },
			},
		}
	})
}

describe('the figures of evaluateRouter', () => {
	const router = LearnedRouter.train(records(600, 1))
	const judged = records(400, 2)
	const { rows, chance } = evaluateRouter(router, judged)
	const of = Object.fromEntries(rows.map((row) => [row.name, row]))
	const outcome = (model: string, part: 'quality' | 'cost') =>
		judged.map(({ outcomes }) => outcomes[model]?.[part] ?? Number.NaN)
	const [strong, weak] = [outcome('strong', 'quality'), outcome('weak', 'quality')]
	const scored = (scores: readonly number[]) =>
		judged.map((_, row) => ({ strong: strong[row] ?? 0, weak: weak[row] ?? 0, score: scores[row] ?? 0 }))

	it('are the APGR that the bench works out on its own', () => {
		const prompts = judged.map(({ prompt }) => prompt)
		expect(of.learned?.apgr).toBeCloseTo(apgr(deferralCurve(scored(predictedGaps(router, prompts)))), 9)
		expect(of.length?.apgr).toBeCloseTo(apgr(deferralCurve(scored(prompts.map(lengthScore)))), 9)
		expect(of.oracle?.apgr).toBeCloseTo(apgr(deferralCurve(oracle(scored([])))), 9)
		expect(chance).toBeCloseTo(randomApgrSd(scored([])), 9)
	})

	it('are the AIQ that the bench works out on its own', () => {
		const table = {
			models: ['strong', 'weak'],
			quality: judged.map((_, row) => [strong[row] ?? 0, weak[row] ?? 0]),
			cost: judged.map((_, row) => ['strong', 'weak'].map((model) => outcome(model, 'cost')[row] ?? 0)),
		}
		const costs = singleModels(table).map(({ cost }) => cost)
		const range = { minCost: Math.min(...costs), maxCost: Math.max(...costs) }
		expect(of.random?.aiq).toBeCloseTo(aiq(zeroRouter(table), range), 9)
		expect(of['always weak']?.quality?.mean).toBeCloseTo(singleModels(table)[1]?.quality ?? 0, 12)
	})
})
