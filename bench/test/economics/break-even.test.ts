import { describe, expect, it } from 'vitest'
import {
	ANTHROPIC_1_HOUR,
	ANTHROPIC_5_MINUTES,
	breakEvenTurns,
	type CachePrice,
	netGain,
	OPENAI_HALF,
	OPENAI_TENTH,
} from '../../src/economics/index.ts'

describe('breakEvenTurns', () => {
	// (w − r)(1 − f)/(r f) by hand: for f = 0.1 and Anthropic's five minutes 1.15 · 0.9 / 0.01 = 103.5.
	it.each<[string, CachePrice, readonly number[]]>([
		['Anthropic, 5 minutes', ANTHROPIC_5_MINUTES, [103.5, 26.8333, 11.5, 4.9286, 1.2778]],
		['Anthropic, 1 hour', ANTHROPIC_1_HOUR, [171, 44.3333, 19, 8.1429, 2.1111]],
		['OpenAI, reads at a tenth', OPENAI_TENTH, [81, 21, 9, 3.8571, 1]],
		['OpenAI, reads at a half', OPENAI_HALF, [9, 2.3333, 1, 0.4286, 0.1111]],
	])('matches the table for %s', (_, price, expected) => {
		for (const [index, removed] of [0.1, 0.3, 0.5, 0.7, 0.9].entries()) {
			expect(breakEvenTurns(price, removed)).toBeCloseTo(expected[index] ?? Number.NaN, 4)
		}
	})

	it('is what the turns add up to: at n* both ways cost the same', () => {
		const { write, read } = ANTHROPIC_5_MINUTES
		const turns = breakEvenTurns(ANTHROPIC_5_MINUTES, 0.4)
		const kept = 1_000 * read * turns
		const rewritten = 600 * write + 600 * read * (turns - 1)
		expect(rewritten).toBeCloseTo(kept, 8)
	})

	it('never pays back when nothing goes, and at once when everything goes', () => {
		expect(breakEvenTurns(ANTHROPIC_5_MINUTES, 0)).toBe(Number.POSITIVE_INFINITY)
		expect(breakEvenTurns(ANTHROPIC_5_MINUTES, 1)).toBe(0)
		expect(breakEvenTurns({ write: 1.25, read: 0 }, 0.5)).toBe(Number.POSITIVE_INFINITY)
	})
})

describe('netGain', () => {
	it('weighs what is spared against what must be written again', () => {
		// ΔT 1,000, S 4,000, R 10: 1,000·(1.25 + 0.1·9) − 1·1.15·5,000 = 2,150 − 5,750
		const edit = { removedTokens: 1_000, suffixTokens: 4_000, expectedReads: 10 }
		expect(netGain(edit, ANTHROPIC_5_MINUTES)).toBeCloseTo(-3_600, 8)
		// A cache that lives with one chance in five: 2,150 − 0.2·5,750 = 1,000
		expect(netGain({ ...edit, aliveProbability: 0.2 }, ANTHROPIC_5_MINUTES)).toBeCloseTo(1_000, 8)
	})

	it('turns from loss to gain where breakEvenTurns says', () => {
		// Half of 2,000 cached tokens goes; both rules count the next call as the first read.
		const edit = { removedTokens: 1_000, suffixTokens: 1_000 }
		const reads = breakEvenTurns(ANTHROPIC_5_MINUTES, 0.5)
		expect(netGain({ ...edit, expectedReads: reads }, ANTHROPIC_5_MINUTES)).toBeCloseTo(0, 8)
		expect(netGain({ ...edit, expectedReads: reads - 1 }, ANTHROPIC_5_MINUTES)).toBeLessThan(0)
	})
})
