import { o200kBase } from '@headroom/tokenizer'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ContextCompressor, htmlSegmenter, type SegmentedText } from '../src/index.ts'
import { checkSegments, pieces } from './check-segments.ts'

const compressor = new ContextCompressor({ tokenizer: o200kBase() })
const VOID = new Set(['br', 'img', 'meta', 'link', 'input', 'hr'])

/** Names of the tags that have no counterpart in a text. */
function unpaired(html: string): string[] {
	const open: string[] = []
	const stray: string[] = []
	for (const [, slash, name = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)[^>]*>/gi)) {
		if (VOID.has(name)) continue
		if (slash === '') open.push(name)
		else if (open[open.length - 1] === name) open.pop()
		else stray.push(name)
	}
	return [...open, ...stray]
}

const paragraph = (hall: string, n: number): string =>
	`<p class="text">Room <b>${n}</b> of the ${hall} holds ${n * 3} chairs. They were bought in ${1900 + n} by <a href="/p/${n}.html">keeper ${n}. Ask him</a> for more.</p>`
const list = (hall: string): string =>
	`<ul>\n${Array.from({ length: 12 }, (_, n) => `  <li>Key ${n} opens door ${n * 17} of the ${hall}</li>`).join('\n')}\n</ul>`
const table = `<table><thead><tr><th>Shelf</th><th>Books</th></tr></thead>\n<tbody>${Array.from({ length: 30 }, (_, n) => `<tr><td>Shelf ${n}</td><td>${n * 41}</td></tr>`).join('\n')}</tbody></table>`
const script = `<script>\n${Array.from({ length: 120 }, (_, n) => `  if (state.room === ${n}) render("chairs", ${n * 2});`).join('\n')}\n</script>`
const page = `<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>The house</title><style>p { color: black }</style>${script}</head>
<body><nav><a href="/">Home</a><br></nav>
<main>
<h1>The house</h1>
${['east wing', 'west wing']
	.map(
		(hall) =>
			`<section><h2>The ${hall}</h2>\n${Array.from({ length: 25 }, (_, n) => paragraph(hall, n)).join('\n')}\n<h3>Keys</h3>\n${list(hall)}</section>`,
	)
	.join('\n')}
<h2>The library</h2>
${table}
</main>
</body>
</html>
`

describe('the HTML segmenter', () => {
	const segmented = htmlSegmenter.segment(page) as SegmentedText
	const all = pieces(segmented)
	const find = (text: string): number => all.findIndex((piece) => piece.includes(text))
	const above = (at: number): string[] => {
		const chain: string[] = []
		for (let parent = segmented.segments[at]?.parent ?? -1; parent !== -1; ) {
			chain.push((all[parent] ?? '').trim())
			parent = segmented.segments[parent]?.parent ?? -1
		}
		return chain
	}

	it('makes paragraphs, list items and table rows segments, with their tags', () => {
		checkSegments(segmented)
		expect(all[find('Room <b>7</b> of the west')]?.trim()).toBe(paragraph('west wing', 7))
		expect(all[find('Key 3 opens')]?.trim()).toBe('<li>Key 3 opens door 51 of the east wing</li>')
		expect(all[find('Shelf 9<')]?.trim()).toBe('<tr><td>Shelf 9</td><td>369</td></tr>')
	})

	it('hangs everything under its headings, and rows under the first row of their table', () => {
		expect(above(find('door 17 of the west'))).toEqual([
			'<h3>Keys</h3>',
			'<h2>The west wing</h2>',
			'<h1>The house</h1>',
		])
		const [header, heading] = above(find('Shelf 9<'))
		expect(header).toContain('<th>Shelf</th>')
		expect(heading).toBe('<h2>The library</h2>')
	})

	it('sets scripts and styles aside, much of them in pieces', () => {
		const aside = segmented.segments.filter((segment) => segment.aside === true)
		const text = aside.map(({ start, end }) => page.slice(start, end)).join('')
		expect(text).toContain('p { color: black }')
		expect(text).toContain('state.room === 119')
		expect(text).not.toContain('Room')
		expect(aside.length).toBeGreaterThan(4)
	})

	it('cuts long paragraphs by sentences, and preformatted text by lines, but no inline element', () => {
		const long = Array.from(
			{ length: 20 },
			(_, n) => `Gate ${n} is <i>old. Very old</i>. It stays shut.`,
		).join(' ')
		const code = Array.from({ length: 40 }, (_, n) => `<span>open(${n})</span>`).join('\n')
		const text = `<html><body><p>${long}</p>\n<pre><code class="x">${code}</code></pre></body></html>`
		const cut = pieces(htmlSegmenter.segment(text) as SegmentedText)
		expect(cut).toContain('It stays shut. ')
		expect(cut).toContain('Gate 4 is <i>old. Very old</i>. ')
		expect(cut).toContain('<span>open(17)</span>\n')
		expect(cut.every((piece) => piece.split('<i>').length === piece.split('</i>').length)).toBe(true)
	})

	it('leaves Markdown, other XML and components of programs to others', () => {
		const markdown = `<div align="center"><h1>Tool</h1></div>\n\n${'A paragraph of *text* in Markdown.\n\n'.repeat(40)}`
		const feed = `<?xml version="1.0"?><feed>${'<entry><title>A</title><summary>B</summary><id>urn:7</id></entry>'.repeat(30)}</feed>`
		const component = `import React from 'react'\n\n${'export const A = () => <div><p>a</p><p>b</p></div>\n'.repeat(30)}`
		for (const text of [markdown, feed, component, '<p>One.</p>', 'a < b > c', ''])
			expect(htmlSegmenter.segment(text)).toBeUndefined()
	})

	it('covers any markup without gaps', () => {
		const tag = fc.constantFrom(
			...'<div>,</div>,<p>,</p>,<li>,<ul>,</ul>,<table>,</table>,<tr>,<td>,<h2>,</h2>,<pre>,</pre>,<br>'.split(
				',',
			),
			...'<script>,</script>,<!--,-->,<b>,</b>,<a href="x>y">,</a>,<,>,<svg>,</svg>,&amp;,<x/>'.split(','),
			'Some words. And more of them! ',
			'text '.repeat(90),
			'\n\n',
			'中文。',
			'👩‍👩‍👧',
		)
		fc.assert(
			fc.property(fc.array(tag, { maxLength: 120 }), (parts) => {
				const text = `<!doctype html><body>${parts.join('')}`
				checkSegments(htmlSegmenter.segment(text) as SegmentedText)
			}),
			{ numRuns: 500, seed: 34 },
		)
	})
})

describe('a compressed HTML document', () => {
	it('holds what is asked for under its headings, its tags in pairs as before', async () => {
		expect(unpaired(page.replace(/<script>[\s\S]*?<\/script>/, ''))).toEqual([])
		for (const [query, answer] of [
			[
				'How many chairs are in room 21 of the west wing?',
				'Room <b>21</b> of the west wing holds 63 chairs.',
			],
			['Which door does key 11 of the east wing open?', 'Key 11 opens door 187 of the east wing'],
			['How many books are on shelf 23?', '<td>Shelf 23</td><td>943</td>'],
		] as const) {
			const result = await compressor.compress(page, { query })
			expect(result.text).toContain(answer)
			expect(unpaired(result.text.replace(/<script>[\s\S]*?<\/script>/, ''))).toEqual([])
			expect(result.ratio).toBeGreaterThanOrEqual(0.5)
			expect(result.ratio).toBeLessThan(0.56)
		}
		expect((await compressor.compress(page, { query: 'shelf 23' })).text).toContain('<th>Books</th>')
	})

	it('loses scripts first when nobody said what for', async () => {
		const { text } = await compressor.compress(page, { query: '' })
		expect(text.match(/state\.room/g)?.length ?? 0).toBeLessThan(12)
		expect(text.match(/<p class/g)?.length ?? 0).toBeGreaterThan(25)
	})
})
