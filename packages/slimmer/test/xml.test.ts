import { TokenSlimmer } from '@headroom/slimmer'
import { o200kBase } from '@headroom/tokenizer'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const characters = { id: 'test-characters', exact: false, count: (text: string): number => text.length }
const slimmer = new TokenSlimmer({ tokenizer: characters, dedup: false })
const plain = new TokenSlimmer({ tokenizer: characters, dedup: false, encode: false })
const slim = (text: string): string => plain.slim(text).text
const stays = (text: string): void => expect(slim(text)).toBe(text)

const order = (id: number, item: string, price: string): string =>
	`    <order id="${id}" status="open">\n      <item>${item}</item>\n      <price currency="EUR">${price}</price>\n    </order>\n`
const orders = `<?xml version="1.0"?>
<shop>
  <name>Quay Books &amp; Maps</name>
  <orders>
${[
	order(7001, 'Chart, folded', '12.50'),
	order(7002, 'Compass', '39.90'),
	order(7003, 'Tide table 2026', '8.00'),
	order(7004, 'Log book', '14.20'),
	order(7005, 'Dividers', '21.00'),
].join('')}  </orders>
</shop>`

describe('xml-space', () => {
	it('leaves one line for each record', () => {
		expect(slim(orders)).toBe(`<?xml version="1.0"?>
<shop><name>Quay Books &amp; Maps</name>
<orders>
<order id="7001" status="open"><item>Chart, folded</item><price currency="EUR">12.50</price></order>
<order id="7002" status="open"><item>Compass</item><price currency="EUR">39.90</price></order>
<order id="7003" status="open"><item>Tide table 2026</item><price currency="EUR">8.00</price></order>
<order id="7004" status="open"><item>Log book</item><price currency="EUR">14.20</price></order>
<order id="7005" status="open"><item>Dividers</item><price currency="EUR">21.00</price></order>
</orders>
</shop>`)
		expect(slim('<?xml version="1.0"?>\n<rows>\n\t<row a="1"/>\n\t<row a="2"/>\n</rows>')).toBe(
			'<?xml version="1.0"?>\n<rows>\n<row a="1"/>\n<row a="2"/>\n</rows>',
		)
	})
	it('keeps what mixes words and tags, values of blanks, and xml:space="preserve"', () => {
		stays('<?xml version="1.0"?>\n<p>One <b>two</b>\n  <i>three</i></p>')
		stays('<?xml version="1.0"?>\n<a><b> </b></a>')
		stays('<?xml version="1.0"?>\n<a xml:space="preserve">\n  <b>1</b>\n</a>')
		stays('<?xml version="1.0"?>\n<a>\n  <![CDATA[x]]>\n</a>')
		expect(
			slim(
				'<?xml version="1.0"?>\n<d>\n    <q>\n        <b>a</b>\n        <i>b</i>\n    </q>\n    <p>c <b>d</b></p>\n</d>',
			),
		).toBe('<?xml version="1.0"?>\n<d>\n<q>\n<b>a</b>\n<i>b</i>\n</q>\n<p>c <b>d</b></p>\n</d>')
	})
	it('leaves what is broken, HTML, and tags in a prompt', () => {
		stays('<?xml version="1.0"?>\n<a>\n  <b>1</c>\n</a>')
		stays('<?xml version="1.0"?>\n<a>\n  <b x=1/>\n</a>')
		stays('<?xml version="1.0"?>\n<a>\n  <b>1</b>')
		stays('<task>\n  <goal>Write a poem</goal>\n  <tone>calm</tone>\n</task>')
	})
})

describe('xml-records', () => {
	it('become a table whose head line shows a record', () => {
		const { text } = slimmer.slim(orders)
		expect(text).toBe(`<?xml version="1.0"?>
<shop><name>Quay Books &amp; Maps</name>
<orders>
[table of 5 XML records <order id="{}" status="open"><item>{}</item><price currency="EUR">{}</price></order>; their values in order, parted by bars]
7001|Chart, folded|12.50
7002|Compass|39.90
7003|Tide table 2026|8.00
7004|Log book|14.20
7005|Dividers|21.00
</orders>
</shop>`)
		expect(slimmer.restore(text)).toBe(slim(orders))
		expect(slimmer.slim(text).text).toBe(text)
	})
	it('save a third of the tokens of a longer list', () => {
		const many = orders.replace(
			order(7001, 'Chart, folded', '12.50'),
			Array.from({ length: 40 }, (_, index) => order(8000 + index, `Book ${index * 7}`, `${index}.90`)).join(
				'',
			),
		)
		const { tokensBefore, tokensAfter } = new TokenSlimmer({ tokenizer: o200kBase() }).slim(many)
		expect(tokensAfter * 3).toBeLessThan(tokensBefore * 2)
	})
	it('are left where they differ in form, are too few, or hold what no table can', () => {
		const list = (...rows: readonly string[]): string => `<rows>\n${rows.join('\n')}\n</rows>`
		const same = (text: string): void => expect(slimmer.slim(text).text).toBe(text)
		const row = (a: string): string =>
			`<row name="${a}" colour="b"><value>${a}</value><other>${a}</other></row>`
		same(list(row('1'), row('2'), row('3')))
		same(
			list(
				row('1'),
				row('2'),
				row('3').replace('other>', 'another>').replace('/other', '/another'),
				row('4'),
				row('5'),
			),
		)
		same(list(row('{1}'), row('{2}'), row('{3}'), row('{4}'), row('{5}')))
		same(list(...[',|', ';\t', '3', '4', '5'].map(row)))
	})
	it('are not read from tables whose count, form or mark does not hold', () => {
		const no = (text: string): void => expect(slimmer.restore(text)).toBe(text)
		no('[table of 2 XML records <a b="{}"/>; their values in order, parted by commas]\n1')
		no('[table of 1 XML records <a b="{}"/>; their values in order, parted by commas]\n1,2')
		no('[table of 1 XML records <a b="1"/>; their values in order, parted by commas]\n1')
		no('[table of 1 XML records <a b="{}"/>; their values in order, parted by dots]\n1')
	})
	it('come back as they were, whatever their values', () => {
		const value = fc.oneof(
			{ weight: 9, arbitrary: fc.stringMatching(/^[a-z0-9 ,.&]{0,6}$/) },
			fc.stringMatching(/^[ ,;|\t]{0,3}$/),
		)
		const rows = fc.array(fc.tuple(value, value, fc.constantFrom('x', 'y'), fc.boolean()), {
			minLength: 2,
			maxLength: 12,
		})
		let encoded = 0
		fc.assert(
			fc.property(rows, fc.boolean(), (all, uniform) => {
				const text = `<rows>\n${all
					.map(
						([a, b, c, tail]) =>
							`<row id="${a}" kind='${c.slice(1)}'><value>${b}</value>${uniform || tail ? `<unit>${c}</unit>` : ''}</row>`,
					)
					.join('\n')}\n</rows>`
				const settled = slim(text)
				const slimmed = slimmer.slim(text).text
				if (slimmed !== settled) encoded++
				expect(slimmer.restore(slimmed)).toBe(settled)
			}),
			{ numRuns: 5000, seed: 22 },
		)
		expect(encoded).toBeGreaterThan(1000)
	})
})
