import { type Encoder, logTemplates, TokenSlimmer } from '@headroom/slimmer'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { onlyEncoder } from './only-encoder.ts'

const slimmer = new TokenSlimmer({ level: 'lossless', rules: onlyEncoder('log-templates') })
const slim = (text: string): string => slimmer.slim(text).text
const stays = (text: string): void => expect(slim(text)).toBe(text)
const comesBack = (text: string): void => {
	expect(slim(text)).toContain('[log of ')
	expect(slimmer.restore(slim(text))).toBe(text)
}

const log = [
	'2026-03-01 10:00:00.120 INFO web[7]: GET /orders/81 from 10.0.0.7 took 12ms',
	'2026-03-01 10:00:00.340 INFO web[7]: GET /orders/82 from 10.0.0.7 took 9ms',
	'2026-03-01 10:00:01.050 WARN db[2]: pool "main" has 3 of 20 connections left',
	'2026-03-01 10:00:01.050 INFO web[9]: GET /orders/81 from 10.0.0.8 took 31ms',
	'starting up again',
	'2026-03-01 10:02:09.700 INFO web[9]: GET /orders/83 from 10.0.0.8 took 31ms',
	'2026-03-01 10:02:10.000 WARN db[2]: pool "main" has 1 of 20 connections left',
	'2026-03-01 11:02:10.000 INFO web[9]: GET /orders/84 from 10.0.0.8 took 11ms',
	'2026-03-01 11:02:10.000 WARN db[2]: pool "main" has 1 of 20 connections left',
	'2026-03-01 11:02:10.000 INFO web[9]: GET /orders/85 from 10.0.0.8 took 11ms',
]
const encoded = [
	'[log of 10 lines: id + values for {}; " or missing at the end: as in the last row of that id; {t}: time without the front it shares with the last one]',
	'A×6: {t} INFO web[{}]: {} from {} took {}',
	'B×3: {t} WARN db[2]: pool "main" has {} of 20 connections left',
	'---',
	'A 2026-03-01 10:00:00.120 7 GET /orders/81 10.0.0.7 12ms',
	'A .340 " GET /orders/82 " 9ms',
	'B :01.050 3',
	'A " 9 GET /orders/81 10.0.0.8 31ms',
	'starting up again',
	'A :02:09.700 " GET /orders/83',
	'B :10.000 1',
	'A 11:02:10.000 " GET /orders/84 " 11ms',
	'B',
	'A " " GET /orders/85',
]

describe('a log', () => {
	it('becomes templates with counts and rows in order, other lines as they are', () => {
		expect(slim(log.join('\n')).split('\n')).toEqual(encoded)
	})

	it('comes back line by line, with what stands around it', () => {
		expect(slimmer.restore(encoded.join('\n'))).toBe(log.join('\n'))
		const around = `Why did it restart?\n\n${log.join('\n')}\n\nAnswer in one sentence.`
		expect(slim(around)).toBe(`Why did it restart?\n\n${encoded.join('\n')}\n\nAnswer in one sentence.`)
		expect(slimmer.restore(slim(around))).toBe(around)
	})

	it('is never encoded twice', () => {
		stays(encoded.join('\n'))
	})

	it('stays when encoders are off, when it is short, and in a fence', () => {
		const text = log.join('\n')
		expect(new TokenSlimmer({ encode: false }).slim(text).text).toBe(text)
		stays(log.slice(0, 3).join('\n'))
		stays(`\`\`\`text\n${text}\n\`\`\``)
	})

	it('comes back with its carriage returns, trailing spaces, tabs and runs of spaces', () => {
		comesBack(log.map((line) => `${line}\r`).join('\n'))
		comesBack([...log, ...log].map((line, at) => (at % 3 === 0 ? `${line}  ` : line)).join('\n'))
		comesBack(log.map((line) => line.replace('INFO ', 'INFO\t').replace('WARN', '  WARN')).join('\n'))
	})

	it('comes back when it holds slots, dittos, escapes, ids and empty values', () => {
		comesBack(log.map((line) => `${line} {} {1} {t}`).join('\n'))
		comesBack(log.map((line, at) => `${line} seen=${at % 2 === 0 ? '"' : '""'} x`).join('\n'))
		comesBack(log.map((line, at) => `${line} user=${at % 2 === 0 ? '' : 'ann'} x`).join('\n'))
		comesBack(['A', ...log, '\\', 'A 3', 'B', '\\A 2', 'x', ...log, '---', ...log].join('\n'))
	})

	it('keeps sizes, paths and places in files in one piece', () => {
		const sizes = Array.from(
			{ length: 24 },
			(_, at) =>
				`10:0${at % 3}:11 INFO store.Worker: has written src/m${at}.ts(${at},7) as block_${at} (${at}.5 KB, free ${97 - at}.25 KB)`,
		)
		const text = slim(sizes.join('\n'))
		comesBack(sizes.join('\n'))
		for (const at of sizes.keys())
			for (const value of [`src/m${at}.ts(${at},7)`, `block_${at}`, `${at}.5 KB`, `${97 - at}.25 KB`])
				expect(text).toContain(value)
	})

	it('parts lists of keys, and repeats a value of its line by number', () => {
		const lines = Array.from(
			{ length: 10 },
			(_, at) => `node-${at * 7} state changed: id=node-${at * 7},load=0.${at},mode="auto"`,
		)
		expect(slim(lines.join('\n')).split('\n').slice(0, 5)).toEqual([
			'[log of 10 lines: id + values for {}; {1}: value 1 again]',
			'A×10: {} state changed: id={1},load={},mode="auto"',
			'---',
			'A node-0 0.0',
			'A node-7 0.1',
		])
	})

	it('has one template for each kind of line, so that each has its count', () => {
		const lines = Array.from(
			{ length: 20 },
			(_, at) =>
				`10.0.0.${at} shop.cart: ${at % 5 === 0 ? 'removed from' : 'looked at'} the cart of this session, item ${at * 13}, answered 200 in ${at}41 us`,
		)
		expect(slim(lines.join('\n')).split('\n').slice(1, 3)).toEqual([
			'A×16: {} shop.cart: looked at the cart of this session, item {}, answered 200 in {} us',
			'B×4: {} shop.cart: removed from the cart of this session, item {}, answered 200 in {} us',
		])
	})
})

describe('a text with more than a log', () => {
	const between = Array.from({ length: 5 }, (_, at) => [
		`The ${['first', 'second', 'third', 'fourth', 'fifth'][at]} run went on for hours and nobody could say why.`,
		'',
		'='.repeat(at + 1),
	]).flat()

	it('has a block for each log when much other text stands between; the same log again is a pointer', () => {
		const text = [...log, ...between, ...log].join('\n')
		expect(slim(text).split('\n')).toEqual([
			...encoded,
			...between,
			'[same as lines 1–14 above: "[log of 10 lines: id +…"]',
		])
		expect(slimmer.restore(slim(text))).toBe(text)
	})

	it('keeps long repetitions out of blocks, since a marker says them shorter', () => {
		const cycle = ['waiting for the lock of table orders', 'still waiting for the lock', 'one more second']
		const text = [...log, '', ...Array.from({ length: 30 }, () => cycle).flat()].join('\n')
		expect(slim(text).split('\n')).toEqual([
			...encoded,
			'',
			...cycle,
			'[3 lines above repeated 29 more times]',
		])
		expect(slimmer.restore(slim(text))).toBe(text)
	})

	it('keeps JSON out of blocks', () => {
		stays(
			Array.from(
				{ length: 12 },
				(_, at) => `{"level":"info","msg":"job ${at} is done","took":${at * 7}}`,
			).join('\n'),
		)
	})

	it('leaves a header with a date as it is', () => {
		const commit = (at: number): string =>
			`commit ${at}a8eebf01875d7626bac1d93705cbd0d1fbdbbd2\nDate: Thu Jul ${at + 10} 21:57:11 2026 +0200\n`
		expect(slim(Array.from({ length: 9 }, (_, at) => commit(at)).join('\n'))).toContain(
			'Date: Thu Jul 13 21:57:11 2026 +0200',
		)
	})
})

describe('what is no log', () => {
	it('stays as it is written: lists, tables, headings, verse, code', () => {
		stays(
			Array.from(
				{ length: 12 },
				(_, at) => `- **Flight HAT${at}**: departs at ${at}:00 from gate ${at}`,
			).join('\n'),
		)
		stays(
			Array.from({ length: 12 }, (_, at) => `| HAT${at} | departs at | ${at}:00 | from gate ${at} |`).join(
				'\n',
			),
		)
		stays(Array.from({ length: 12 }, (_, at) => `    self.assertEqual(result["total"], ${at})`).join('\n'))
		stays(
			['Anna went to the harbour.', 'Bernd went to the market.', 'Clara went to the station in the old town.']
				.flatMap((line, at) => [
					line,
					`Then ${'it rained and '.repeat(at)}they all met again at the inn by the river.`,
				])
				.join('\n'),
		)
	})

	it('stays when its lines have next to nothing in common', () => {
		stays(
			Array.from({ length: 30 }, (_, at) => `${'abcdefgh'[at % 8]}${at ** 3} q${at * 77} ${at}x${at}`).join(
				'\n',
			),
		)
	})
})

describe('what only looks like the notation', () => {
	const looks = (lines: readonly string[]): void => {
		const text = lines.join('\n')
		expect(slimmer.restore(text)).toBe(text)
	}
	it('is left alone when a count, an id, a value or a line is missing', () => {
		looks(encoded.slice(0, -1))
		looks(encoded.map((line) => line.replace('A×6', 'A×5')))
		looks(encoded.map((line) => line.replace('B×3', 'A×3')))
		looks(encoded.map((line) => line.replace('10 lines', '11 lines')))
		looks(encoded.map((line) => (line === '---' ? '===' : line)))
		looks(encoded.map((line) => line.replace(' 12ms', '')))
		looks(encoded.map((line) => line.replace('starting', 'A')))
		looks(['[log of 0 lines: id + values for {}]', 'A×1: {}', '---'])
		looks(['[log of what happened]', ...encoded.slice(1)])
	})
})

const word = fc.constantFrom(
	...[
		'INFO',
		'error',
		'user',
		'A',
		'B',
		'α',
		'日志',
		'👩‍👩‍👧',
		'{}',
		'{t}',
		'<>',
		'"',
		'""',
		'\\',
		'---',
		'×',
	],
	...['web[7]:', 'id=', '"x y"', 'KB', '5', '9.6', 'at', '10:00:01', 'src/a.ts:5', '[log', 'of'],
)
const gap = fc.constantFrom(' ', ' ', ' ', '  ', '\t', ' | ', '\r', '|')
const value = fc.oneof(
	fc.integer({ min: 0, max: 99_999 }).map(String),
	fc.constantFrom('', '"', '""', 'KB', '7', 'blk_-91', '10.0.0.1', 'a=1,b=2', 'a=1,b=3', 'GB', 'x'),
	fc.tuple(fc.nat(12), fc.nat(59), fc.nat(999)).map(([h, m, f]) => `${h + 10}:0${m % 10}:1${h % 10}.${f}`),
)
const stamp = fc.oneof(
	fc.constant(''),
	fc
		.tuple(fc.nat(2), fc.nat(59), fc.nat(59), fc.constantFrom('', '.120', ',7', ' 2026', 'Z', '+02:00'))
		.map(([day, m, s, rest]) => {
			const clock = `1${day}:${String(m).padStart(2, '0')}:${String(s).padStart(2, '0')}${rest}`
			return [`2026-03-0${day + 1} ${clock} `, `Mar  ${day + 1} ${clock} `, `[${clock}] `][m % 3] ?? ''
		}),
)
/** A kind of line: a source, then words and places for values, with gaps. */
const kind = fc
	.tuple(
		fc.constantFrom(
			'org.example.storage.block.Worker',
			'node[7]: connection refused by',
			'WARN cache miss for key',
		),
		fc.array(fc.tuple(gap, fc.option(word, { freq: 2 })), { minLength: 2, maxLength: 9 }),
	)
	.map(([source, rest]) => [['', source] as const, ...rest])
const anyLog = fc.array(kind, { minLength: 1, maxLength: 3 }).chain((kinds) =>
	fc
		.array(
			fc.tuple(
				fc.nat(kinds.length - 1),
				stamp,
				fc.array(value, { minLength: 9, maxLength: 9 }),
				fc.boolean(),
			),
			{ minLength: 8, maxLength: 60 },
		)
		.map((rows) =>
			rows
				.map(([index, time, values, odd]) => {
					const line = (kinds[index] ?? [])
						.map(([space, text], at) => (at === 0 ? '' : space) + (text ?? values[at] ?? ''))
						.join('')
					return odd && values[0] === 'x' ? values.slice(0, 3).join(' ') : time + line
				})
				.join('\n'),
		),
)

/** Counts characters and takes every block for cheap, so that more blocks are written than would pay. */
const generous = {
	id: 'test-generous',
	exact: false,
	count: (text: string): number => (text.startsWith('[log of ') ? 1 : text.length),
}

describe('any log', () => {
	it('comes back exactly from what the encoder proposes', () => {
		let blocks = 0
		// A proposal that does not come back is dropped by the slimmer, so the proposals themselves are tested.
		const watched: Encoder = {
			...logTemplates,
			name: 'watched',
			apply(text, context) {
				const edits = logTemplates.apply(text, context)
				for (const { start, end, replacement } of edits) {
					blocks++
					const [edit, ...others] = logTemplates.restore(replacement)
					expect(others).toEqual([])
					expect(edit).toEqual({ start: 0, end: replacement.length, replacement: text.slice(start, end) })
				}
				return edits
			},
		}
		const plain = new TokenSlimmer({
			level: 'lossless',
			tokenizer: generous,
			rules: {
				'log-templates': false,
				'aligned-tables': false,
				'json-minify': false,
				'markdown-tables': false,
			},
			extraRules: [watched],
		})
		fc.assert(
			fc.property(anyLog, (text) => {
				const once = plain.slim(text).text
				expect(plain.restore(once)).toBe(text)
				expect(plain.slim(once).text).toBe(once)
			}),
			{ numRuns: 5000, seed: 21 },
		)
		expect(blocks).toBeGreaterThan(1000)
	})
})
