import { describe, expect, it } from 'vitest'
import type { ItemRecord } from '../../src/results/record.ts'
import { verdictSection, verdicts } from '../../src/results/verdicts.ts'

function records(dataset: string, answers: readonly number[]): ItemRecord[] {
	return answers.flatMap((answer, index) => {
		const shared = {
			suite: 'compression',
			dataset,
			kind: 'qa',
			item: `${dataset}-${index}`,
			cluster: `${dataset}-${index}`,
			tokensBefore: 1,
			tokensAfter: 1,
			ms: 0,
		}
		return [
			{ ...shared, subject: 'unchanged', metrics: { answer: 1 } },
			{ ...shared, subject: 'compress', metrics: { answer } },
		]
	})
}

const all = (items: number, lost: number): number[] =>
	Array.from({ length: items }, (_, index) => (index < lost ? 0 : 1))

describe('verdicts', () => {
	it('finds a method that loses nothing on a thousand items non-inferior', () => {
		expect(verdicts(records('large', all(1000, 0)), ['compress'])).toMatchObject([
			{ dataset: 'large', items: 1000, change: 0, lost: 0, gained: 0, pFlips: 1, verdict: 'non-inferior' },
		])
	})

	it('finds one that loses a tenth inferior', () => {
		const [row] = verdicts(records('large', all(1000, 100)), ['compress'])
		expect(row).toMatchObject({ change: -0.1, lost: 100, gained: 0, verdict: 'inferior' })
		// All 100 flips one way: 2 · 0.5^100.
		expect(row?.pFlips).toBeCloseTo(2 * 0.5 ** 100, 40)
	})

	it('says that a small set has not enough items', () => {
		const rows = verdicts(records('small', all(10, 0)), ['compress'])
		expect(rows).toMatchObject([{ verdict: 'not-enough-items' }])
		// No flip seen in ten may be three in ten: 6.18 · 0.3 / 0.0004 items, rounded up.
		expect(rows[0]?.itemsNeeded).toBe(4637)
		expect(verdictSection(rows)).toContain('not enough items (4637 needed)')
	})

	it('adds a row for all datasets together', () => {
		const rows = verdicts([...records('one', all(500, 0)), ...records('two', all(500, 5))], ['compress'])
		expect(rows.map((row) => [row.dataset, row.items, row.lost])).toEqual([
			['all', 1000, 5],
			['one', 500, 0],
			['two', 500, 5],
		])
	})

	it('has nothing to say without the control', () => {
		const only = records('one', all(5, 0)).filter((record) => record.subject === 'compress')
		expect(verdicts(only, ['compress'])).toEqual([])
		expect(verdictSection([])).toBe('')
	})
})
