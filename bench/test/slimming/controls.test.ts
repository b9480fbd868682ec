import { describe, expect, it } from 'vitest'
import { appliesTo } from '../../src/slimming/controls.ts'
import { csvOf } from '../../src/slimming/csv.ts'

describe('CSV of a flat table', () => {
	it('has a header, one line a row, and no line break at the end', () => {
		expect(
			csvOf([
				{ id: 1, ok: true },
				{ id: 2.5, ok: null },
			]),
		).toBe('id,ok\n1,true\n2.5,')
		expect(csvOf({ rows: [{ id: 1 }, { id: 2 }] })).toBe('id\n1\n2')
	})

	it('puts cells in the order of the header', () => {
		expect(
			csvOf([
				{ a: 1, b: 2 },
				{ b: 3, a: 4 },
			]),
		).toBe('a,b\n1,2\n4,3')
	})

	it('quotes as RFC 4180 does, and only what needs it', () => {
		expect(csvOf([{ 'a,b': 'say "hi"' }, { 'a,b': 'two\nlines' }, { 'a,b': "it's 1 2" }])).toBe(
			'"a,b"\n"say ""hi"""\n"two\nlines"\nit\'s 1 2',
		)
	})

	it.each([
		['nested', [{ a: [1] }]],
		['uneven', [{ a: 1 }, { b: 1 }]],
		['a row that lacks a key', [{ a: 1, b: 2 }, { a: 1 }]],
		['no object', [1, 2]],
		['lists', [[1], [2]]],
		['empty', []],
		['without columns', [{}]],
		['one of two properties', { rows: [{ a: 1 }], total: 1 }],
		['one object', { a: 1 }],
		['null', null],
	])('is none where the value is %s', (_, value) => {
		expect(csvOf(value)).toBeUndefined()
	})
})

describe('controls', () => {
	it('are measured where they can say the prompt', () => {
		const names = ['standard', 'minified JSON', 'TOON', 'CSV']
		const on = (prompt: string): string[] => names.filter((name) => appliesTo(name, prompt))
		expect(on('[{"a": 1}]')).toEqual(names)
		expect(on('{"a": [1]}')).toEqual(['standard', 'minified JSON', 'TOON'])
		expect(on('See: {"a": 1}')).toEqual(['standard'])
		expect(on('12')).toEqual(['standard'])
	})
})
