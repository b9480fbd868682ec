import { describe, expect, it } from 'vitest'
import { settingFor } from '../../src/learned/aim.ts'
import { curveOf, estimate } from '../../src/learned/curve.ts'
import { chosen, ranked, turningPoints, unitPrice, worth } from '../../src/learned/dial.ts'
import { FORM, formOf } from '../../src/learned/form.ts'
import { LengthModel } from '../../src/learned/length-model.ts'
import { apgr, chanceDeviation, hullOf, meanQuality } from '../../src/learned/metrics.ts'
import { Neighbours } from '../../src/learned/neighbours.ts'
import { outcomeTable } from '../../src/learned/outcome-table.ts'
import { readText } from '../../src/learned/reading.ts'
import { ridge } from '../../src/learned/ridge.ts'
import { stacked } from '../../src/learned/sparse.ts'
import { stackWeights } from '../../src/learned/stack.ts'
import { termHash } from '../../src/learned/term-hash.ts'
import { Trees } from '../../src/learned/trees.ts'

const f64 = (...values: readonly number[]): Float64Array => Float64Array.from(values)

describe('the form of a text', () => {
	it('is measured as a person counts it', () => {
		const text = 'What is 12 + 30?\nA. 42\nB. Forty-two things\n'
		const form = Object.fromEntries(FORM.map((name, index) => [name, formOf(text, text.length)[index]]))
		// 43 units; words What is A B Forty two things: 7 of 4 + 2 + 1 + 1 + 5 + 3 + 6 = 22 letters.
		expect(form).toMatchObject({
			length: Math.log(44),
			words: Math.log(8),
			'mean word': 22 / 7,
			digits: 6 / 43,
			capitals: 4 / 43,
			lines: Math.log(5),
			questions: Math.log(2),
			numbers: Math.log(4),
			options: Math.log(3),
			'options without words': 0.5,
			'before the options': Math.log(18),
			'largest number': Math.log(43),
		})
		expect(form['mean option']).toBeCloseTo((Math.log(3) + Math.log(17)) / 2, 12)
		expect(form['spread of options']).toBeCloseTo((Math.log(17) - Math.log(3)) / 2, 12)
	})

	it('is finite for the empty text and for symbols alone', () => {
		for (const text of ['', '???', '\n\n', '漢字かな', '1'.repeat(400)])
			expect([...formOf(text, text.length)].every(Number.isFinite)).toBe(true)
	})
})

describe('terms of a text', () => {
	it('are words and pairs of neighbours in lower case', () => {
		expect(new Set(readText('The cat the').terms)).toEqual(
			new Set(['the', 'cat', 'the cat', 'cat the'].map(termHash)),
		)
		expect([...readText('The cat the').counts]).toEqual([2, 1, 1, 1])
	})

	it('are characters and pairs of them where a script has no spaces', () => {
		expect(new Set(readText('漢字').terms)).toEqual(new Set(['漢', '字', '漢字'].map(termHash)))
	})
})

describe('ridge regression', () => {
	it('gives the weight that a person works out', () => {
		// One column: w = Σxy / (Σx² + penalty) = (1·2 + 2·3) / (5 + 3).
		const rows = stacked(
			[1, 2].map((value) => ({ columns: Int32Array.of(0), values: f64(value) })),
			1,
		)
		expect(ridge(rows, f64(2, 3), 3)[0]).toBeCloseTo(1, 6)
	})

	it('solves two columns that depend on each other', () => {
		// Rows (1,1), (1,0), targets 3, 1, penalty 1: [[3,1],[1,2]]·w = (4,3), w = (1,1).
		const rows = stacked(
			[
				{ columns: Int32Array.of(0, 1), values: f64(1, 1) },
				{ columns: Int32Array.of(0), values: f64(1) },
			],
			2,
		)
		const weights = ridge(rows, f64(3, 1), 1)
		expect(weights[0]).toBeCloseTo(1, 6)
		expect(weights[1]).toBeCloseTo(1, 6)
	})
})

describe('nearest neighbours', () => {
	const texts = ['red apple pie', 'red apple tart', 'blue sea wave', 'blue sea foam']
	const neighbours = Neighbours.train(texts.map(readText), [f64(1, 0.8, 0, Number.NaN)])

	it('answer with the mean of the texts that share terms', () => {
		// Of the terms in two texts, both fruit texts hold red, apple and their pair: as near as each other.
		expect(neighbours.predict(readText('a red apple'))[0]).toBeCloseTo(0.9, 6)
		// One of the two sea texts has no value.
		expect(neighbours.predict(readText('the blue sea'))[0]).toBe(0)
	})

	it('answer with the mean of all where no text shares a term', () => {
		expect(neighbours.predict(readText('something else'))[0]).toBeCloseTo(0.6, 6)
	})

	it('answer the same once saved and loaded', () => {
		const loaded = Neighbours.load(JSON.parse(JSON.stringify(neighbours.save())))
		for (const text of [...texts, 'a red sea'])
			expect(loaded.predict(readText(text))).toEqual(neighbours.predict(readText(text)))
	})
})

describe('small trees and lines', () => {
	it('find where a text has numbers', () => {
		const texts = Array.from({ length: 200 }, (_, index) =>
			index % 2 ? `word ${'1'.repeat(3)}` : 'word abc',
		)
		const trees = Trees.train(texts.map(readText), [Float64Array.from(texts, (_, index) => index % 2)])
		// After 60 steps of 5 %, each leaf of 100 texts shrunk by 5, 1 − (1 − 0.05·100/105)^60 = 94.7 % of the way.
		expect(trees.predict(readText('word 999'))[0]).toBeCloseTo(0.5 + 0.947 / 2, 2)
		expect(trees.predict(readText('word xyz'))[0]).toBeCloseTo(0.5 - 0.947 / 2, 2)
	})

	it('follow the logarithm of the length', () => {
		const texts = ['a', 'aaa', 'aaaaaaa'].map(readText)
		const model = LengthModel.train(texts, [f64(1, 2, 3)])
		// Logarithms of 1 + 1, 3 and 7 units are 1, 2 and 3 times ln 2.
		expect(model.predict(readText('a'.repeat(15)))[0]).toBeCloseTo(4, 9)
	})
})

describe('weights of members', () => {
	it('go to the one that is right, once records outweigh what was believed', () => {
		const truth = Float64Array.from({ length: 100_000 }, (_, index) => (index % 2 ? 1 : -1))
		const noise = truth.map((_, index) => (index % 4 < 2 ? 1 : -1))
		const [right, wrong] = stackWeights([[truth], [noise]], [truth], [0], [0.5, 0.5])
		// (1 + 0.01·½) / 1.01 and 0.005 / 1.01: the belief counts as 1,000 of 100,000 records.
		expect(right).toBeCloseTo(1.005 / 1.01, 9)
		expect(wrong).toBeCloseTo(0.005 / 1.01, 9)
	})

	it('are never below 0', () => {
		const truth = Float64Array.from({ length: 10_000 }, (_, index) => (index % 2 ? 1 : -1))
		// Without the bound, (−1 + 0.1) / (1 + 0.1).
		expect(stackWeights([[truth.map((value) => -value)]], [truth], [0], [1])).toEqual([0])
	})
})

describe('the dial', () => {
	// Going price $0.01 a unit of quality.
	const predicted = { quality: f64(0.9, 0.6, 0.7), cost: f64(0.01, 0.001, 0.004) }

	it('weighs quality against cost', () => {
		// 0.5·0.9 − 0.5·0.01/0.01.
		expect(worth(predicted, 0, 0.5, 0.01)).toBeCloseTo(-0.05, 12)
		expect(ranked(predicted, 0, 0.01)).toEqual([1, 2, 0])
		expect(ranked(predicted, 1, 0.01)).toEqual([0, 2, 1])
	})

	it('turns where the worths of two models meet', () => {
		// From 1 to 0: 0.3·d = 0.9·(1 − d) at 0.75; 2 is never the best: to it at 0.3/(0.1 + 0.3) = 0.75 as well.
		const [first, ...more] = turningPoints({ ...predicted, quality: f64(0.9, 0.6, 0.65) }, 0.01)
		expect(first).toBeCloseTo(0.75, 12)
		expect(more).toEqual([])
		// To 2 at 0.3/(0.2 + 0.3) = 0.6, from there to 0 at 0.6/(0.1 + 0.6) = 6/7.
		const points = turningPoints({ ...predicted, quality: f64(0.9, 0.6, 0.8) }, 0.01)
		expect(points.map((point) => point.toFixed(9))).toEqual([(0.6).toFixed(9), (6 / 7).toFixed(9)])
	})

	it('takes the cheaper of two that are worth the same', () => {
		expect(chosen({ quality: f64(0.5, 0.5), cost: f64(0.02, 0.01) }, 1, 0.01)).toBe(1)
	})

	it('has the going price of quality as its unit', () => {
		expect(unitPrice([0.9, 0.6], [0.01, 0.001], 0, 1)).toBeCloseTo(0.03, 12)
	})
})

describe('what to expect at a setting', () => {
	const records = [
		{ prompt: 'p', outcomes: { s: { quality: 1, cost: 0.01 }, w: { quality: 1, cost: 0.001 } } },
		{ prompt: 'q', outcomes: { s: { quality: 1, cost: 0.01 }, w: { quality: 0, cost: 0.001 } } },
		{ prompt: 'r', outcomes: { s: { quality: 1, cost: 0.02 }, w: { quality: 1, cost: 0.002 } } },
		{ prompt: 's', outcomes: { s: { quality: 0, cost: 0.02 }, w: { quality: 0, cost: 0.002 } } },
	]
	const guess = (gap: number) => ({ quality: f64(0.5 + gap, 0.5), cost: f64(0.015, 0.0015) })
	const table = outcomeTable(records)
	const curve = curveOf(table, [0.1, 0.4, 0.2, 0.3].map(guess), 0.01)

	it('is what the records had where predictions lead', () => {
		const [first] = curve.points
		const last = curve.points.at(-1)
		expect(first).toMatchObject({ dial: 0, shares: [0, 1], quality: { mean: 0.5 } })
		expect(first?.cost?.mean).toBeCloseTo(0.0015, 12)
		expect(first?.kept.mean).toBeCloseTo(0.5 / 0.75, 12)
		expect(last).toMatchObject({
			dial: 1,
			shares: [1, 0],
			quality: { mean: 0.75 },
			kept: { mean: 1, low: 1, high: 1 },
		})
	})

	it('is found by share, by quality and by cost', () => {
		const at = (aim: Parameters<typeof settingFor>[0]) => settingFor(aim, curve.points, table.strong)
		expect(at({ share: 0.5 }).expected.shares).toEqual([0.5, 0.5])
		// The second prompt alone needs the strong model.
		expect(at({ quality: 1 }).expected).toMatchObject({ shares: [0.25, 0.75], quality: { mean: 0.75 } })
		// Second and first to the strong model would cost (0.01 + 0.02 + 0.001 + 0.002) / 4.
		expect(at({ cost: 0.004 })).toMatchObject({ reached: true, expected: { shares: [0.25, 0.75] } })
		expect(at({ cost: 0.0001 })).toMatchObject({ reached: false, dial: 0 })
		expect(at({ quality: 1.5 }).reached).toBe(false)
		expect(() => at({ share: 2 })).toThrow('aim.share is 2')
	})

	it('comes with the interval of a mean', () => {
		// Mean 0.5, sd √(1/3), standard error 0.2887.
		const { mean, low, high } = estimate(f64(0, 1, 0, 1))
		expect(mean).toBe(0.5)
		expect(low).toBeCloseTo(0.5 - 1.96 * Math.sqrt(1 / 12), 9)
		expect(high).toBeCloseTo(0.5 + 1.96 * Math.sqrt(1 / 12), 9)
	})
})

describe('metrics', () => {
	it('give chance one half, and the oracle what it wins', () => {
		const gaps = f64(1, 0, 0, 1)
		expect(apgr(gaps, f64(0, 0, 0, 0))).toBe(0.5)
		// PGR 0, ½, 1, 1, 1 at the shares 0, ¼, ½, ¾, 1: trapezoids ¼·(¼ + ¾ + 1 + 1).
		expect(apgr(gaps, gaps)).toBe(0.75)
		expect(apgr(gaps, f64(0, 1, 1, 0))).toBe(0.25)
		// Of the 6 orders of two ones among four, APGR is 0.25, 0.375, 0.5, 0.5, 0.625, 0.75.
		expect(chanceDeviation(gaps)).toBeCloseTo(Math.sqrt((2 * (0.25 ** 2 + 0.125 ** 2)) / 6), 12)
	})

	it('take the mean quality of the hull over the costs', () => {
		const points = [
			{ cost: 1, quality: 0.5 },
			{ cost: 2, quality: 0.6 },
			{ cost: 3, quality: 0.9 },
			{ cost: 4, quality: 0.8 },
		]
		expect(hullOf(points)).toEqual([points[0], points[2]])
		// From 1 to 3 a mean of 0.7, from 3 to 5 flat at 0.9.
		expect(meanQuality(points, 1, 5)).toBeCloseTo(0.8, 12)
		// Nothing to be had for less than 1.
		expect(meanQuality(points, 0, 5)).toBeCloseTo(0.64, 12)
	})
})
