import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { flips, holm, logFactorial, mcnemar } from '../../src/statistics/index.ts'

/** 2·P(X ≤ k) with whole numbers: C(n, i) summed exactly, divided at the end. */
function exactByBigInt(lost: number, gained: number): number {
	const n = BigInt(lost + gained)
	let [term, sum] = [1n, 0n]
	for (let index = 0n; index <= BigInt(Math.min(lost, gained)); index++) {
		sum += term
		term = (term * (n - index)) / (index + 1n)
	}
	const scaled = (2n * sum * 10n ** 18n) / 2n ** n
	return Math.min(1, Number(scaled) / 1e18)
}

describe('mcnemar', () => {
	it('matches the binomial worked by hand', () => {
		// n = 20, k = 5: 1 + 20 + 190 + 1140 + 4845 + 15504 = 21700; 2·21700/2^20 = 0.041389.
		expect(mcnemar(5, 15)).toBeCloseTo(43_400 / 1_048_576, 12)
		// n = 6, k = 0: 2/64.
		expect(mcnemar(0, 6)).toBeCloseTo(0.03125, 12)
		// n = 3, k = 1: 2·(1 + 3)/8 = 1.
		expect(mcnemar(1, 2)).toBe(1)
	})

	it('is 1 without flips and with as many either way', () => {
		expect(mcnemar(0, 0)).toBe(1)
		expect(mcnemar(40, 40)).toBe(1)
	})

	it('agrees with whole-number arithmetic and does not care which side is which', () => {
		const count = fc.integer({ min: 0, max: 200 })
		fc.assert(
			fc.property(count, count, (lost, gained) => {
				expect(Math.abs(mcnemar(lost, gained) - exactByBigInt(lost, gained))).toBeLessThan(1e-11)
				expect(mcnemar(lost, gained)).toBe(mcnemar(gained, lost))
			}),
		)
	})

	it('stays finite and close to the normal limit for a million flips', () => {
		// z = (|c − b| − 1)/√n = 1999/1000 with the continuity correction; the two-sided normal tail of 1.999 is 0.04561.
		expect(mcnemar(499_000, 501_000)).toBeCloseTo(0.0456, 4)
		expect(mcnemar(0, 1_000_000)).toBe(0)
		expect(mcnemar(499_999, 500_001)).toBeGreaterThan(0.99)
	})

	it('refuses counts that are no counts', () => {
		expect(() => mcnemar(-1, 2)).toThrow(/lost is -1/)
		expect(() => mcnemar(1, 2.5)).toThrow(/gained is 2.5/)
	})
})

describe('logFactorial', () => {
	it('is the logarithm of the product, on both sides of its change of method', () => {
		expect(logFactorial(5)).toBeCloseTo(Math.log(120), 14)
		// 20! = 2432902008176640000 and 21! = 21 times that.
		expect(logFactorial(21) - logFactorial(20)).toBeCloseTo(Math.log(21), 12)
		expect(logFactorial(1000) - logFactorial(999)).toBeCloseTo(Math.log(1000), 9)
	})
})

describe('flips', () => {
	it('counts both ways', () => {
		const pairs = [
			[1, 0],
			[1, 0],
			[0, 1],
			[1, 1],
			[0, 0],
		].map(([before = 0, after = 0]) => ({ before, after }))
		expect(flips(pairs)).toEqual({ lost: 2, gained: 1, kept: 1, missed: 1, discordance: 0.6 })
	})

	it('takes a passing score for graded answers', () => {
		expect(flips([{ before: 0.9, after: 0.4 }], 0.5)).toMatchObject({ lost: 1, gained: 0 })
		expect(flips([])).toMatchObject({ discordance: 0 })
	})
})

describe('holm', () => {
	it('steps down as in the worked example of four p-values', () => {
		// Sorted .005 .01 .03 .04 times 4 3 2 1 = .02 .03 .06 .04; the last may not fall below .06.
		const adjusted = holm([0.01, 0.04, 0.03, 0.005])
		expect(adjusted.map((p) => Number(p.toFixed(6)))).toEqual([0.03, 0.06, 0.06, 0.02])
	})

	it('never lowers a p-value, never exceeds 1 and keeps the order', () => {
		const p = fc.double({ min: 0, max: 1, noNaN: true })
		fc.assert(
			fc.property(fc.array(p, { maxLength: 20 }), (values) => {
				const adjusted = holm(values)
				for (const [index, value] of values.entries()) {
					expect(adjusted[index]).toBeGreaterThanOrEqual(value)
					expect(adjusted[index]).toBeLessThanOrEqual(Math.min(1, value * values.length))
				}
			}),
			{ examples: [[[]]] },
		)
	})
})
