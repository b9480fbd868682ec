import { describe, expect, it } from 'vitest'
import { summarize } from '../../src/results/summarize.ts'
import { suites } from '../../src/suites/index.ts'

const overview = suites.find(({ name }) => name === 'routing')?.overview

function record(dataset: string, subject: string, metrics: Readonly<Record<string, number>>) {
	return {
		suite: 'routing',
		dataset,
		kind: 'routing',
		item: dataset,
		cluster: dataset,
		subject,
		tokensBefore: 0,
		tokensAfter: 0,
		ms: 0,
		metrics,
	}
}

function tables(records: readonly ReturnType<typeof record>[]) {
	return (overview?.(summarize(records), { timings: false }) ?? []).map(({ title, heads, rows }) => ({
		title,
		heads,
		rows: rows.map((row) => row.map(({ text }) => text)),
	}))
}

describe('the tables of routing', () => {
	it('put what is measured alike in one table, with the bar beside each figure that has one', () => {
		const zeroeval = [
			record('zeroeval', 'agreement cascade', { quality: 0.9949, 'cost-share': 0.6 }),
			record('zeroeval', 'oracle', { 'cost@99%': 0.1 }),
		]
		const clinc = record('clinc150', 'ModelRouter, lexical', { 'accuracy@5': 0.7, 'accuracy@all': 0.935 })
		expect(tables([...zeroeval, clinc])).toEqual([
			{
				title: 'Cascades',
				heads: ['dataset', 'router', 'quality %', 'cost share %', 'cost@99% %'],
				rows: [
					['zeroeval', 'agreement cascade', '99.5 ≥ 99.5 ✗', '60.0 ≤ 60.0 ✓', '–'],
					['zeroeval', 'oracle', '–', '–', '10.0'],
				],
			},
			{
				title: 'Intents',
				heads: ['dataset', 'router', 'accuracy@5 %', 'accuracy@all %'],
				rows: [['clinc150', 'ModelRouter, lexical', '70.0', '93.5 ≥ 93.5 ✓']],
			},
		])
	})

	it('keep a table of the user’s own', () => {
		const [own] = tables([record('mine.csv', 'oracle', { aiq: 0.9 })])
		expect(own).toEqual({
			title: 'Others',
			heads: ['dataset', 'router', 'aiq %'],
			rows: [['mine.csv', 'oracle', '90.0']],
		})
	})
})
