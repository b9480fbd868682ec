import { describe, expect, it } from 'vitest'
import { jsonSpans } from '../../src/slimming/json-spans.ts'

function found(text: string): string[] {
	return jsonSpans(text).map(({ start, end }) => text.slice(start, end))
}

describe('JSON within a text', () => {
	it('is found whole and outermost, with prose around it', () => {
		expect(found('see {"a": [1, {"b": null}]} and [true, -1.5e3]; end')).toEqual([
			'{"a": [1, {"b": null}]}',
			'[true, -1.5e3]',
		])
	})

	it('is found line by line', () => {
		expect(found('{"n": 1}\n{"n": 2}\n')).toEqual(['{"n": 1}', '{"n": 2}'])
	})

	it('is found inside brackets that are none', () => {
		expect(found('f({ x: [1, 2], y: {"z": 3} })')).toEqual(['[1, 2]', '{"z": 3}'])
		expect(found('[12:30] [{"a": 1}]')).toEqual(['[{"a": 1}]'])
	})

	it('loses white space outside strings alone, and keeps every spelling', () => {
		const text = '{ "a b" : [ 1.50 ,\n\t-0, 1E2 ], "\\u00e9 \\" ]" : "x  y", "a b": { } }'
		expect(jsonSpans(text)).toEqual([
			{
				start: 0,
				end: text.length,
				minified: '{"a b":[1.50,-0,1E2],"\\u00e9 \\" ]":"x  y","a b":{}}',
			},
		])
	})

	it.each([
		['a trailing comma', '[1, 2,]'],
		['a missing comma', '[1 2]'],
		['a key without quotes', '{a: 1}'],
		['a key without a value', '{"a"}'],
		['a leading zero', '[01]'],
		['a lone dot', '[.5]'],
		['an unknown word', '[nulls]'],
		['a line break in a string', '["a\nb"]'],
		['an unknown escape', '["\\x"]'],
		['an open string', '["a'],
		['an open bracket', '{"a": 1'],
		['brackets that do not match', '{"a": 1]'],
		['two values with a colon', '["a": 1]'],
	])('is not %s', (_, text) => {
		expect(found(text)).toEqual([])
	})

	it('is found however deep and long', () => {
		const deep = `${'['.repeat(5000)}${']'.repeat(5000)}`
		expect(found(deep)).toEqual([deep])
		const long = `["${'a\\n'.repeat(100_000)}"]`
		expect(found(long)).toEqual([long])
	})
})
