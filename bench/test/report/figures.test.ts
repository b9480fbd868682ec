import { describe, expect, it } from 'vitest'
import { missedBounds, shortItems } from '../../src/report/bound.ts'
import { columnsFor } from '../../src/report/column.ts'
import { mergeGroups } from '../../src/report/merge-groups.ts'
import { decimalsFor, integerText, msText, percentText, savedText } from '../../src/report/number-text.ts'
import { isControl, mainSubject, subjectNames } from '../../src/report/subject.ts'
import { countItems, kindsOf } from '../../src/report/suite.ts'
import { group, metric, rules, subjects, summary } from './run-summary.ts'

describe('texts of numbers', () => {
	it('rounds shares to a tenth of a percent but calls only the whole 100.0 and only nothing 0.0', () => {
		expect([1, 0.9996, 0.9164, 0.0004, 0].map(percentText)).toEqual(['100.0', '99.9', '91.6', '0.1', '0.0'])
	})
	it('rounds savings to the nearest tenth of a percent, either way', () => {
		expect([1, 0.9996, 0.0004, 0, -0.0126].map(savedText)).toEqual(['100.0', '100.0', '0.0', '0.0', '−1.3'])
	})
	it('separates thousands the same on every machine', () => {
		expect([0, 999, 1000, 1234567].map(integerText)).toEqual(['0', '999', '1,000', '1,234,567'])
	})
	it('keeps two decimals of milliseconds below one and one above', () => {
		expect([0.014, 0.5, 1, 108.63].map(msText)).toEqual(['0.01', '0.50', '1.0', '108.6'])
	})
	it('shows three digits of the smallest value, as long as the largest stays readable', () => {
		expect(decimalsFor([1.25, 12.5])).toBe(2)
		expect(decimalsFor([0.0002])).toBe(6)
		expect(decimalsFor([0.01, 54321])).toBe(1)
		expect(decimalsFor([250])).toBe(0)
		expect(decimalsFor([0])).toBe(0)
	})
})

describe('items short of a bound', () => {
	it('are none where the least reaches it', () => {
		expect(shortItems(metric(5, 1, 1), 1)).toBe(0)
	})
	it('are exact for metrics that are 0 or 1', () => {
		expect(shortItems(metric(6, 0.5, 0), 1)).toBe(3)
		expect(shortItems(metric(3, 1 / 3, 0), 1)).toBe(2)
		expect(shortItems(metric(12, 11 / 12, 0), 1)).toBe(1)
	})
	it('are at least as many as explain the mean where items fall short in part', () => {
		// 1, 1, 0.5 and 0.75: together 0.75 short, at most 0.5 an item, so at least two.
		expect(shortItems(metric(4, 0.8125, 0.5), 1)).toBe(2)
	})
	it('are listed for every bound that a group misses', () => {
		const missing = group({
			metrics: { keywords: metric(2, 0.5, 0), floor: metric(4, 1, 1), answer: metric(4, 0, 0) },
		})
		expect(missedBounds(missing, rules)).toEqual([{ name: 'keywords', short: 1, items: 2 }])
		const exempt = {
			keywords: { better: 'higher', gate: 'every', meaning: '', exempt: ['compress'] },
		} as const
		expect(missedBounds(missing, exempt)).toEqual([])
	})
})

describe('merging datasets', () => {
	const small = group({
		items: 10,
		ratio: 0.5,
		leastRatio: 0.4,
		msP50: 1,
		msP95: 9,
		metrics: { answer: metric(10, 0.5, 0, 0.2) },
	})
	const large = group({
		items: 30,
		ratio: 0.9,
		leastRatio: 0.8,
		msP50: 3,
		msP95: 5,
		metrics: { answer: metric(30, 1, 1, 0.1), needed: metric(5, 0.4, 0, 0) },
	})
	const merged = mergeGroups([small, large], 'all')

	it('weighs every item the same', () => {
		expect(merged?.items).toBe(40)
		// The sizes of the sample add up: 1,000 tokens and 8 ms each.
		expect([merged?.tokensBefore, merged?.tokensAfter, merged?.ms]).toEqual([2000, 2000, 16])
		expect(merged?.ratio).toBeCloseTo(0.8, 12) // (10 × 0.5 + 30 × 0.9) / 40
		expect(merged?.metrics.answer?.mean).toBeCloseTo(0.875, 12)
		expect(merged?.metrics.needed).toEqual(metric(5, 0.4, 0, 0))
	})
	it('keeps the least of all', () => {
		expect(merged?.leastRatio).toBe(0.4)
		expect(merged?.metrics.answer?.least).toBe(0)
	})
	it('adds half widths as squares, weighed by items', () => {
		// √((10 × 0.2)² + (30 × 0.1)²) / 40 = √13 / 40
		expect(merged?.metrics.answer?.noise).toBeCloseTo(Math.sqrt(13) / 40, 12)
	})
	it('takes the median p50 and the highest p95', () => {
		expect([merged?.msP50, merged?.msP95]).toEqual([2, 9])
	})
	it('leaves a mean of equal means as it is, so that all whole stays whole', () => {
		const thirds = [1, 7, 11].map((items) =>
			group({ items, metrics: { floor: metric(items, 1, 1), answer: metric(items, 0.1, 0.1) } }),
		)
		expect(mergeGroups(thirds, 'all')?.metrics.floor?.mean).toBe(1)
		expect(mergeGroups(thirds, 'all')?.metrics.answer?.mean).toBe(0.1)
	})
	it('of nothing is nothing', () => {
		expect(mergeGroups([], 'all')).toBeUndefined()
	})
})

describe('columns', () => {
	const compression = summary.groups.filter(({ suite }) => suite === 'compression')
	const routing = summary.groups.filter(({ suite }) => suite === 'routing')

	it('stand in the order of the rules, between sizes and milliseconds', () => {
		const heads = columnsFor(compression, rules).map(({ head }) => head)
		expect(heads).toEqual([
			'items',
			'ratio',
			'least ratio',
			'answer %',
			'needed %',
			'keywords',
			'floor',
			'p50 ms',
			'p95 ms',
		])
	})
	it('leave out ratios where nothing was shortened, times where nothing was timed, and show what has no rule', () => {
		expect(columnsFor(routing, rules).map(({ head }) => head)).toEqual(['items', 'apgr', 'usd', 'surprise'])
	})
	it('show counts as they are, though no item counts more than one', () => {
		const counting = { texts: { better: 'lower', gate: 'report', isCount: true, meaning: '' } } as const
		const one = group({ metrics: { texts: metric(4, 1, 1) } })
		const column = columnsFor([one], counting)[1]
		expect([column?.head, column?.cell(one).text]).toEqual(['texts', '1.00'])
	})
	it('mark a mean without an interval whose items differ, for it rests on too few texts', () => {
		const [, answer] = columnsFor([group({ metrics: { answer: metric(4, 0.5, 0) } })], rules)
		expect(answer?.cell(group({ metrics: { answer: metric(4, 0.5, 0) } }))).toEqual({
			text: '50.0',
			noise: '±?',
			value: 0.5,
		})
		expect(answer?.cell(group({ metrics: { answer: metric(4, 1, 1) } }))).toEqual({ text: '100.0', value: 1 })
		expect(answer?.cell(group({ metrics: {} }))).toEqual({ text: '–' })
	})
})

describe('subjects and items', () => {
	it('are controls by their meaning, or by the names of the known ones where nobody introduces them', () => {
		expect(isControl('random', subjects)).toBe(true)
		expect(isControl('compress', subjects)).toBe(false)
		expect(isControl('head+tail', subjects)).toBe(true)
		expect(isControl('knn', subjects)).toBe(false)
		expect(isControl('random', [{ name: 'random', meaning: 'a random forest' }])).toBe(false)
	})
	it('come in the order introduced, then in the order met', () => {
		expect(subjectNames(summary.groups, subjects)).toEqual([
			'unchanged',
			'slim',
			'compress',
			'random',
			'knn',
			'oracle',
		])
	})
	it('have one that headlines are about', () => {
		expect(mainSubject(summary.groups, subjects)).toBe('compress')
		expect(
			mainSubject(
				summary.groups.filter(({ suite }) => suite === 'routing'),
				subjects,
			),
		).toBe('knn')
		expect(mainSubject([group({ subject: 'random' })], subjects)).toBeUndefined()
	})
	it('are counted once however many subjects measured them', () => {
		expect(countItems(summary.groups)).toBe(4 + 12 + 2 + 100)
		expect(kindsOf(summary.groups, subjects).map(({ kind, datasets }) => [kind, datasets])).toEqual([
			['conversation', 1],
			['rag', 1],
			['trajectory', 1],
			['route', 1],
		])
	})
})
