import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bootstrap, pairedBootstrap, seededRandom } from '../../src/statistics/index.ts'

describe('pairedBootstrap', () => {
	it('centres on the mean change', () => {
		// Changes 0, −1, 1, −1: mean −0.25.
		const pairs = [
			{ before: 1, after: 1 },
			{ before: 1, after: 0 },
			{ before: 0, after: 1 },
			{ before: 1, after: 0 },
		]
		const { estimate, items, clusters, lower, upper } = pairedBootstrap(pairs)
		expect([estimate, items, clusters]).toEqual([-0.25, 4, 4])
		expect(lower).toBeLessThan(-0.25)
		expect(upper).toBeGreaterThan(-0.25)
	})

	it('is as wide as theory says for many independent items', () => {
		// 1,000 items, half of them lost: standard error sqrt(0.25/1000) = 0.0158, so ±1.96·0.0158 = ±0.031.
		const pairs = Array.from({ length: 1_000 }, (_, index) => ({ before: 1, after: index % 2 }))
		const { lower, upper } = pairedBootstrap(pairs, { resamples: 4_000 })
		expect(lower).toBeCloseTo(-0.531, 2)
		expect(upper).toBeCloseTo(-0.469, 2)
	})

	it('keeps clusters whole, so that copies of an item add no certainty', () => {
		// 100 documents with 10 questions each, all ten alike: as uncertain as 100 items, sqrt(0.25/100) = 0.05.
		const pairs = Array.from({ length: 1_000 }, (_, index) => {
			const document = Math.floor(index / 10)
			return { before: 1, after: document % 2, cluster: `document ${document}` }
		})
		const clustered = pairedBootstrap(pairs, { resamples: 4_000 })
		expect(clustered.clusters).toBe(100)
		expect(clustered.upper - clustered.lower).toBeGreaterThan(2 * 1.96 * 0.05 * 0.9)
		expect(clustered.upper - clustered.lower).toBeLessThan(2 * 1.96 * 0.05 * 1.1)
	})

	it('draws only values that whole clusters can give', () => {
		// Clusters of 1 item (change −1) and 3 items (change 0): means −1, −1/4 and 0 are the only possible ones.
		const pairs = [
			{ before: 1, after: 0, cluster: 'a' },
			...Array.from({ length: 3 }, () => ({ before: 1, after: 1, cluster: 'b' })),
		]
		const { resampled } = pairedBootstrap(pairs, { resamples: 500 })
		expect([...new Set(resampled)].map((value) => value + 0)).toEqual([-1, -0.25, 0])
	})

	it('gives the same bounds for the same seed and others for another', () => {
		const random = seededRandom(5)
		const pairs = Array.from({ length: 50 }, () => ({ before: random(), after: random() }))
		const bounds = (seed: number): number[] => {
			const { lower, upper } = pairedBootstrap(pairs, { seed, resamples: 500 })
			return [lower, upper]
		}
		expect(bounds(1)).toEqual(bounds(1))
		expect(bounds(1)).not.toEqual(bounds(2))
	})

	it('holds its estimate between its bounds and its bounds between the extremes', () => {
		const pair = fc.record({ before: fc.integer({ min: 0, max: 1 }), after: fc.integer({ min: 0, max: 1 }) })
		fc.assert(
			fc.property(fc.array(pair, { minLength: 1, maxLength: 40 }), fc.integer(), (pairs, seed) => {
				const { lower, upper, resampled } = pairedBootstrap(pairs, { seed, resamples: 200 })
				expect(lower).toBeLessThanOrEqual(upper)
				expect(resampled[0]).toBeGreaterThanOrEqual(-1)
				expect(resampled.at(-1)).toBeLessThanOrEqual(1)
			}),
		)
	})

	it('refuses to measure nothing', () => {
		expect(() => pairedBootstrap([])).toThrow(/no pairs/)
	})
})

describe('bootstrap', () => {
	it('takes any figure and gives each unit once first', () => {
		const values = [3, 1, 2]
		const { estimate, lower, upper } = bootstrap(3, (drawn) =>
			Math.max(...[...drawn].map((index) => values[index] ?? 0)),
		)
		expect(estimate).toBe(3)
		expect(upper).toBe(3)
		// The maximum of three draws is 1 with a chance of 1/27 = 3.7 %, above the 2.5 % of the lower tail.
		expect(lower).toBe(1)
	})
})
