import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mean, randomBelow, seededRandom, shuffled, xoshiro128 } from '../../src/statistics/index.ts'

const draw = (count: number, random: () => number): number[] => Array.from({ length: count }, random)

describe('xoshiro128', () => {
	it('gives the numbers of the reference implementation', () => {
		// Output of xoshiro128starstar.c from the state {1, 2, 3, 4}, as published in the tests of Rust's rand_xoshiro.
		const expected = [
			11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
		]
		expect(draw(10, xoshiro128([1, 2, 3, 4])).map((share) => share * 2 ** 32)).toEqual(expected)
	})
})

describe('seededRandom', () => {
	it('repeats itself for one seed and differs for another', () => {
		expect(draw(5, seededRandom(7))).toEqual(draw(5, seededRandom(7)))
		expect(draw(5, seededRandom(7))).not.toEqual(draw(5, seededRandom(8)))
	})

	it('is spread evenly for small seeds that lie side by side', () => {
		// First numbers of 10,000 seeds, in ten bins: a mean of 1,000 each, with a standard deviation of 30.
		const bins = new Array<number>(10).fill(0)
		for (let seed = 0; seed < 10_000; seed++) {
			const bin = randomBelow(seededRandom(seed), 10)
			bins[bin] = (bins[bin] ?? 0) + 1
		}
		for (const count of bins) expect(Math.abs(count - 1_000)).toBeLessThan(120)
	})
})

describe('shuffled', () => {
	it('keeps every item, whatever the seed', () => {
		fc.assert(
			fc.property(fc.array(fc.integer()), fc.integer(), (items, seed) => {
				const sort = (all: readonly number[]): number[] => [...all].sort((a, b) => a - b)
				expect(sort(shuffled(items, seededRandom(seed)))).toEqual(sort(items))
			}),
		)
	})

	it('puts every item first equally often', () => {
		const random = seededRandom(3)
		const firsts = draw(6_000, () => shuffled([0, 1, 2], random)[0] ?? -1)
		// 2,000 each expected, with a standard deviation of 37.
		for (const item of [0, 1, 2]) {
			expect(Math.abs(firsts.filter((first) => first === item).length - 2_000)).toBeLessThan(150)
		}
		expect(mean(firsts)).toBeCloseTo(1, 1)
	})
})
