import { TokenSlimmer } from '@headroom/slimmer'
import { arbitraryText } from '@headroom/spec/testing'
import { o200kBase } from '@headroom/tokenizer'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const slimmer = new TokenSlimmer()
const word = fc.stringMatching(/^[A-Za-z]{1,9}$/)
const value = fc.oneof(
	fc.integer({ min: -99999, max: 99999 }).map(String),
	fc.tuple(word, word).map((words) => words.join(' ')),
	word,
)
const number = fc.stringMatching(/^-?(0|[1-9]\d{0,24})(\.\d{1,6})?([eE][+-]?\d{1,3})?$/)
const blank = fc.constantFrom('', ' ', '\n', '\r\n  ', '\t', '   ')

/** JSON text with blanks strewn in, paired with the same value spelled without them. */
const spelling: fc.Arbitrary<readonly [string, string]> = fc.letrec<{ value: readonly [string, string] }>(
	(tie) => ({
		value: fc.oneof(
			{ maxDepth: 4, withCrossShrink: true },
			fc
				.oneof(
					number,
					fc.string().map((text) => JSON.stringify(text)),
					fc.constantFrom('true', 'false', 'null'),
				)
				.map((text) => [text, text] as const),
			fc
				.array(fc.tuple(blank, tie('value'), blank), { maxLength: 5 })
				.map(
					(all) =>
						[
							`[${all.map(([a, [text], b]) => a + text + b).join(',')}]`,
							`[${all.map(([, [, text]]) => text).join(',')}]`,
						] as const,
				),
			fc
				.array(
					fc.tuple(
						blank,
						fc.string().map((key) => JSON.stringify(key)),
						blank,
						tie('value'),
						blank,
					),
					{ maxLength: 5 },
				)
				.map(
					(all) =>
						[
							`{${all.map(([a, key, b, [text], c]) => `${a}${key}${b}:${a}${text}${c}`).join(',')}}`,
							`{${all.map(([, key, , [, text]]) => `${key}:${text}`).join(',')}}`,
						] as const,
				),
		),
	}),
).value

describe('slimming any text', () => {
	it('never costs tokens and gives the same when repeated', () => {
		fc.assert(
			fc.property(arbitraryText, (text) => {
				const once = slimmer.slim(text)
				expect(once.tokensAfter).toBe(o200kBase().count(once.text))
				expect(once.tokensAfter).toBeLessThanOrEqual(o200kBase().count(text))
				expect(slimmer.slim(once.text).text).toBe(once.text)
			}),
			{ numRuns: 1000, seed: 7 },
		)
	})

	it('keeps every character that is not blank, in order, when nothing is drawn over or repeated', () => {
		const piece = fc.oneof(
			fc.constantFrom(
				'中文字',
				'日本語。',
				'שלום',
				'مرحبا',
				'می‌خواهم',
				'👩‍👩‍👧',
				'🇩🇪',
				'é',
				'a  b',
				'10 %',
				'-',
				'3.50 €',
			),
			word,
			fc.constantFrom('  ', '\n', '\r\n', '\t', '   \n', '\n\n\n\n', '      '),
		)
		const letters = (text: string): string => text.replace(/[ \t\r\n,|;]/g, '')
		fc.assert(
			fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
				const text = pieces.join('')
				expect(letters(new TokenSlimmer({ dedup: false }).slim(text).text)).toBe(letters(text))
			}),
			{ numRuns: 1000, seed: 8 },
		)
	})

	it('keeps graphemes whole', () => {
		const graphemes = (text: string): string[] =>
			[...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)]
				.map(({ segment }) => segment)
				.filter((segment) => segment.trim() !== '')
		const piece = fc.constantFrom(
			'👩‍👩‍👧',
			'👍🏽',
			'é',
			'कि',
			'กำ',
			'a',
			' ',
			'  ',
			'\u200b',
			'\u00a0',
			'\n',
			'\u001b[1m',
			'\u0301',
		)
		fc.assert(
			fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
				const visible = pieces.filter((unit) => unit !== '\u200b' && unit !== '\u001b[1m')
				fc.pre(!pieces.includes('\u0301') || visible.length === pieces.length)
				const text = pieces.join('')
				const plain = visible.join('').replaceAll('\u00a0', ' ')
				const slimmed = slimmer.slim(text).text.replaceAll('\u200b', '').replaceAll('\u001b[1m', '')
				expect(graphemes(slimmed.replaceAll('\u00a0', ' '))).toEqual(graphemes(plain))
			}),
			{ numRuns: 1000, seed: 9 },
		)
	})
})

describe('slimming JSON', () => {
	it('takes the blanks between its marks and nothing else', () => {
		const all = new TokenSlimmer({
			tokenizer: { id: 'length', count: (text) => text.length },
			dedup: false,
			encode: false,
		})
		fc.assert(
			fc.property(spelling, ([spaced, plain]) => {
				fc.pre(/^[[{]/.test(spaced))
				expect(all.slim(spaced).text).toBe(plain)
			}),
			{ numRuns: 2000, seed: 10 },
		)
	})
})

describe('slimming aligned tables', () => {
	it('keeps every cell, read back by the separator', () => {
		const table = fc
			.tuple(fc.integer({ min: 2, max: 5 }), fc.integer({ min: 2, max: 8 }))
			.chain(([columns, rows]) =>
				fc.tuple(
					fc.array(word, { minLength: columns, maxLength: columns }),
					fc.array(fc.array(value, { minLength: columns, maxLength: columns }), {
						minLength: rows,
						maxLength: rows,
					}),
				),
			)
		fc.assert(
			fc.property(table, ([header, body]) => {
				const rows = [header, ...body]
				const widths = header.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)) + 2)
				const text = rows
					.map((row) =>
						row
							.map((cell, column) => cell.padEnd(widths[column] ?? 0))
							.join('')
							.trimEnd(),
					)
					.join('\n')
				const slimmed = new TokenSlimmer({ dedup: false }).slim(text).text.split('\n')
				expect(slimmed.length).toBe(rows.length)
				for (const [index, row] of rows.entries())
					expect(readRow(slimmed, index, header.length)).toContainEqual(row)
			}),
			{ numRuns: 1000, seed: 11 },
		)
	})
})

/** Every way a reader may take a row apart that gives the right number of cells. */
function readRow(lines: readonly string[], index: number, columns: number): string[][] {
	const line = lines[index] ?? ''
	for (const mark of [',', '|', ';', '\t', '  '])
		if (line.includes(mark)) return [line.split(mark === '  ' ? / {2,}/ : mark)]
	const words = line.split(' ')
	const ways: string[][] = []
	const cut = (cells: string[], from: number): void => {
		if (cells.length === columns - 1) ways.push([...cells, words.slice(from).join(' ')])
		else for (let to = from + 1; to < words.length; to++) cut([...cells, words.slice(from, to).join(' ')], to)
	}
	cut([], 0)
	return ways
}
