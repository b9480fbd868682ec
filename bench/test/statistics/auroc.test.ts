import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { auroc } from '../../src/statistics/index.ts'

describe('auroc', () => {
	it('counts the pairs that are in order, ties one half', () => {
		// Pairs (3,2) (3,1) (2,2) (2,1): 1 + 1 + ½ + 1 of 4.
		expect(auroc([3, 2], [2, 1])).toBe(0.875)
		expect(auroc([5, 6], [1, 2])).toBe(1)
		expect(auroc([1, 1], [1, 1, 1])).toBe(0.5)
		expect(auroc([], [1])).toBeNaN()
	})

	it('equals the count over all pairs, and turns round with the sides', () => {
		const scores = fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 1, maxLength: 30 })
		fc.assert(
			fc.property(scores, scores, (positives, negatives) => {
				let ordered = 0
				for (const p of positives) for (const n of negatives) ordered += p > n ? 1 : p === n ? 0.5 : 0
				expect(auroc(positives, negatives)).toBeCloseTo(ordered / (positives.length * negatives.length), 12)
				expect(auroc(positives, negatives) + auroc(negatives, positives)).toBeCloseTo(1, 12)
			}),
		)
	})
})
