import { describe, expect, it } from 'vitest'
import { defaultSegmenters } from '../src/index.ts'
import { segmentText } from '../src/segment/segmenters.ts'
import { checkSegments } from './check-segments.ts'

describe('very many very short lines', () => {
	// 25,000 lines of 8 characters, breaks included: six make 48.
	const rows = Array.from({ length: 25_000 }, (_, n) => String(1_000_000 + n))

	it('are cut by a few at a time, and counted as an editor does', () => {
		const cut = segmentText(rows.join('\n'), defaultSegmenters)
		checkSegments(cut)
		expect(cut.groups).toEqual([{ unit: 'lines', total: 25_000 }])
		expect(cut.segments[0]).toMatchObject({ first: 1, last: 6, end: 48 })
	})

	it('are cut so where they are JSON lines too', () => {
		const cut = segmentText(rows.map((row) => `[${row}]`).join('\n'), defaultSegmenters)
		checkSegments(cut)
		expect(cut.segments[0]).toMatchObject({ first: 1, last: 5 })
	})

	it('are cut line by line where there are fewer, or where they are longer', () => {
		for (const text of [
			rows.slice(0, 19_000).join('\n'),
			rows.map((row) => `${row} and then some more words`).join('\n'),
		]) {
			expect(segmentText(text, defaultSegmenters).segments[0]).toMatchObject({ first: 1, last: 1 })
		}
	})
})
