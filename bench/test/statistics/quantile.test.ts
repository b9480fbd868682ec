import { describe, expect, it } from 'vitest'
import { mean, median, quantile, quantileOfSorted, standardDeviation } from '../../src/statistics/index.ts'

describe('quantile', () => {
	it('interpolates between neighbours', () => {
		// Position (4 − 1)·0.25 = 0.75 between 1 and 2.
		expect(quantile([4, 1, 3, 2], 0.25)).toBe(1.75)
		expect(quantile([4, 1, 3, 2], 0)).toBe(1)
		expect(quantile([4, 1, 3, 2], 1)).toBe(4)
		expect(quantileOfSorted([10, 20], 0.9)).toBe(19)
	})

	it('gives the middle, or the mean of the two in the middle', () => {
		expect(median([9, 1, 5])).toBe(5)
		expect(median([9, 1, 5, 7])).toBe(6)
		expect(median([])).toBeNaN()
	})

	it('refuses a percentage where a share belongs', () => {
		expect(() => quantile([1, 2], 95)).toThrow(/0\.95/)
	})
})

describe('mean and standardDeviation', () => {
	it('match a sum by hand', () => {
		// 2, 4, 4, 4, 5, 5, 7, 9: mean 5, squares 9+1+1+1+0+0+4+16 = 32, divided by 7.
		const values = [2, 4, 4, 4, 5, 5, 7, 9]
		expect(mean(values)).toBe(5)
		expect(standardDeviation(values)).toBeCloseTo(Math.sqrt(32 / 7), 12)
		expect(standardDeviation([1])).toBeNaN()
	})
})
