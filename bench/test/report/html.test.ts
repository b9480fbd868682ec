import { describe, expect, it } from 'vitest'
import { markup } from '../../src/report/html/markup.ts'
import { placeLabels } from '../../src/report/html/place-labels.ts'
import { linearScale, logDomain, logScale, logTicks, percentTicks } from '../../src/report/html/scale.ts'
import { SCRIPT } from '../../src/report/html/script.ts'
import { STYLE } from '../../src/report/html/style.ts'
import { htmlReport } from '../../src/report/index.ts'
import { tagProblems } from './html-tags.ts'
import { group, hostile, rules, subjects, summary } from './run-summary.ts'

const page = htmlReport(summary, rules, subjects)

/** The text of the page as a reader sees it, without tags, styles and scripts. */
function readerText(html: string): string {
	return html.replace(/<(style|script)>[\s\S]*?<\/\1>/g, '').replace(/<[^>]*>/g, '\n')
}

describe('the page', () => {
	it('has balanced tags, and so has one of hostile names', () => {
		expect(tagProblems(page)).toEqual([])
		expect(tagProblems(htmlReport(hostile, rules, subjects))).toEqual([])
		expect(tagProblems('<p>a<b>c</p></b>')).not.toEqual([])
	})
	it('loads nothing', () => {
		expect(page).not.toMatch(/https?:|\bsrc=|<link|<iframe|@import|url\(|fetch\(|import\(/)
		expect(page.match(/href="(?!#)/g)).toBeNull()
	})
	it('is the same for the same summary', () => {
		expect(htmlReport(structuredClone(summary), rules, subjects)).toBe(page)
	})
	it('names its command and every suite, dataset, kind and subject', () => {
		const lines = new Set(readerText(page).split('\n'))
		expect(lines).toContain('pnpm bench --limit 4')
		for (const { suite, dataset, kind, subject } of summary.groups) {
			for (const name of [suite, dataset, kind, subject]) expect(lines).toContain(name)
		}
	})
	it('escapes every text of a summary', () => {
		const text = htmlReport(hostile, rules, subjects)
		expect(text).not.toMatch(/<img|<u>|it's|alert\(1\)<\/script>/)
		expect(text.match(/<script>/g)).toHaveLength(1)
		expect(text).toContain('&lt;img src=x onerror=&quot;alert(1)&quot;&gt; | &quot;quoted&quot;')
		expect(text).toContain('it&#39;s &lt;i&gt;')
	})
	it('leads with ratio, answers beside the controls, bounds and items', () => {
		const text = page.slice(page.indexOf('<ul class="tiles">'), page.indexOf('</ul>'))
		const tiles = [...text.matchAll(/class="name">([^<]*)<.*?>([^<]*)<\/strong>/g)].map(
			([, name, figure]) => [name, figure],
		)
		expect(tiles).toEqual([
			['Mean ratio', '0.540'],
			['Answers kept', '87.5 %'],
			['Floor crossed', '1'],
			['Other bounds missed', '0'],
			['Items measured', '18'],
		])
		expect(text).toContain('compress: 14 of 16; random 31.3 %')
		expect(text).toContain('floor: docs, compress')
	})
	it('tells every plot to those who do not see it, and gives its figures as a table', () => {
		const figures = page.split('<figure>').slice(1)
		expect(figures.length).toBeGreaterThanOrEqual(5)
		for (const figure of figures) {
			expect(figure).toMatch(/role="img" aria-label="[^"]{40,}"/)
			expect(figure).toMatch(/<details><summary>[^<]+<\/summary><div class="scroll"><table>[\s\S]*<td/)
			expect(figure).toMatch(/class="axis"[^>]*>[^<]*(?:%|tokens|milliseconds)/)
		}
	})
	it('counts beside a bar the items that its metric applies to', () => {
		const partly = [
			group({
				items: 30,
				ratio: 0.5,
				leastRatio: 0.5,
				metrics: { answer: { items: 22, mean: 0.5, least: 0, noise: 0.1 } },
			}),
		]
		const figure = htmlReport({ ...summary, groups: partly }, rules, subjects).split('<figure>')[2] ?? ''
		expect(readerText(figure.slice(0, figure.indexOf('</svg></div>'))).split('\n')).toContain('22 items')
	})
	it('plots only what was measured', () => {
		const routing = htmlReport(
			{ ...summary, groups: summary.groups.filter(({ suite }) => suite === 'routing') },
			rules,
			subjects,
		)
		expect(routing).not.toContain('<figure>') // Oracle above 1 is no share, nothing was shortened or timed.
		expect(routing).toContain('0.820 <small>±0.030</small>')
		const shares = [
			group({
				suite: 'routing',
				subject: 'knn',
				msP50: 0,
				msP95: 0,
				metrics: { apgr: { items: 9, mean: 0.8, least: 0, noise: 0.1 } },
			}),
		]
		expect(htmlReport({ ...summary, groups: shares }, rules, subjects).match(/<figure>/g)).toHaveLength(1)
	})
	it('stands without any group', () => {
		expect(tagProblems(htmlReport({ command: 'x', groups: [] }, rules, subjects))).toEqual([])
	})
	it('has a script that parses', () => {
		expect(() => new Function(SCRIPT)).not.toThrow()
	})
})

describe('colours', () => {
	const [light, dark] = STYLE.split('@media (prefers-color-scheme: dark)').map((css) =>
		Object.fromEntries(
			[...css.slice(0, css.indexOf('}')).matchAll(/--(\w+): (#\w{6})/g)].map(([, name, value]) => [
				name,
				value ?? '',
			]),
		),
	)
	it.each([
		['light', light],
		['dark', dark],
	])('stand out from %s ground, marks by 3 to 1 and text by 4.5 to 1', (_, colours) => {
		const ground = colours?.ground ?? ''
		for (const name of ['m0', 'm1', 'm2', 'm3', 'm4', 'm5', 'k0', 'k1', 'k2'])
			expect(contrast(colours?.[name] ?? '', ground)).toBeGreaterThan(3)
		for (const name of ['ink', 'soft', 'good', 'bad'])
			expect(contrast(colours?.[name] ?? '', ground)).toBeGreaterThan(4.5)
	})
	it('are measured as WCAG measures them', () => {
		expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5)
		expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
	})
})

/** Contrast of two colours after WCAG 2.2, from 1 to 21. */
function contrast(one: string, other: string): number {
	const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
	return (light + 0.05) / (dark + 0.05)
}

function luminance(colour: string): number {
	const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
		const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
		return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
	})
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

describe('scales', () => {
	it('map values to pixels', () => {
		expect(linearScale([0, 0.5], [100, 200])(0.25)).toBe(150)
		expect(logScale([0.1, 1000], [0, 400])(10)).toBeCloseTo(200, 9)
	})
	it('end at 1, 2 or 5 times a power of ten', () => {
		expect(logDomain([0.17, 108.6])).toEqual([0.1, 200])
		expect(logDomain([3, 3])).toEqual([2, 5])
	})
	it('have round ticks', () => {
		expect(logTicks([0.1, 200]).map(({ label }) => label)).toEqual(['0.1', '1', '10', '100'])
		expect(logTicks([0.2, 2]).map(({ label }) => label)).toEqual(['0.2', '0.5', '1', '2'])
		expect(percentTicks(0.6, 1, 20)).toEqual([
			{ value: 0.6, label: '60 %' },
			{ value: 0.8, label: '80 %' },
			{ value: 1, label: '100 %' },
		])
	})
})

describe('labels', () => {
	const plot = { left: 0, right: 400, top: 0, bottom: 200 }
	const at = (x: number, y: number, text: string) => ({ x, y, reach: 5, text, className: 'c' })
	const texts = (html: string) =>
		[...html.matchAll(/x="([\d.-]+)" y="([\d.-]+)" text-anchor="(\w+)">([^<]*)/g)].map(
			([, x, y, anchor, text]) => ({ x: Number(x), y: Number(y), anchor, text }),
		)

	it('stand right of their point where there is room, else left', () => {
		expect(texts(placeLabels([at(100, 100, 'one')], [], plot).html)).toMatchObject([
			{ x: 108, anchor: 'start' },
		])
		expect(texts(placeLabels([at(390, 100, 'one')], [], plot).html)).toMatchObject([
			{ x: 382, anchor: 'end' },
		])
	})
	it('do not lie on each other', () => {
		const placed = texts(placeLabels([at(200, 100, 'first'), at(200, 100, 'second')], [], plot).html)
		expect(placed).toHaveLength(2)
		const [first, second] = placed
		expect(first?.anchor !== second?.anchor || Math.abs((first?.y ?? 0) - (second?.y ?? 0)) >= 15).toBe(true)
	})
	it('are tied to their point by a line where they stand away from it', () => {
		const crowd = [
			at(100, 100, 'a'),
			at(100, 100, 'b'),
			at(100, 100, 'c'),
			at(100, 100, 'd'),
			at(100, 100, 'e'),
			at(100, 100, 'f'),
		]
		const { html } = placeLabels(crowd, [], plot)
		expect(texts(html)).toHaveLength(6)
		expect(html).toContain('<line class="leader"')
		expect(placeLabels(crowd.slice(0, 1), [], plot).html).not.toContain('leader')
	})
	it('make way for other points', () => {
		expect(texts(placeLabels([at(100, 100, 'one')], [at(120, 100, '')], plot).html)).toMatchObject([
			{ anchor: 'end' },
		])
	})
	it('are left out where there is no room', () => {
		expect(
			texts(
				placeLabels([at(10, 10, 'a text too long for a plot this small')], [], {
					left: 0,
					right: 40,
					top: 0,
					bottom: 40,
				}).html,
			),
		).toEqual([])
	})
})

describe('markup', () => {
	it('escapes what is not markup itself', () => {
		expect(markup`<a title="${'"<&>\''}">${[1.23456, markup`<b>${'<'}</b>`, undefined, 'x']}</a>`.html).toBe(
			'<a title="&quot;&lt;&amp;&gt;&#39;">1.23<b>&lt;</b>x</a>',
		)
	})
})
