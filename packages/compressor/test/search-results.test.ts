import { arbitraryText } from '@headroom/spec/testing'
import { o200kBase } from '@headroom/tokenizer'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ContextCompressor, type SegmentedText, searchResultsSegmenter } from '../src/index.ts'
import { checkSegments, pieces } from './check-segments.ts'

const compressor = new ContextCompressor({ tokenizer: o200kBase() })
const blocksOf = ({ segments }: SegmentedText): number[] => [...new Set(segments.map(({ block }) => block))]

const grep = Array.from({ length: 8 }, (_, file) =>
	Array.from(
		{ length: 25 },
		(_, n) => `src/part-${file}/read${file}.ts:${n * 9 + file}:const timeout${n} = wait(${n * 31}, 'ms')`,
	),
).flat()

describe('the search results segmenter', () => {
	it('makes every line a segment and every file a block', () => {
		const segmented = searchResultsSegmenter.segment(grep.join('\n')) as SegmentedText
		checkSegments(segmented)
		expect(segmented.segments).toHaveLength(200)
		expect(blocksOf(segmented)).toHaveLength(8)
		expect(segmented.groups).toMatchObject([{ unit: 'lines', total: 200 }])
	})

	it('knows results with columns, with lines around them, without text, and under the name of their file', () => {
		const columns = grep.slice(0, 10).map((line) => line.replace(/:(\d+):/, ':$1:7: '))
		const around = [1, 2, 3, 4, 5, 6].flatMap((n) => [
			`lib/a.c-${n * 9 - 1}-{`,
			`lib/a.c:${n * 9}:call(${n});`,
			`lib/a.c-${n * 9 + 1}-}`,
			'--',
		])
		const listing = ['1', '4', '9', '16', '25', '36'].map((n) => `lib/a.py:${n}`)
		const windows = ['1', '4', '9', '16', '25', '36'].map((n) => `C:\\work\\a.cs:${n}: int x;`)
		for (const lines of [columns, around, listing, windows])
			expect(searchResultsSegmenter.segment(lines.join('\n'))?.segments).toHaveLength(lines.length)
		const headed = [
			'src/a.rs',
			'3:fn a()',
			'9:fn b()',
			'12:fn c()',
			'',
			'src/b.rs',
			'1:fn d()',
			'4-}',
			'8:fn e()',
			'9:x',
		]
		const segmented = searchResultsSegmenter.segment(headed.join('\n')) as SegmentedText
		checkSegments(segmented)
		expect(segmented.segments.map(({ parent }) => parent)).toEqual([-1, 0, 0, 0, -1, 4, 4, 4, 4])
		expect(segmented.segments[8]).toMatchObject({ first: 10, last: 10 })
	})

	it('leaves logs, stack traces, addresses and code to others', () => {
		for (const line of [
			'10:04:31: job 7 is done',
			'2026-02-01T10:04:31 api.server.ts started',
			'nova-api.log.1.2017-05-16_13:53:08 2017-05-16 00:00:00.008 INFO started',
			'    at run (/srv/app/main.js:12:7)',
			'10.0.0.7:8080 is up',
			'localhost:3000: ready',
			"const port = config['a.b']",
		]) {
			const lines = Array.from({ length: 30 }, (_, n) => `${line} ${n}`)
			expect(searchResultsSegmenter.segment(lines.join('\n'))).toBeUndefined()
		}
		expect(searchResultsSegmenter.segment(grep.slice(0, 5).join('\n'))).toBeUndefined()
	})

	it('covers any text without gaps', () => {
		const line = fc.oneof(
			fc.constantFrom(...grep.slice(0, 40), 'src/a.rs', '12:x', '--', '', ' '),
			arbitraryText,
		)
		fc.assert(
			fc.property(fc.array(line, { maxLength: 60 }), (lines) => {
				const segmented = searchResultsSegmenter.segment(lines.join('\n'))
				if (segmented !== undefined) checkSegments(segmented)
			}),
			{ numRuns: 300, seed: 33 },
		)
	})
})

describe('compressed search results', () => {
	it('hold the finding that is asked for with its file and line, and one finding of every file', async () => {
		const text = [`$ grep -rn timeout src`, ...grep, '200 matches'].join('\n')
		const result = await compressor.compress(text, { query: 'Where is timeout17 of part-5 set?' })
		expect(result.text).toContain('src/part-5/read5.ts:158:const timeout17 = wait(527')
		for (let file = 0; file < 8; file++)
			expect(result.text).toContain(`src/part-${file}/read${file}.ts:${file}:`)
		expect(result.text.startsWith('$ grep -rn timeout src\n')).toBe(true)
		expect(result.text.endsWith('200 matches')).toBe(true)
		expect(result.ratio).toBeGreaterThanOrEqual(0.5)
		expect(result.ratio).toBeLessThan(0.56)
	})

	it('keep the name of the file above every finding that stays', async () => {
		const headed = Array.from({ length: 30 }, (_, file) => [
			`src/part-${file}.rs`,
			...Array.from({ length: 9 }, (_, n) => `${n * 4 + 1}:    let unit${file}x${n} = read(${n});`),
			'',
		]).flat()
		const { text } = await compressor.compress(headed.join('\n'), { query: 'unit12x4 unit20x8' })
		expect(text).toContain('let unit12x4 = read(4);')
		let file = ''
		for (const line of text.split('\n')) {
			if (/^src\//.test(line)) file = /part-(\d+)/.exec(line)?.[1] ?? ''
			const unit = /unit(\d+)x/.exec(line)
			if (unit !== null) expect(unit[1]).toBe(file)
		}
	})
})

describe('relevance', () => {
	it('is that of whole lines', () => {
		const segmented = searchResultsSegmenter.segment(grep.join('\n')) as SegmentedText
		expect(pieces(segmented)).toEqual(grep.map((line, at) => (at === 199 ? line : `${line}\n`)))
	})
})
