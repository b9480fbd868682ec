import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultSegmenters, jsonSegmenter, type SegmentedText, textSegmenter } from '../src/index.ts'
import { checkSegments, pieces } from './check-segments.ts'

const cut = (text: string): string[] => pieces(textSegmenter.segment(text) as SegmentedText)

/** Lines that open, fill and close what segmenters look for, in any order and cut off anywhere. */
const LINES = [
	'diff --git a/x.ts b/x.ts',
	'index 1234567..89abcde 100644',
	'--- a/x.ts',
	'+++ b/x.ts',
	'@@ -1,3 +1,4 @@ function a() {',
	'@@ -1 +1,99 @@',
	' context',
	'+added',
	'-removed',
	'\\ No newline at end of file',
	'```ts',
	'```',
	'function a(b: number,',
	'): string {',
	'\treturn "}"',
	'}',
	'class A:',
	'    def b(self):',
	'        """',
	'NAME   READY  STATUS',
	'api-1  0/1    Failed',
	'------ -----  ------',
	'| a | b | c |',
	'|---|---|---|',
	'a,b,c',
	'1,2,3',
	'commit 1234567890abcdef',
	'Author: A <a@b.example>',
	' src/a.ts | 12 +++---',
	'$ ls -l',
	'=== 3 passed in 2.1s ===',
	'Traceback (most recent call last):',
	'  File "a.py", line 1, in <module>',
	'ValueError: bad',
	'# Heading',
	'',
	'   ',
	'Some words that are long enough to be taken for prose, since they go on and on, and then even further on.',
]

describe('every segmenter', () => {
	it('covers texts made of the lines that some of them look for', () => {
		const text = fc
			.array(fc.constantFrom(...LINES), { maxLength: 60 })
			.chain((lines) => fc.nat(3).map((cut) => lines.join('\n').slice(0, cut === 0 ? undefined : -cut)))
		fc.assert(
			fc.property(text, (given) => {
				for (const segmenter of defaultSegmenters) {
					const segmented = segmenter.segment(given)
					if (segmented !== undefined) checkSegments(segmented)
				}
			}),
			{ numRuns: 2000, seed: 11 },
		)
	})
})

describe('the text segmenter', () => {
	it('cuts long prose into sentences, but not at abbreviations, initials, decimals and URLs', () => {
		const prose =
			'Dr. J. R. Kent paid 3.50 euros at https://example.com/a.b?c=d. He left at 5 p.m. yesterday with Mr. Otto. "Is it true?" asked Ana. It is.'
		expect(cut(prose)).toEqual([
			'Dr. J. R. Kent paid 3.50 euros at https://example.com/a.b?c=d. ',
			'He left at 5 p.m. yesterday with Mr. Otto. ',
			'"Is it true?" asked Ana. ',
			'It is.',
		])
	})

	it('knows the sentence enders of Chinese, Japanese and Hindi', () => {
		expect(
			cut(
				'船员们今天在甲板上工作了一整天。「真的吗？」她问道。没有人回答这个问题！后来天黑了，大家回家。最后什么也没有发生，故事结束。',
			),
		).toEqual([
			'船员们今天在甲板上工作了一整天。',
			'「真的吗？」',
			'她问道。',
			'没有人回答这个问题！',
			'后来天黑了，大家回家。',
			'最后什么也没有发生，故事结束。',
		])
		const hindi = 'यह पहला वाक्य है जो काफी लंबा है और आगे चलता रहता है। '
		expect(cut(hindi.repeat(4).trim())).toHaveLength(4)
	})

	it('keeps log lines, table rows and lines of code whole, however long', () => {
		const long = 'x=1 y=2 z=3; '.repeat(20)
		for (const line of [
			`2026-01-01 00:00:00,123 [main] {id: 1} ${long}`,
			`| a. B | ${'cell. Next | '.repeat(20)}`,
		]) {
			expect(cut(`${line}\n${line}\n`)).toHaveLength(2)
		}
		const code = `\`\`\`ts\nconst text = 'One sentence here. Another sentence there. ${'More words follow. '.repeat(10)}'\n\`\`\`\n`
		expect(cut(code)).toHaveLength(3)
	})

	it('reads hard-wrapped lines as the sentences they are', () => {
		const wrapped = [
			'The first sentence of this letter is wrapped by its author after so many',
			'characters and goes on here. The second one follows right behind it and',
			'also needs another line to come to its end.',
		].join('\n')
		expect(cut(wrapped)).toHaveLength(2)
	})

	it('hangs every line under its heading, so that a kept line keeps it', () => {
		const diff =
			'commit 1234567890abcdef\nAuthor: A\n\n    Fix it\n\ndiff --git a/x b/x\n@@ -1 +1 @@\n-a\n+b\n'
		const { segments } = textSegmenter.segment(diff) as SegmentedText
		const line = (at: number): string => pieces({ text: diff, segments, groups: [], kind: 'lines' })[at] ?? ''
		const added = segments.findIndex((_, at) => line(at) === '+b\n')
		const chain: string[] = []
		for (let at = segments[added]?.parent ?? -1; at !== -1; at = segments[at]?.parent ?? -1)
			chain.push(line(at).trim())
		// A commit's header is one piece: its hash without its author says half.
		expect(chain).toEqual(['@@ -1 +1 @@', 'diff --git a/x b/x', 'commit 1234567890abcdef\nAuthor: A'])
	})

	it('splits the speaker and the source label from what follows them', () => {
		const text = `Document [2](Title: Bridges) ${'The bridge is long and was built of stone in the year of the flood. '.repeat(3)}`
		expect(cut(text)[0]).toBe('Document [2](Title: Bridges) ')
	})
})

describe('the JSON segmenter', () => {
	const rows = Array.from({ length: 10 }, (_, id) => ({
		id,
		name: `row ${id}`,
		tags: ['a', 'b'],
		nested: { deep: [1, 2, 3] },
	}))

	it('cuts arrays by row and keeps the rest together', () => {
		const text = JSON.stringify({ total: 10, items: rows }, null, 2)
		const segmented = jsonSegmenter.segment(text) as SegmentedText
		expect(segmented.groups.find(({ label }) => label === 'items')).toMatchObject({ unit: 'rows', total: 10 })
		const droppable = segmented.segments.filter(({ required }) => !required)
		// A row is more than a fiftieth of so short a list, so that only the first one has to stay.
		expect(droppable).toHaveLength(9)
		// Whatever is dropped, what is left is well-formed: every row carries the comma before it.
		for (const gone of droppable) {
			const rest = segmented.segments
				.filter((segment) => segment !== gone)
				.map(({ start, end }) => text.slice(start, end))
			const parsed = JSON.parse(rest.join('')) as {
				readonly total: number
				readonly items: readonly unknown[]
			}
			expect(parsed.total).toBe(10)
			expect(parsed.items).toHaveLength(9)
		}
	})

	it('keeps the last of many rows, which is what a series came to', () => {
		const many = JSON.stringify({
			total: 100,
			items: Array.from({ length: 100 }, (_, id) => ({ id, up: true })),
		})
		const { segments } = jsonSegmenter.segment(many) as SegmentedText
		const kept = segments.filter(({ required, first, last }) => required && last >= first)
		expect(kept.map(({ first }) => first)).toEqual([1, 100])
	})

	it('leaves text that is no JSON, or broken JSON, to others', () => {
		for (const text of [
			'',
			'plain',
			'[1, 2',
			'[1,]',
			'{"a" 1}',
			'[1] and more',
			'"just a string"',
			`${'['.repeat(5000)}`,
		]) {
			expect(jsonSegmenter.segment(text)).toBeUndefined()
		}
	})

	it('agrees with JSON.parse on what is JSON', () => {
		fc.assert(
			fc.property(fc.json(), fc.nat(200), fc.constantFrom('', ',', '}', '"', 'x'), (json, at, noise) => {
				const place = at % (json.length + 1)
				const text = json.slice(0, place) + noise + json.slice(place)
				let valid = true
				try {
					valid = typeof JSON.parse(text) === 'object' && JSON.parse(text) !== null
				} catch {
					valid = false
				}
				expect(jsonSegmenter.segment(text) !== undefined).toBe(valid)
			}),
			{ numRuns: 1000, seed: 10 },
		)
	})
})

describe('line numbers', () => {
	it('are those of an editor behind JSON that stands in other text', () => {
		const rows = Array.from({ length: 5 }, (_, n) => `  {"id": ${n}, "note": "${'x'.repeat(90)}"}`).join(
			',\n',
		)
		// Line 1 heads it, 2 to 8 are the JSON, 9 and 10 follow.
		const text = `Report:\n[\n${rows}\n]\nnine\nten\n`
		const { segments } = textSegmenter.segment(text) as SegmentedText
		const numbers = segments.map(({ start, end, first, last }) => [text.slice(start, end), first, last])
		// What closes the JSON has its line; the break behind it has none, so that leaving it out counts none.
		expect(numbers.slice(-4).map(([piece, ...lines]) => [String(piece).slice(-5), ...lines])).toEqual([
			['x"}\n]', 2, 8],
			['\n', 9, 8],
			['nine\n', 9, 9],
			['ten\n', 10, 10],
		])
	})
})
