import { describe, expect, it } from 'vitest'
import {
	defaultSegmenters,
	extractiveStrategy,
	htmlSegmenter,
	jsonLinesSegmenter,
	jsonSegmenter,
	type Scorer,
	searchResultsSegmenter,
	textSegmenter,
} from '../src/index.ts'
import { testScorer, testSegmenter, testStrategy } from '../src/testing.ts'

const rows = Array.from({ length: 20 }, (_, id) => ({
	id,
	note: 'a "quoted" \\ path\n\u0001',
	tags: ['a', '中'],
}))
const json = [
	JSON.stringify(rows),
	JSON.stringify({ total: 20, items: rows, name: 'x' }, null, 2),
	JSON.stringify(Object.fromEntries(rows.map((row) => [`key ${row.id}`, row]))),
	// A first row of which more than a quarter of all is made is cut inside.
	JSON.stringify([rows, ...rows.slice(0, 6)]),
	' [1, 2] ',
	// Long strings are cut inside, never in an escape.
	JSON.stringify({
		path: 'a.txt',
		content: Array.from({ length: 60 }, (_, n) => `line ${n} "quoted" \\ \u0001 中 👩‍👩‍👧`).join('\n'),
	}),
]
const jsonLines = [
	rows.map((row) => JSON.stringify(row)).join('\n'),
	`${rows.map((row) => JSON.stringify(row)).join('\r\n')}\r\n`,
]
const html = [
	`<!doctype html>\n<html><body><h1>Plan</h1>${Array.from(
		{ length: 20 },
		(_, n) => `<p class="a">Paragraph ${n} says something. It goes on &amp; on 👩‍👩‍👧.</p>\n`,
	).join('')}<ul>${'<li>one</li>'.repeat(8)}</ul></body></html>\n`,
]
const search = [
	Array.from({ length: 60 }, (_, n) => `src/file${n >> 4}.ts:${n + 1}:const value${n} = "needle 中"`).join(
		'\n',
	),
]
const texts = [
	'Dr. Kent paid 3.50 euros. He left at 5 p.m. with Mr. Otto. "Is it true?" asked Ana. It is, and it was so long ago that nobody minds. ',
	'船员们今天在甲板上工作了一整天。「真的吗？」她问道。没有人回答这个问题！后来天黑了，大家回家。最后什么也没有发生。\n',
	'# Plan\n\nFirst part.\n\n## Steps\n- one\n- two\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n```ts\nconst x = 1\n```\n',
	'2026-01-01T10:00:00Z INFO started\r\n\r\n2026-01-01T10:00:01Z ERROR \u001b[31mfailed\u001b[0m 👩‍👩‍👧\r\n',
	'diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n',
	'Ana: hello there\nBen: good morning\nAna: is it done?\nBen: it is\nAna: good\nBen: see you\n',
	`Result:\n${JSON.stringify(rows, null, 2)}\nDone.\n`,
]

describe('what Headroom ships keeps the promises that anybody’s parts must keep', () => {
	it('the JSON segmenter', async () => {
		const foreign = ['', 'plain', '[1, 2', '[1,]', '"just a string"', '7', '[1] and more', ...texts]
		await testSegmenter(jsonSegmenter, { samples: json, foreign, cases: 1000 })
	}, 120_000)

	it('the segmenter of JSON lines', async () => {
		const foreign = ['', 'plain', '{"a": 1}', ...texts, ...search]
		await testSegmenter(jsonLinesSegmenter, { samples: jsonLines, foreign, cases: 1000 })
	}, 120_000)

	it('the HTML segmenter', async () => {
		const foreign = ['', 'plain', 'a < b', ...texts, ...json, ...search]
		await testSegmenter(htmlSegmenter, { samples: html, foreign, cases: 1000 })
	}, 120_000)

	it('the segmenter of search results', async () => {
		const foreign = ['', 'plain', ...texts, ...json, ...html]
		await testSegmenter(searchResultsSegmenter, { samples: search, foreign, cases: 1000 })
	}, 120_000)

	it('covers all that is tried by default', () => {
		const covered = [jsonSegmenter, jsonLinesSegmenter, htmlSegmenter, searchResultsSegmenter, textSegmenter]
		expect(defaultSegmenters).toEqual(covered)
	})

	it('the text segmenter', async () => {
		await testSegmenter(textSegmenter, { samples: [...texts, ...json, ...html, ...search], cases: 2000 })
	}, 120_000)

	it('the extractive strategy, alone and with a scorer', async () => {
		await testStrategy(() => extractiveStrategy(), { cases: 300 })
		const late: Scorer = {
			name: 'late',
			weight: 0.5,
			score: ({ texts: all }) =>
				Float64Array.from(
					all.flatMap(({ segments }) => segments),
					(_, at) => at,
				),
		}
		await testScorer(late)
		await testStrategy(() => extractiveStrategy({ scorers: [late] }))
	}, 120_000)
})
