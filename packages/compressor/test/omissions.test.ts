import { arbitraryText } from '@headroom/spec/testing'
import { o200kBase } from '@headroom/tokenizer'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ContextCompressor, formatMarker, hasMarker } from '../src/index.ts'

const tokenizer = o200kBase()
const compressor = new ContextCompressor({ tokenizer })
const MARKER = /\[… [^\]]+\]/g

describe('a marker', () => {
	it('says how many units are missing and which', () => {
		expect(formatMarker({ unit: 'lines', count: 212, ranges: [[118, 329]] })).toBe(
			'[… 212 lines omitted: 118–329]',
		)
		expect(formatMarker({ unit: 'sentences', count: 1, ranges: [[4, 4]] })).toBe('[… 1 sentence omitted: 4]')
		expect(
			formatMarker({
				unit: 'rows',
				count: 3,
				total: 9,
				label: 'data.items',
				ranges: [
					[2, 3],
					[8, 8],
				],
			}),
		).toBe('[… 3 of 9 rows of data.items omitted: 2–3, 8]')
	})

	it('is recognised in a text, and nothing else is', () => {
		expect(hasMarker('a\n[… 3 lines omitted: 4–6]\nb')).toBe(true)
		expect(hasMarker('[… 3 of 9 rows of data.items omitted: 2–3, 8]')).toBe(true)
		expect(hasMarker('[… 3 lines omitted: 4–6 · recall k3f9]')).toBe(true)
		for (const text of [
			'[…]',
			'[... 3 lines omitted: 4-6]',
			'[… some lines omitted]',
			'[… 3 cats omitted: 1]',
		]) {
			expect(hasMarker(text)).toBe(false)
		}
	})
})

/** 60 lines "alpha 1" … "alpha 60", two of them about beta. */
const log = Array.from({ length: 60 }, (_, n) =>
	n === 20 || n === 45 ? `beta unit ${n + 1} stopped at noon` : `alpha unit ${n + 1} runs as planned`,
)

describe('an omission', () => {
	it('names the very lines that are missing, as an editor numbers them', async () => {
		const result = await compressor.compress(log.join('\n'), { query: 'When did the beta unit stop?' })
		const [omission] = result.omissions
		expect(omission).toMatchObject({ message: 0, text: 0, unit: 'lines', total: 60 })
		const missing = new Set<number>()
		for (const [from, to] of omission?.ranges ?? []) for (let n = from; n <= to; n++) missing.add(n)
		expect(missing.size).toBe(omission?.count)
		const present = result.text.split('\n')
		for (const [index, line] of log.entries()) expect(present.includes(line)).toBe(!missing.has(index + 1))
		expect(missing.has(21) || missing.has(46)).toBe(false)
	})

	it('stands in the text, in place and with the same ranges', async () => {
		const result = await compressor.compress(log.join('\n'), { query: 'When did the beta unit stop?' })
		const ranges = result.omissions.flatMap((omission) => omission.ranges)
		const spelled = [...result.text.matchAll(/omitted: (\d+)(?:–(\d+))?\]/g)].map(([, from, to]) => [
			Number(from),
			Number(to ?? from),
		])
		expect(spelled).toEqual(ranges)
	})

	it('accounts for everything: what is kept and what is omitted are the source, byte for byte', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 30, maxLength: 90 }),
				async (numbers) => {
					const lines = numbers.map((n, at) => `${at}: reading ${n} of sensor ${n % 7}`)
					const result = await compressor.compress(lines.join('\n'), { query: 'sensor 3' })
					const kept: string[] = []
					for (const line of result.text.split('\n')) {
						const range = /omitted: (\d+)(?:–(\d+))?\]$/.exec(line)
						if (range === null) kept.push(line)
						else kept.push(...lines.slice(Number(range[1]) - 1, Number(range[2] ?? range[1])))
					}
					expect(kept).toEqual(lines)
				},
			),
			{ numRuns: 100, seed: 6 },
		)
	})

	it('counts each unit once in any text: ranges are in order, within the total, and add up to the count', async () => {
		await fc.assert(
			fc.asyncProperty(arbitraryText, async (text) => {
				const result = await new ContextCompressor({ tokenizer, minTokens: 0 }).compress(text, {
					query: 'refund',
				})
				for (const { ranges, count, total } of result.omissions) {
					let last = 0
					let sum = 0
					for (const [from, to] of ranges) {
						expect(from).toBeGreaterThan(last)
						expect(to).toBeGreaterThanOrEqual(from)
						last = to
						sum += to - from + 1
					}
					expect(sum).toBe(count)
					expect(last).toBeLessThanOrEqual(total)
				}
				const markers = result.text.match(MARKER)?.length ?? 0
				expect(markers > 0).toBe(result.omissions.length > 0 || hasMarker(text))
			}),
			{ numRuns: 400, seed: 7 },
		)
	}, 120_000)

	it('is made once: a compressed text comes back as it is', async () => {
		const once = await compressor.compress(log.join('\n'), { query: 'beta' })
		const twice = await compressor.compress(once.text, { query: 'alpha' })
		expect(twice.text).toBe(once.text)
		expect(twice.omissions).toEqual([])
	})

	it('is told to whoever observes the stage', async () => {
		const events: unknown[] = []
		const context = {
			tokenizer,
			signal: new AbortController().signal,
			observe: (event: unknown) => events.push(event),
		}
		const messages = [
			{ role: 'user', content: 'When did the beta unit stop?' },
			{ role: 'tool', content: log.join('\n') },
		] as const
		await new ContextCompressor().run({ model: 'gpt-4o', messages }, context)
		expect(events).toHaveLength(1)
		expect(events[0]).toMatchObject({ type: 'omission', stage: 'compressor', message: 1, unit: 'lines' })
	})
})
