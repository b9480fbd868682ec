import { describe, expect, it } from 'vitest'
import { indexTerms } from '../src/score/index-terms.ts'
import { standingOut } from '../src/score/rows.ts'
import { defaultSegmenters, segmentText } from '../src/segment/segmenters.ts'

/** Numbers, from 0, of the rows of a JSON array that stand out. */
function standing(rows: readonly unknown[]): number[] {
	const target = segmentText(JSON.stringify(rows), defaultSegmenters)
	const scores = standingOut(indexTerms([target]), [target])
	return target.segments.flatMap(({ first, last }, at) =>
		scores[at] === 1 && last >= first ? [first - 1] : [],
	)
}

const row = (n: number): Record<string, unknown> => ({
	id: `r-${n}`,
	state: 'up',
	load: 10 + (n % 5),
	note: null,
})
const rows = (changed: Readonly<Record<number, object>>): unknown[] =>
	Array.from({ length: 40 }, (_, n) => ({ ...row(n), ...changed[n] }))

describe('a row that stands out', () => {
	it('tells of trouble, has a rare kind or field, or a number far off', () => {
		expect(standing(rows({}))).toEqual([])
		expect(standing(rows({ 9: { note: 'disk failed' } }))).toEqual([9])
		expect(standing(rows({ 11: { state: 'draining' } }))).toContain(11)
		expect(standing(rows({ 13: { refund: { reason: 'twice' } } }))).toEqual([13])
		// Loads are 10 to 14: the median is 12, half of them within 1 of it.
		expect(standing(rows({ 15: { load: 21 } }))).toEqual([15])
		expect(standing(rows({ 15: { load: 20 } }))).toEqual([])
	})

	it('is where a state gives way to another for good, not where it flickers', () => {
		const switched = Array.from({ length: 40 }, (_, n) => ({ ...row(n), state: n < 22 ? 'up' : 'down' }))
		expect(standing(switched)).toEqual([22])
		const flickering = Array.from({ length: 40 }, (_, n) => ({
			...row(n),
			state: n % 2 === 0 ? 'up' : 'down',
		}))
		expect(standing(flickering)).toEqual([])
	})

	it('is told in a map of records and in JSON inside a string as well', () => {
		const map = Object.fromEntries(rows({ 9: { note: 'refused' } }).map((one, n) => [`node-${n}`, one]))
		for (const value of [map, { body: JSON.stringify(rows({ 9: { note: 'refused' } })), ok: true }]) {
			const target = segmentText(JSON.stringify(value), defaultSegmenters)
			const scores = standingOut(indexTerms([target]), [target])
			const found = target.segments.filter((_, at) => scores[at] === 1)
			expect(found.map(({ first }) => first)).toEqual([10])
		}
	})

	it('is none where trouble is common, and few rows say nothing', () => {
		const troubled = Array.from({ length: 40 }, (_, n) => ({ id: n, note: n % 3 === 0 ? 'failed' : 'fine' }))
		expect(standing(troubled)).toEqual([])
		expect(standing(rows({}).slice(0, 11))).toEqual([])
	})
})
