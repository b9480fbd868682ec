import { describe, expect, it } from 'vitest'
import { nonInferiority, type Pair, pairsNeeded } from '../../src/statistics/index.ts'

/** So many pairs that stayed right, were lost and were gained. */
function pairs(kept: number, lost: number, gained: number): Pair[] {
	const repeat = (count: number, before: number, after: number): Pair[] =>
		Array.from({ length: count }, () => ({ before, after }))
	return [...repeat(kept, 1, 1), ...repeat(lost, 1, 0), ...repeat(gained, 0, 1)]
}

describe('pairsNeeded', () => {
	it('matches the published rule of 6.2·d/δ²', () => {
		expect(pairsNeeded(0.05, 0.02)).toBe(773)
		expect(pairsNeeded(0.08, 0.03)).toBe(550)
		expect(pairsNeeded(0.05, 0.01)).toBe(3_092)
	})
})

describe('nonInferiority', () => {
	it('acquits many items that lose as many as they gain', () => {
		// d = 0.04 needs 619 of the 1,500. Standard error sqrt(0.04/1500) = 0.0052; 1.645 of them are 0.0085 < 0.02.
		const result = nonInferiority(pairs(1_440, 30, 30))
		expect(result).toMatchObject({ verdict: 'non-inferior', estimate: 0, items: 1_500, itemsNeeded: 619 })
		expect(result.lower).toBeCloseTo(-0.0085, 3)
		expect(result.pValue).toBeLessThan(0.001)
	})

	it('convicts a loss beyond the margin', () => {
		// 100 of 1,500 lost: −6.7 points, standard error 0.0064, upper bound about −5.6 points.
		const result = nonInferiority(pairs(1_400, 100, 0))
		expect(result.verdict).toBe('inferior')
		expect(result.upper).toBeCloseTo(-0.056, 2)
		expect(result.pValue).toBeGreaterThan(0.99)
	})

	it('leaves undecided what could be either', () => {
		// −1.5 points of 1,500, d = 0.035, standard error 0.0048: the bounds are −2.3 and −0.7 points.
		const result = nonInferiority(pairs(1_447, 38, 15))
		expect(result).toMatchObject({ verdict: 'undecided' })
		expect(result.lower).toBeLessThan(-0.02)
		expect(result.upper).toBeGreaterThan(-0.02)
	})

	it('gives no verdict on few items, even when nothing flipped', () => {
		// The rule of three: 3/n discordance at most, 6.18·3/n/0.0004 ≤ n from 216 items on.
		expect(nonInferiority(pairs(215, 0, 0))).toMatchObject({ verdict: 'not-enough-items', itemsNeeded: 216 })
		expect(nonInferiority(pairs(216, 0, 0)).verdict).toBe('non-inferior')
		expect(nonInferiority(pairs(7, 3, 0)).verdict).toBe('not-enough-items')
	})

	it('still convicts few items when the loss is beyond doubt', () => {
		// 10 of 10 lost: the sign test gives 2/2^10 = 0.002.
		expect(nonInferiority(pairs(0, 10, 0)).verdict).toBe('inferior')
		// 5 of 5: 2/2^5 = 0.0625, above 0.05.
		expect(nonInferiority(pairs(0, 5, 0)).verdict).toBe('not-enough-items')
	})

	it('counts documents, not questions', () => {
		const clustered = pairs(1_440, 30, 30).map((pair, index) => ({
			...pair,
			cluster: `document ${index % 10}`,
		}))
		expect(nonInferiority(clustered)).toMatchObject({ verdict: 'not-enough-items', clusters: 10 })
		expect(nonInferiority(clustered, { minClusters: 10 }).verdict).toBe('non-inferior')
	})

	it('takes a margin and an alpha of the caller', () => {
		const loss = pairs(1_447, 38, 15)
		expect(nonInferiority(loss, { margin: 0.04 }).verdict).toBe('non-inferior')
		const narrow = nonInferiority(loss, { alpha: 0.2 })
		const wide = nonInferiority(loss, { alpha: 0.01 })
		expect(wide.upper - wide.lower).toBeGreaterThan(narrow.upper - narrow.lower)
	})
})
