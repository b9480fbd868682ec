import { appendFileSync, mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ItemRecord } from '../../src/results/record.ts'
import { ResultStore } from '../../src/results/store.ts'
import { summarize } from '../../src/results/summarize.ts'

function record(change: Partial<ItemRecord>): ItemRecord {
	return {
		suite: 'compression',
		dataset: 'sample',
		kind: 'qa',
		item: 'a',
		cluster: 'a',
		subject: 'compress',
		tokensBefore: 100,
		tokensAfter: 50,
		ms: 1,
		metrics: {},
		...change,
	}
}

describe('ResultStore', () => {
	const folder = mkdtempSync(join(tmpdir(), 'headroom-results-'))
	const records = [record({ item: 'a', metrics: { answer: 1 } }), record({ item: 'b' })]

	it('gives back what the same code measured with the same settings', () => {
		const store = new ResultStore(folder, { slice: 'own', limit: null, seed: 1 })
		expect(store.read('compression', 'sample')).toBeUndefined()
		store.write('compression', 'sample', records)
		expect(
			new ResultStore(folder, { slice: 'own', limit: null, seed: 1 }).read('compression', 'sample'),
		).toEqual(records)
	})

	it('gives nothing back for other settings', () => {
		expect(
			new ResultStore(folder, { slice: 'own', limit: 5, seed: 1 }).read('compression', 'sample'),
		).toBeUndefined()
	})

	it('leaves no half-written file behind', () => {
		appendFileSync(join(folder, 'compression', 'other.jsonl.part'), '{"fingerprint":')
		const store = new ResultStore(folder, { slice: 'own', limit: null, seed: 1 })
		expect(store.read('compression', 'other')).toBeUndefined()
		store.write('compression', 'other', records)
		expect(readdirSync(join(folder, 'compression')).sort()).toEqual(['other.jsonl', 'sample.jsonl'])
	})
})

describe('summarize', () => {
	it('means ratios item by item and metrics where they apply', () => {
		const [group, ...rest] = summarize([
			record({ item: 'a', cluster: 'a', tokensAfter: 50, ms: 1, metrics: { answer: 1 } }),
			record({ item: 'b', cluster: 'b', tokensAfter: 70, ms: 2, metrics: { answer: 0 } }),
			record({ item: 'c', cluster: 'c', tokensBefore: 0, tokensAfter: 0, ms: 6 }),
		])
		expect(rest).toEqual([])
		// (0.5 + 0.7 + 1) / 3; an empty prompt counts as unchanged.
		expect(group?.ratio).toBeCloseTo(2.2 / 3, 10)
		expect(group).toMatchObject({
			items: 3,
			leastRatio: 0.5,
			msP50: 2,
			tokensBefore: 200,
			tokensAfter: 120,
			ms: 9,
		})
		expect(group?.metrics.answer).toMatchObject({ items: 2, mean: 0.5, least: 0 })
		// Two clusters of one item: resampled means are 0, 1/2 or 1, so the 95 % interval is all of [0, 1].
		expect(group?.metrics.answer?.noise).toBe(0.5)
	})

	it('keeps datasets and subjects apart, in the order met', () => {
		const groups = summarize([
			record({ subject: 'slim' }),
			record({ dataset: 'other' }),
			record({ subject: 'slim' }),
		])
		expect(groups.map(({ dataset, subject, items }) => [dataset, subject, items])).toEqual([
			['sample', 'slim', 2],
			['other', 'compress', 1],
		])
	})
})
