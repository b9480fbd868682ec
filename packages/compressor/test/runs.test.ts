import { describe, expect, it } from 'vitest'
import type { Candidates } from '../src/fit/choose.ts'
import { byFallingScore } from '../src/fit/order.ts'
import { bestRuns } from '../src/fit/runs.ts'

function candidates(scores: readonly number[], sizes: readonly number[], marker: number): Candidates {
	const row = Float64Array.from(scores)
	return {
		scores: row,
		sizes: Float64Array.from(sizes),
		parents: new Int32Array(scores.length).fill(-1),
		protect: new Uint8Array(scores.length),
		order: byFallingScore(row),
		markers: row.map(() => marker),
	}
}

function kept(given: Candidates, budget: number, forced: readonly number[] = []): number[] {
	const stay = Uint8Array.from(given.scores, (_, at) => (forced.includes(at) ? 1 : 0))
	return [...bestRuns(given, stay, budget)].flatMap((keep, at) => (keep === 1 ? [at] : []))
}

describe('runs worth most together', () => {
	it('bridge a gap where its marker would cost about what it saves', () => {
		// 1 and 3 apart: 40 tokens and three markers of 10. With the one between them 60 and two markers: 10 more.
		const given = candidates([0, 0.9, 0.5, 0.9, 0, 0], [20, 20, 20, 20, 20, 20], 10)
		expect(kept(given, 80)).toEqual([1, 2, 3])
		expect(kept(given, 70)).toEqual([1, 3])
	})

	it('prefer two neighbours to two better ones apart, where two markers more buy a third segment', () => {
		// 0 and 1 with one marker: 40 + 12. 0 and 3 would take 40 + 24 and cross the budget.
		expect(kept(candidates([1, 0.8, 0, 0.85, 0], [20, 20, 20, 20, 20], 12), 52)).toEqual([0, 1])
	})

	it('keep what must stay, and nothing else where that fills the budget', () => {
		const given = candidates([1, 1, 0, 0, 0], [20, 20, 20, 20, 20], 10)
		// Both markers and the forced one take 30 of 40 tokens.
		expect(kept(given, 40, [4])).toEqual([4])
	})

	it('read a score that is no number as the lowest', () => {
		expect(kept(candidates([Number.NaN, 1, 0.5, 0], [20, 20, 20, 20], 10), 60)).toEqual([1, 2])
	})
})
