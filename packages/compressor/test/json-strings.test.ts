import { o200kBase } from '@headroom/tokenizer'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ContextCompressor, jsonSegmenter, memoryRecallStore, type SegmentedText } from '../src/index.ts'
import { checkSegments } from './check-segments.ts'

const tokenizer = o200kBase()
const compressor = new ContextCompressor({ tokenizer })
const MARKER = /\[… [^\]\n]+ omitted: [^\]\n]+?(?: · recall ([0-9a-z]+))?\]/g

/** 1,500 lines as a package manager logs them, eleven of which fail, each in its own way, and a summary. */
const FAILURES = Array.from(
	{ length: 11 },
	(_, n) => `dpkg: error processing package lib${'abcdefghijk'[n]}-dev`,
)
const packageLog = [
	...Array.from({ length: 1488 }, (_, n) =>
		n % 135 === 77
			? `${FAILURES[(n - 77) / 135]} (--configure)`
			: `2026-02-01 10:${String(n % 60).padStart(2, '0')}:07 status installed package-${n}:amd64 1.${n % 7}.${n % 11}`,
	),
	'3 upgraded, 1474 newly installed, 11 failed.',
].join('\n')

describe('a long string in a JSON record', () => {
	it('is cut by its lines: a log keeps its failures and its summary, and the record stays JSON', async () => {
		const text = JSON.stringify({ stdout: packageLog, exit_code: 1, signal: null })
		for (const query of ['', 'Why did the installation fail?']) {
			const result = await compressor.compress(text, { query })
			const left = JSON.parse(result.text) as { readonly stdout: string; readonly exit_code: number }
			expect(left).toEqual({ stdout: left.stdout, exit_code: 1, signal: null })
			for (const failure of FAILURES) expect(left.stdout).toContain(failure)
			expect(left.stdout).toContain('3 upgraded, 1474 newly installed, 11 failed.')
			expect(left.stdout.startsWith('2026-02-01 10:00:07 status installed package-0:amd64')).toBe(true)
			expect(result.ratio).toBeGreaterThanOrEqual(0.5)
			expect(result.ratio).toBeLessThanOrEqual(0.55)
			expect(result.omissions[0]).toMatchObject({ unit: 'lines', total: 1489 })
		}
	})

	it('says in place which of its lines are missing, as numbered in the string', async () => {
		const lines = packageLog.split('\n')
		const { text } = await compressor.compress(JSON.stringify({ stdout: packageLog }), { query: 'libc-dev' })
		const kept: string[] = []
		for (const line of (JSON.parse(text) as { readonly stdout: string }).stdout.split('\n')) {
			const range = /omitted: (\d+)(?:–(\d+))?\]$/.exec(line)
			if (range === null) kept.push(line)
			else kept.push(...lines.slice(Number(range[1]) - 1, Number(range[2] ?? range[1])))
		}
		expect(kept).toEqual(lines)
	})

	it('is cut by sentences where it is prose, also in a list of fewer than six records', async () => {
		const chapter = (name: string): string =>
			Array.from(
				{ length: 60 },
				(_, n) => `The ${name} of hall ${n} was "repaired" in ${1900 + n}, as the keeper\tof it wrote.`,
			).join(' ')
		const records = [
			{ id: 1, title: 'Roofs', body: chapter('roof') },
			{ id: 2, title: 'Doors', body: chapter('door') },
		]
		const result = await compressor.compress(JSON.stringify(records), {
			query: 'When was the door of hall 17 repaired?',
		})
		const left = JSON.parse(result.text) as typeof records
		expect(left.map(({ id, title }) => [id, title])).toEqual([
			[1, 'Roofs'],
			[2, 'Doors'],
		])
		expect(left[1]?.body).toContain('The door of hall 17 was "repaired" in 1917')
		expect(left[0]?.body.startsWith('The roof of hall 0 ')).toBe(true)
		expect(left[0]?.body.endsWith('in 1959, as the keeper\tof it wrote.')).toBe(true)
		expect(result.omissions.every(({ unit }) => unit === 'sentences')).toBe(true)
		expect(result.ratio).toBeLessThanOrEqual(0.55)
	})

	it('that holds JSON is cut by the rows of it, and both stay JSON', async () => {
		const items = Array.from({ length: 80 }, (_, id) => ({ id, name: `part ${id * 7}`, stock: id % 5 }))
		const text = JSON.stringify({ ok: true, body: JSON.stringify({ total: 80, items }) })
		const result = await compressor.compress(text, { query: 'stock of part 371' })
		const { ok, body } = JSON.parse(result.text) as { readonly ok: boolean; readonly body: string }
		const [json = '', marker = ''] = body.split('\n')
		const left = JSON.parse(json) as { readonly total: number; readonly items: typeof items }
		expect(ok).toBe(true)
		expect(left.total).toBe(80)
		expect(left.items).toContainEqual(items[53])
		expect(left.items).toContainEqual(items[79])
		expect(marker).toMatch(new RegExp(`^\\[… ${80 - left.items.length} of 80 rows of body\\.items omitted: `))
	})

	it('keeps every one of 50 different errors', async () => {
		const errors = Array.from({ length: 50 }, (_, n) => `ERROR job ${n} ended with code ${n * 3}`)
		const lines = Array.from({ length: 900 }, (_, n) =>
			n % 18 === 4 ? errors[(n - 4) / 18] : `job ${n} is done`,
		)
		for (const logs of [lines.join('\n'), lines.join('\r\n')]) {
			const { text, ratio } = await compressor.compress(JSON.stringify({ run: 7, logs }), { query: 'job 3' })
			for (const error of errors) expect(text).toContain(`${error}\\`)
			expect(ratio).toBeLessThan(0.6)
		}
	})

	it('keeps lines with a preserved keyword, the line break before it notwithstanding', async () => {
		const lines = Array.from({ length: 200 }, (_, n) =>
			n % 50 === 9 ? `never restart unit ${n}` : `unit ${n} runs`,
		)
		const keeping = new ContextCompressor({ tokenizer, preserveKeywords: ['never'] })
		const { text } = await keeping.compress(JSON.stringify({ notes: lines.join('\n') }), { query: 'unit 3' })
		for (const n of [9, 59, 109, 159]) expect(text).toContain(`never restart unit ${n}\\n`)
	})

	it('is cut among many in one record, each for itself', async () => {
		const files = Object.fromEntries(
			[...'abcdefghijklmnopqrstuvwxyz'].map((name) => [
				name,
				Array.from({ length: 90 }, (_, n) => `${name} line ${n} of this file says little`).join('\n'),
			]),
		)
		const result = await compressor.compress(JSON.stringify(files), { query: 'q line 44' })
		const left = JSON.parse(result.text) as typeof files
		expect(Object.keys(left)).toEqual(Object.keys(files))
		for (const [name, text] of Object.entries(left)) {
			expect(text.startsWith(`${name} line 0 of`)).toBe(true)
			expect(text.endsWith(`${name} line 89 of this file says little`)).toBe(true)
		}
		expect(left.q).toContain('q line 44 of')
		expect(result.ratio).toBeLessThanOrEqual(0.55)
	})

	it('of a tool result in a conversation leaves JSON or nothing but a marker', async () => {
		const messages = [
			{ role: 'user', content: 'Install everything.' },
			{ role: 'tool', content: JSON.stringify({ stdout: packageLog, exit_code: 1 }) },
			{ role: 'assistant', content: 'Some packages failed; I will look at libd-dev now.' },
			{ role: 'tool', content: JSON.stringify([{ file: 'a.ts', text: `${'let a = 1\n'.repeat(300)}` }]) },
			{ role: 'user', content: 'Why did libd-dev fail?' },
		] as const
		const request = { model: 'gpt-4o', messages }
		const context = { tokenizer, signal: new AbortController().signal, observe: () => {} }
		const whole = await compressor.compress(messages)
		const staged = await new ContextCompressor({ cache: 'preserve' }).run(request, context)
		for (const after of [whole.messages, staged.messages]) {
			expect(JSON.parse(String(after[1]?.content))).toMatchObject({ exit_code: 1 })
			expect(String(after[1]?.content)).toContain('libd-dev')
			const last = String(after[3]?.content)
			if (!/^\[… \d+ lines omitted: [^\]]+\]$/.test(last))
				expect(JSON.parse(last)).toMatchObject([{ file: 'a.ts' }])
		}
		expect(whole.ratio).toBeLessThan(0.6)
		expect(tokenizer.count(JSON.stringify(staged.messages))).toBeLessThan(
			tokenizer.count(JSON.stringify(messages)) * 0.6,
		)
	})

	it('without lines or sentences stays whole', async () => {
		const blob = JSON.stringify({ name: 'logo.png', data: 'iVBORw0KGgo'.repeat(400) })
		expect((await compressor.compress(blob, { query: 'logo' })).text).toBe(blob)
	})
})

describe('words in JSON', () => {
	it('are found behind escapes and in escaped letters', async () => {
		const lines = Array.from({ length: 120 }, (_, n) => `\tstation${n}\tis open`)
		lines[70] = '\tcafé\tis closed'
		const ascii = JSON.stringify({ log: lines.join('\n') }).replaceAll('é', '\\u00e9')
		for (const query of ['station33', 'café']) {
			const { text, ratio } = await compressor.compress(ascii, { query })
			expect(text).toContain(query.replace('é', '\\u00e9'))
			expect(ratio).toBeLessThan(0.56)
		}
	})
})

/** What strings of real records are made of, escapes that look like others among them. */
const fragment = fc.constantFrom(
	'line of text',
	'done.',
	'Really? Yes! ',
	'\n',
	'\r\n',
	'\t',
	'"quoted"',
	'C:\\new\\table',
	'\\n',
	'é',
	'👩‍👩‍👧',
	'\ud83d\ude00 ',
	'退款。',
	'\u0000',
	'ERROR: no',
	'{"a":[1,2]}',
	'<p>',
	'src/a.ts:12: x\n',
)
const longString = fc.array(fragment, { minLength: 60, maxLength: 140 }).map((parts) => parts.join(' '))

describe('any long string', () => {
	it('is cut without gaps, and never inside an escape', () => {
		fc.assert(
			fc.property(longString, fc.boolean(), (long, ascii) => {
				const json = JSON.stringify({ a: 1, long, b: [long.slice(0, 500), { c: long }] })
				const text = ascii
					? json.replace(
							/[\u0080-\uffff]/g,
							(char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
						)
					: json
				const segmented = jsonSegmenter.segment(text) as SegmentedText
				checkSegments(segmented)
				for (const [index, { start, end }] of segmented.segments.entries()) {
					if (segmented.groups[segmented.segments[index]?.group ?? 0]?.escaped !== true) continue
					// A piece that cut an escape would be no string of its own.
					expect(() => JSON.parse(`"${text.slice(start, end)}"`)).not.toThrow()
					expect(JSON.parse(`"${text.slice(start, end)}"`)).not.toMatch(/^[\udc00-\udfff]/)
				}
			}),
			{ numRuns: 300, seed: 31 },
		)
	})

	it('leaves JSON with every other member as it was, and comes back byte for byte from recall', async () => {
		let cut = 0
		await fc.assert(
			fc.asyncProperty(longString, longString, async (first, second) => {
				const value = { id: 7, first, tags: ['a', 'b'], rest: { second, done: false } }
				const text = JSON.stringify(value)
				const keeping = new ContextCompressor({ tokenizer, minTokens: 0, recall: memoryRecallStore() })
				const result = await keeping.compress(text, { query: 'refund' })
				if (result.text === text) return
				cut++
				const left = JSON.parse(result.text) as typeof value
				expect(left).toEqual({
					...value,
					first: left.first,
					rest: { second: left.rest.second, done: false },
				})
				expect(result.tokensAfter * 2).toBeGreaterThanOrEqual(result.tokensBefore)
				let out = ''
				let from = 0
				for (const match of result.text.matchAll(MARKER)) {
					// The one marker of scattered rows of inner JSON stands on a line of its own.
					if (/ rows| entries/.test(match[0])) return
					out += result.text.slice(from, match.index) + (await keeping.recall(match[1] ?? ''))
					from = match.index + match[0].length
				}
				expect(out + result.text.slice(from)).toBe(text)
			}),
			{ numRuns: 300, seed: 32 },
		)
		expect(cut).toBeGreaterThan(200)
	}, 120_000)
})
