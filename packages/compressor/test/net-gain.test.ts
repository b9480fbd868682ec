import { describe, expect, it } from 'vitest'
import { netGain } from '../src/checkpoint/net-gain.ts'
import type { CachePrices } from '../src/checkpoint/prices.ts'

const ANTHROPIC: CachePrices = { write: 1.25, read: 0.1 }

describe('netGain', () => {
	it('weighs what is spared against what must be written again', () => {
		// 1,000·(1.25 + 0.1·9) − 1.15·5,000 = 2,150 − 5,750
		expect(netGain({ removed: 1_000, rewritten: 4_000, reads: 10 }, ANTHROPIC)).toBeCloseTo(-3_600, 8)
		// 1,000·(1.25 + 0.1·59) − 5,750 = 7,150 − 5,750
		expect(netGain({ removed: 1_000, rewritten: 4_000, reads: 60 }, ANTHROPIC)).toBeCloseTo(1_400, 8)
		// Where writing costs no more than reading, every token gone is a gain: 1,000·(1 + 1·9)
		expect(netGain({ removed: 1_000, rewritten: 4_000, reads: 10 }, { write: 1, read: 1 })).toBeCloseTo(
			10_000,
			8,
		)
	})

	// n* = (w − r)(1 − f)/(r f), by hand for the shares 0.1, 0.3, 0.5, 0.7 and 0.9 of a cached suffix.
	it.each<[string, CachePrices, readonly number[]]>([
		['Anthropic, 5 minutes', ANTHROPIC, [103.5, 26.8333, 11.5, 4.9286, 1.2778]],
		['Anthropic, 1 hour', { write: 2, read: 0.1 }, [171, 44.3333, 19, 8.1429, 2.1111]],
		['OpenAI, reads at a tenth', { write: 1, read: 0.1 }, [81, 21, 9, 3.8571, 1]],
		['OpenAI, reads at a half', { write: 1, read: 0.5 }, [9, 2.3333, 1, 0.4286, 0.1111]],
	])('turns from loss to gain where the break-even table says: %s', (_, prices, turns) => {
		for (const [index, share] of [0.1, 0.3, 0.5, 0.7, 0.9].entries()) {
			const reads = turns[index] ?? Number.NaN
			const edit = { removed: 10_000 * share, rewritten: 10_000 * (1 - share) }
			expect(netGain({ ...edit, reads: reads + 0.01 }, prices)).toBeGreaterThan(0)
			expect(netGain({ ...edit, reads: reads - 0.01 }, prices)).toBeLessThan(0)
		}
	})
})
