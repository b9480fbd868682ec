import { describe, expect, it } from 'vitest'
import {
	AGENT_SESSION,
	ANTHROPIC_5_MINUTES,
	batchedCompaction,
	type CachePrice,
	cachePriceOf,
	firstSight,
	type PromptPlan,
	protectLast,
	REFERENCE_CUT,
	REFERENCE_WINDOW,
	rollingWindow,
	type SessionShape,
	sessionCost,
	unchanged,
} from '../../src/economics/index.ts'

const ratio = (plan: PromptPlan): number =>
	sessionCost(plan, AGENT_SESSION, ANTHROPIC_5_MINUTES).cost /
	sessionCost(unchanged, AGENT_SESSION, ANTHROPIC_5_MINUTES).cost

describe('sessionCost', () => {
	// 3 turns of system 100, task 10, assistant 5, result 20, user 1; write 1.25, read 0.1, output 4:
	// turn 1 writes 110; turn 2 reads 110 and writes 26; turn 3 reads 136 and writes 26; each puts out 5.
	const small: SessionShape = {
		turns: 3,
		systemTokens: 100,
		taskTokens: 10,
		assistantTokens: 5,
		toolResultTokens: 20,
		userTokens: 1,
	}
	const price: CachePrice = { write: 1.25, read: 0.1, output: 4 }

	it('reads what the last prompt began with and writes the rest', () => {
		const { turns, cost, readTokens, writtenTokens, outputTokens } = sessionCost(unchanged, small, price)
		expect(turns.map((turn) => [turn.readTokens, turn.writtenTokens])).toEqual([
			[0, 110],
			[110, 26],
			[136, 26],
		])
		expect([readTokens, writtenTokens, outputTokens]).toEqual([246, 162, 15])
		// 246·0.1 + 162·1.25 + 15·4 = 24.6 + 202.5 + 60
		expect(cost).toBeCloseTo(287.1, 10)
	})

	it('writes everything behind a changed block again, even where its bytes are the same', () => {
		// With one result kept whole, turn 3 sends: system, task, assistant 1, cut result 1 (10), user 1, assistant 2, result 2, user 2.
		const { turns } = sessionCost(protectLast(0.5, 1), small, price)
		expect(turns[2]).toMatchObject({ readTokens: 115, writtenTokens: 10 + 1 + 26 })
	})

	it('reads only system and task when the window moves', () => {
		const { turns } = sessionCost(rollingWindow(1), small, price)
		expect(turns[2]).toMatchObject({ readTokens: 110, writtenTokens: 26 })
	})

	it('compacts in every n-th turn, the newest result included', () => {
		const { turns } = sessionCost(batchedCompaction(0.5, 3), small, price)
		// Turn 3: results 1 and 2 are cut to 10 each; system, task and assistant 1 are read, the rest is written.
		expect(turns[2]).toMatchObject({ readTokens: 115, writtenTokens: 10 + 1 + 5 + 10 + 1 })
	})
})

describe('the reference session of forty turns, tool results cut by 70 %', () => {
	// Expected figures: an independent simulation of such a session, rounded to two decimals.
	it.each<[string, PromptPlan, number]>([
		['first sight', firstSight(REFERENCE_CUT), 0.52],
		['one batched compaction every ten turns', batchedCompaction(REFERENCE_CUT, 10), 0.85],
		['protecting the last four results', protectLast(REFERENCE_CUT, 4), 1.58],
		['a rolling window of the last turns', rollingWindow(REFERENCE_WINDOW), 2.94],
	])('%s', (_, plan, expected) => {
		expect(Math.abs(ratio(plan) - expected)).toBeLessThanOrEqual(0.03)
	})

	it('gives the same ratios when every size doubles', () => {
		const doubled = Object.fromEntries(
			Object.entries(AGENT_SESSION).map(([key, value]) => [key, key === 'turns' ? value : 2 * value]),
		) as unknown as SessionShape
		const plan = protectLast(REFERENCE_CUT, 4)
		const [mine, base] = [plan, unchanged].map((one) => sessionCost(one, doubled, ANTHROPIC_5_MINUTES).cost)
		expect((mine ?? 0) / (base ?? 0)).toBeCloseTo(ratio(plan), 12)
	})

	it('makes rewriting cheap and first sight less needed where nothing is cached', () => {
		const uncached: CachePrice = { write: 1, read: 1, output: 5 }
		const cost = (plan: PromptPlan): number => sessionCost(plan, AGENT_SESSION, uncached).cost
		expect(cost(protectLast(REFERENCE_CUT, 4))).toBeLessThan(cost(unchanged))
		expect(cost(rollingWindow(REFERENCE_WINDOW))).toBeLessThan(cost(unchanged))
	})
})

describe('cachePriceOf', () => {
	it('turns USD into multiples of the input price', () => {
		const price = {
			input: 3,
			output: 15,
			cacheRead: 0.3,
			cacheWrite: 3.75,
			asOf: '2025-01-01',
			source: 'a test',
		}
		const { write, read, output } = cachePriceOf(price)
		expect([write, read, output]).toEqual([1.25, expect.closeTo(0.1, 12), 5])
	})

	it('bills as input what has no price of its own, and takes the base of tiers', () => {
		const tiered = { base: 2, tiers: [{ above: 200_000, usd: 4 }] }
		expect(cachePriceOf({ input: tiered, output: 8, asOf: '2025-01-01', source: 'a test' })).toEqual({
			write: 1,
			read: 1,
			output: 4,
		})
	})

	it('refuses a free model', () => {
		expect(() => cachePriceOf({ input: 0, output: 0, asOf: '2025-01-01', source: 'a test' })).toThrow(
			/above 0/,
		)
	})
})
