import { TokenSlimmer } from '@headroom/slimmer'
import { o200kBase } from '@headroom/tokenizer'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { writeDocument } from '../src/json/document.ts'
import { minifyJson } from '../src/json/minify.ts'
import { readDocument } from '../src/json/read-document.ts'
import { readTable } from '../src/json/table/read.ts'
import { characters, slimToolResult } from './slim-tool-result.ts'

const slim = (value: unknown): string => slimToolResult(JSON.stringify(value), characters).slimmed
const restores = (text: string, back: string = text): void =>
	expect(slimToolResult(text, characters, { level: 'lossless' }).restored).toBe(back)

describe('an array of like objects', () => {
	it('becomes a header with the count of rows, and a line for each', () => {
		expect(
			slim([
				{ name: 'Anna Bell', city: 'Rome', age: 31, active: true },
				{ name: 'Bo Chen', city: 'Lyon', age: 45, active: false },
				{ name: 'Cy', city: 'Turin', age: 27, active: true },
			]),
		).toBe('[#3 name,city,age,active\nAnna Bell,Rome,31,true\nBo Chen,Lyon,45,false\nCy,Turin,27,true')
	})
	it('says once what is the same in every row', () => {
		expect(
			slim([
				{ id: 1, country: 'USA', state: 'DC', note: null },
				{ id: 2, country: 'USA', state: 'NY', note: null },
				{ id: 3, country: 'USA', state: 'TX', note: null },
			]),
		).toBe('[#3 id,country=USA,state,note=null\n1,DC\n2,NY\n3,TX')
	})
	it('keeps null, nothing, an empty string, a number and its spelling apart', () => {
		expect(
			slim([
				{ id: 1, value: null, code: '1' },
				{ id: 2, value: '', code: 'x' },
				{ id: 3, code: 1 },
				{ id: 4, value: 'null', code: true },
				{ id: 5, value: 'text', code: 'true' },
			]),
		).toBe('[#5 id,value,code\n1,null,"1"\n2,"",x\n3,,1\n4,"null",true\n5,text,"true"')
	})
	it('needs no quotes for versions and addresses, which nobody takes for numbers', () => {
		expect(
			slim([
				{ host: '10.0.0.1', version: '1.2.3', load: '0.50' },
				{ host: '10.0.0.2', version: '1.10.0', load: 'high' },
				{ host: '10.0.0.3', version: '2.0.0', load: 0.5 },
			]),
		).toBe('[#3 host,version,load\n10.0.0.1,1.2.3,"0.50"\n10.0.0.2,1.10.0,high\n10.0.0.3,2.0.0,0.5')
	})
	it('marks a column of strings, whose figures then need no quotes', () => {
		expect(
			slim([
				{ name: 'Pet Bed', zip: '20174' },
				{ name: 'Lamp', zip: '' },
				{ name: 'Desk', zip: '00501' },
				{ name: 'Chair', zip: 'K1A 0B1' },
			]),
		).toBe('[#4 name,zip""\nPet Bed,20174\nLamp,\nDesk,00501\nChair,K1A 0B1')
	})
	it('parts cells by another mark when they hold commas', () => {
		expect(
			slim([
				{ item: 'Desk, size 2', price: 1200 },
				{ item: 'Lamp, size 10', price: 35 },
				{ item: 'Chair, red', price: 80 },
			]),
		).toBe('[#3 item|price\nDesk, size 2|1200\nLamp, size 10|35\nChair, red|80')
	})
	it('parts single words by spaces where that is clearly cheaper', () => {
		const people = ['Kim Rome', 'Lee Bari', 'Diaz Lyon', 'Bell Turin', 'Chen Milan'].map((pair) => {
			const [last, city] = pair.split(' ')
			return { last, city }
		})
		expect(slimToolResult(JSON.stringify(people), o200kBase()).slimmed).toBe(
			'[#5 last city\nKim Rome\nLee Bari\nDiaz Lyon\nBell Turin\nChen Milan',
		)
	})
	it('spreads inner objects over columns and lists inner rows in their cell', () => {
		expect(
			slim([
				{
					id: 'a1',
					to: { city: 'Rome', zip: 5 },
					items: [
						{ sku: 'x', n: 1 },
						{ sku: 'y', n: 2 },
					],
				},
				{ id: 'a2', to: { city: 'Lyon', zip: 6 }, items: [{ sku: 'z', n: 3 }] },
				{ id: 'a3', to: { city: 'Bari', zip: 7 }, items: [] },
			]),
		).toBe('[#3 id,to{city,zip},items[sku,n]\na1,Rome,5,[x,1;y,2]\na2,Lyon,6,[z,3]\na3,Bari,7,[]')
	})
	it('keeps the name beside each row where objects are named by data', () => {
		expect(
			slim({
				'2024-05-01': { status: 'landed', seats: 12 },
				'2024-05-02': { status: 'delayed', seats: 7 },
				'2024-05-03': { status: 'available', seats: 31 },
			}),
		).toBe('{#3 key:status,seats\n2024-05-01:landed,12\n2024-05-02:delayed,7\n2024-05-03:available,31')
	})
	it('ends with its bracket where something follows', () => {
		const orders = [
			{ id: 1, total: 9.5, paid: true },
			{ id: 2, total: 7.0, paid: true },
			{ id: 3, total: 4, paid: true },
		]
		expect(slim({ orders, more: false })).toBe(
			'#{orders:[#3 id,total,paid=true\n1,9.5\n2,7\n3,4\n],more:false}',
		)
		expect(slimToolResult(`Found: ${JSON.stringify(orders)} in all`, characters).slimmed).toBe(
			'Found: [#3 id,total,paid=true\n1,9.5\n2,7\n3,4\n] in all',
		)
	})
})

describe('an object that is no table', () => {
	it('loses the quotes that nobody needs', () => {
		expect(
			slim({
				id: 7,
				name: 'Anna Bell',
				zip: '00100',
				note: 'wait, please',
				tags: ['a', 'true'],
				'a:b': null,
				none: '',
			}),
		).toBe('#{id:7,name:Anna Bell,zip:"00100",note:"wait, please",tags:[a,"true"],"a:b":null,none:""}')
	})
})

describe('a value that stands twice', () => {
	it('becomes a reference to the first', () => {
		const owner = { login: 'octo', id: 583231, url: 'https://example.com/users/octo' }
		expect(slim({ repo: { name: 'demo', owner }, sender: owner })).toBe(
			'#{repo:{name:demo,owner:{login:octo,id:583231,url:https://example.com/users/octo}},sender:[same as repo.owner]}',
		)
	})
})

describe('JSON in a string of JSON', () => {
	it('is opened, and comes back with its white space', () => {
		const inner = { orders: [1, 2, 3].map((id) => ({ id, state: 'sent', note: `call ${id}` })) }
		const answer = (indent: number | undefined): string =>
			JSON.stringify({
				content: [{ type: 'text', text: JSON.stringify(inner, null, indent) }],
				isError: false,
			})
		const table = '{orders:[#3 id,state=sent,note\n1,call 1\n2,call 2\n3,call 3\n]}'
		for (const [indent, mark] of [
			[undefined, 'json'],
			[2, 'json2'],
		] as const) {
			expect(slimToolResult(answer(indent), characters).slimmed).toBe(
				`#{content:[{type:text,text:${mark}${table}}],isError:false}`,
			)
			restores(answer(indent))
		}
		const python = answer(undefined)
			.replaceAll('\\":', '\\": ')
			.replaceAll(',\\"', ', \\"')
			.replaceAll('},{', '}, {')
		expect(slimToolResult(python, characters).slimmed).toContain('text:jsons{orders:')
		restores(python)
	})
})

describe('lines of JSON', () => {
	it('become one table and come back as lines', () => {
		const lines = [1, 2, 3, 4].map((n) => `{"ts":${n},"level":"info","msg":"started ${n}"}`).join('\n')
		expect(slimToolResult(lines, characters).slimmed).toBe(
			'(#4 ts,level=info,msg\n1,started 1\n2,started 2\n3,started 3\n4,started 4',
		)
		restores(lines)
	})
})

describe('what stays as it is', () => {
	const rows = [
		{ id: 1, city: 'Rome' },
		{ id: 2, city: 'Lyon' },
		{ id: 3, city: 'Bari' },
	]
	it('is short JSON that people wrote, which may show how an answer is to look', () => {
		const text = `Answer as ${JSON.stringify(rows)}, please.`
		expect(new TokenSlimmer({ tokenizer: characters }).slim(text).text).toBe(text)
	})
	it('is JSON in system and assistant messages', () => {
		const content = JSON.stringify(Array.from({ length: 40 }, (_, id) => ({ id, city: `Town ${id}` })))
		const run = (role: 'system' | 'assistant' | 'user'): unknown =>
			new TokenSlimmer().run(
				{ model: 'openai/gpt-4o-mini', messages: [{ role, content }] },
				{ tokenizer: o200kBase(), signal: new AbortController().signal, observe: () => {} },
			).messages[0]?.content
		expect(run('system')).toBe(content)
		expect(run('assistant')).toBe(content)
		expect(run('user')).toMatch(/^\[#40 id,city\n/)
	})
	it('is JSON when encoding, or this encoder, is off', () => {
		const text = JSON.stringify(rows)
		expect(slimToolResult(text, characters, { encode: false }).slimmed).toBe(text)
		expect(slimToolResult(text, characters, { rules: { 'json-tables': false } }).slimmed).toBe(text)
	})
	it('is a text with notation of its own, and what only looks like notation', () => {
		for (const text of [
			'[#2 id,city\n1,Rome',
			'[#2 id,city\n1,Rome,x\n2,Lyon',
			'#{"a":[same as b]}',
			'see [#12 fix',
		])
			expect(new TokenSlimmer().restore(text)).toBe(text)
		const encoded = '[#2 id,city\n1,Rome\n2,Lyon'
		expect(slimToolResult(encoded, characters).slimmed).toBe(encoded)
	})
	it('is code that looks like the notation', () => {
		for (const code of [
			'#[derive(Debug)]',
			'#[serde(rename="inputTokens",default,skip_serializing_if="Option::is_none",with="time")]',
			'puts "#{name}: #{count:3}"',
			'const url = `#{"a":1,"some longer key":"and a value","another key":"and its value"}`',
		])
			expect(new TokenSlimmer().restore(code)).toBe(code)
	})
})

describe('restoring', () => {
	it('keeps big integers, number spelling, escapes and the order of keys', () => {
		restores(
			'[{"id":12345678901234567890,"v":1.0,"s":"\\u00e9\\/"},{"id":-0,"v":1e5,"s":"a\\nb"},{"id":0.10,"v":2E-3,"s":"😀"}]',
		)
	})
	it('keeps both values of a key that stands twice', () => {
		const twice =
			'[{"a":1,"a":2,"b":"some text"},{"a":3,"a":4,"b":"more text"},{"a":5,"a":6,"b":"last text"}]'
		expect(slimToolResult(twice, characters).slimmed).toBe(
			'#[{a:1,a:2,b:some text},{a:3,a:4,b:more text},{a:5,a:6,b:last text}]',
		)
		restores(twice)
	})
	it('refuses references that would grow without end', () => {
		const doubled = Array.from({ length: 40 }, (_, n) => `k${n + 1}:[[same as k${n}],[same as k${n}]]`).join(
			',',
		)
		const bomb = `#{k0:[${'x'.repeat(60)}],${doubled}}`
		expect(new TokenSlimmer().restore(bomb)).toBe(bomb)
	})

	const word = fc.constantFrom(
		'Rome',
		'a b',
		'',
		' x',
		'y ',
		'1',
		'-0',
		'1.0',
		'null',
		'true',
		'a,b',
		'a|b',
		'a;b',
		'a\tb',
		'a\nb',
		'a"b',
		'"',
		'\\',
		'[x]',
		'{y}',
		']',
		'}',
		'key:',
		'a:b',
		'=',
		'a=b',
		'#',
		'[#2 a',
		'[same as a]',
		'1.2.3',
		'.5',
		'1.',
		'+1',
		'é',
		'中文',
		'😀',
		'\ud800',
		'\u2028',
		'007',
		'1e5',
	)
	const scalar = fc.oneof(
		word.map((text) => JSON.stringify(text)),
		fc.constantFrom(
			'1',
			'0',
			'-0',
			'1.0',
			'1e5',
			'12345678901234567890',
			'true',
			'false',
			'null',
			'"\\u0041"',
			'"\\/"',
			'{}',
			'[]',
		),
	)
	const key = fc.oneof(
		fc.constantFrom('id', 'name', 'a.b', 'room size', '2024-05-01', 'key:', 'a,b', '', 'x"y', 'ß', 'a=b'),
		word,
	)
	/** JSON text, mostly containers of like objects. */
	const json = fc.letrec<{ value: string; like: string }>((tie) => ({
		value: fc.oneof(
			{ maxDepth: 3 },
			scalar,
			tie('like'),
			fc.array(tie('value'), { maxLength: 4 }).map((all) => `[${all.join(',')}]`),
		),
		like: fc
			.tuple(
				fc.uniqueArray(key, { minLength: 1, maxLength: 5 }),
				fc.boolean(),
				fc.integer({ min: 2, max: 6 }),
			)
			.chain(([keys, named, count]) =>
				fc
					.array(
						fc.tuple(
							fc.array(fc.oneof({ weight: 3, arbitrary: scalar }, { weight: 1, arbitrary: tie('value') }), {
								minLength: keys.length,
								maxLength: keys.length,
							}),
							fc.integer({ min: 0, max: 7 }),
						),
						{ minLength: count, maxLength: count },
					)
					.map((rows) => {
						const objects = rows.map(
							([values, hole]) =>
								`{${keys
									.flatMap((name, at) =>
										at === hole ? [] : [`${JSON.stringify(name)}:${values[at] ?? 'null'}`],
									)
									.join(',')}}`,
						)
						return named
							? `{${objects.map((object, at) => `"2024-0${at}":${object}`).join(',')}}`
							: `[${objects.join(',')}]`
					}),
			),
	})).value

	it('reads every document that it writes, on 5,000 made up: none is thrown away by the check', () => {
		let written = 0
		fc.assert(
			fc.property(json, (text) => {
				const minified = minifyJson(text, 0, text.length)
				const document = writeDocument(minified, characters, true)
				if (document === undefined) return
				written++
				const back = document.startsWith('#') ? readDocument(document, 0) : readTable(document, 0)
				expect(back).toEqual({ json: minified, end: document.length })
			}),
			{ numRuns: 5000, seed: 13 },
		)
		expect(written).toBeGreaterThan(1000)
	})

	it('brings back every value, on 5,000 made up', () => {
		let encoded = 0
		fc.assert(
			fc.property(json, (text) => {
				const { slimmed, restored } = slimToolResult(text, characters, { level: 'lossless' })
				if (slimmed !== text) encoded++
				expect(restored).toBe(text)
			}),
			{ numRuns: 5000, seed: 12 },
		)
		expect(encoded).toBeGreaterThan(1000)
	})
})
