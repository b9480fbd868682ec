import { TokenSlimmer } from '@headroom/slimmer'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encoderWithoutRules } from './only-encoder.ts'

const characters = { id: 'test-characters', exact: false, count: (text: string): number => text.length }
const slimmer = new TokenSlimmer({
	tokenizer: characters,
	dedup: false,
	rules: encoderWithoutRules('csv-columns'),
})
const slim = (text: string): string => slimmer.slim(text).text
const stays = (text: string): void => expect(slim(text)).toBe(text)

const cities = [
	'Kiel',
	'Bremen',
	'Lübeck',
	'"Frankfurt, Oder"',
	'Rostock',
	'Emden',
	'Husum',
	'Stade',
	'Jever',
	'Plön',
	'Eutin',
	'Leer',
	'Norden',
	'Aurich',
	'Varel',
	'Brake',
]
const rows = cities.map((city, index) => `${index + 1},${city},Germany,EUR,${index * 7}.5`)
const table = ['id,city,country,currency,fee', ...rows].join('\n')
const reduced = [
	'[csv of 16 rows under a header; column 3 country=Germany, column 4 currency=EUR in every row]',
	'id,city,fee',
	...cities.map((city, index) => `${index + 1},${city},${index * 7}.5`),
].join('\n')

describe('csv-columns', () => {
	it('leaves rows that begin with times of day to the encoder of logs', () => {
		stays(
			Array.from(
				{ length: 12 },
				(_, n) => `2026-03-01 10:00:${10 + n}|scheduler|30002312|step ${n * 7}`,
			).join('\n'),
		)
	})

	it('names what is the same in every row once, and puts it back', () => {
		expect(slim(`Fees:\n${table}\n\nWhich is highest?`)).toBe(`Fees:\n${reduced}\n\nWhich is highest?`)
		expect(slimmer.restore(`Fees:\n${reduced}\n\nWhich is highest?`)).toBe(
			`Fees:\n${table}\n\nWhich is highest?`,
		)
		expect(slim(reduced)).toBe(reduced)
	})
	it('needs no header, and knows tabs, bars, semicolons and empty fields', () => {
		for (const [kind, mark] of [
			['tsv', '\t'],
			['csv with bars', '|'],
			['csv with semicolons', ';'],
		] as const) {
			const lines = Array.from({ length: 9 }, (_, index) => ['warehouse-north', `p${index}`, '', 'in stock'])
			const text = lines.map((line) => line.join(mark)).join('\n')
			const head = `[${kind} of 9 rows; column 1=warehouse-north, column 3=, column 4=in stock in every row]`
			expect(slim(text)).toBe(`${head}\n${lines.map((line) => line[1]).join('\n')}`)
			expect(slimmer.restore(slim(text))).toBe(text)
		}
	})
	it('keeps CR LF', () => {
		const text = `${table.replaceAll('\n', '\r\n')}\r\n`
		expect(slim(text)).toBe(`${reduced.replaceAll('\n', '\r\n').replace(']\r', ']')}\r\n`)
		expect(slimmer.restore(slim(text))).toBe(text)
	})
	it('leaves a table with a field of several lines', () => {
		stays(`${table}\n17,"Bad\nSegeberg",Germany,EUR,1.5`)
		stays(`id,"city\nor town",country,currency,fee\n${rows.join('\n')}`)
	})
	it('leaves short tables, prose, calls, JSON, Markdown tables, indented code and clock times', () => {
		const times = (line: (index: number) => string): string =>
			Array.from({ length: 12 }, (_, index) => line(index)).join('\n')
		stays(table.split('\n').slice(0, 5).join('\n'))
		stays(times((index) => `Guest ${index}, you are welcome at the harbour festival, says the mayor.`))
		stays(times((index) => `paint(${index}, background_colour, foreground_colour)`))
		stays(times((index) => `{"id":${index},"country":"Germany","currency":"EUR"}`))
		stays(times((index) => `| ${index} | Germany | EUR |`))
		stays(times((index) => `\t\twarehouse\tgermany\t${index}`))
		stays(times((index) => `2026-02-03 10:15:42,${100 + index} INFO,worker started again`))
		stays(`\`\`\`\n${table}\n\`\`\``)
	})
	it('is not read from tables whose count, columns or names do not hold', () => {
		const no = (text: string): void => expect(slimmer.restore(text)).toBe(text)
		no('[csv of 3 rows; column 1=a in every row]\n1,2\n3,4')
		no('[csv of 2 rows; column 4=a in every row]\n1,2\n3,4')
		no('[csv of 2 rows; column 1=a in every row]\n1,2\n3')
		no('[csv of 2 rows; column 2=a, column 1=b in every row]\n1,2\n3,4')
		no('[csv of 2 rows under a header; column 1=a in every row]\nx\n1\n2')
		no('see [csv of 2 rows; column 1=a in every row]\n1,2\n3,4')
	})
})

describe('tables of any fields', () => {
	it('come back as they were', () => {
		const field = fc.oneof(
			{ weight: 40, arbitrary: fc.stringMatching(/^[a-z0-9 =.]{0,5}$/) },
			fc.constantFrom('', '"a,b"', '"say ""so"""', 'it"s', '[x]', 'in every row', '{', 'é'),
		)
		const width = fc.integer({ min: 2, max: 6 })
		const any = width.chain((columns) =>
			fc.tuple(
				fc.array(field, { minLength: columns, maxLength: columns }),
				fc.array(fc.boolean(), { minLength: columns, maxLength: columns }),
				fc.array(fc.array(field, { minLength: columns, maxLength: columns }), {
					minLength: 4,
					maxLength: 20,
				}),
				fc.constantFrom(',', ';', '|', '\t'),
				fc.constantFrom('\n', '\r\n'),
			),
		)
		let encoded = 0
		fc.assert(
			fc.property(any, ([header, same, body, mark, feed]) => {
				const [model = []] = body
				const all = body.map((row) =>
					row.map((value, column) => (same[column] ? `${model[column]} fixed value` : value)),
				)
				const text = [header, ...all].map((row) => row.join(mark)).join(feed)
				const slimmed = slim(text)
				if (slimmed !== text) encoded++
				expect(slimmer.restore(slimmed)).toBe(text)
			}),
			{ numRuns: 5000, seed: 23 },
		)
		expect(encoded).toBeGreaterThan(500)
	})
})
