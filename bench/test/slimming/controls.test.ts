import type { Message } from '@headroom/spec'
import { describe, expect, it } from 'vitest'
import type { BenchCase } from '../../src/data/index.ts'
import {
	type JsonControl,
	jsonControls,
	openTexts,
	respelled,
	spellings,
} from '../../src/slimming/controls.ts'
import { csvOf, isOneRecord } from '../../src/slimming/csv.ts'

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

describe('one record', () => {
	it.each([
		['a flat object', { a: 1, b: null }, true],
		['a table of one row', [{ a: 1 }], true],
		['a table of one row under one key', { rows: [{ a: 1 }] }, true],
		['a table of two rows', [{ a: 1 }, { a: 2 }], false],
		['an object that holds another', { a: { b: 1 } }, false],
		['a list of one number', [1], false],
	])('%s: %s is %s', (_, value, isRecord) => {
		expect(isOneRecord(value)).toBe(isRecord)
	})
})

const names = (prompt: BenchCase['prompt']): string[] =>
	jsonControls.flatMap((control) => (spellings(control, prompt).length > 0 ? [control.name] : []))

describe('controls', () => {
	it('are measured where they can say a text', () => {
		expect(names('[{"a": 1}]')).toEqual(['minified JSON', 'TOON', 'CSV'])
		expect(names('{"a": [1]}')).toEqual(['minified JSON', 'TOON'])
		expect(names('See: {"a": 1}')).toEqual([])
		expect(names('12')).toEqual([])
	})

	it('spell TOON as its specification does', () => {
		const users = '{"users": [{"id": 1, "name": "Alice"}, {"id": 2, "name": "Bob"}]}'
		const toon = jsonControls.find(({ name }) => name === 'TOON') as JsonControl
		expect(spellings(toon, users)).toEqual([
			{ at: 0, text: 'users[2]{id,name}:\n  1,Alice\n  2,Bob', isOneRecord: false },
		])
	})
})

describe('controls on messages', () => {
	const talk: readonly Message[] = [
		{ role: 'system', content: '[{"a": 0}]', pinned: true },
		{ role: 'user', content: 'Which rows?' },
		{ role: 'tool', content: '[{"a": 1}, {"a": 2}]' },
		{
			role: 'tool',
			content: [{ type: 'tool-result', callId: 'c1', content: [{ type: 'text', text: '[ {"a": 3} ]' }] }],
		},
	]
	const csv = jsonControls.find(({ name }) => name === 'CSV') as JsonControl

	it('take each text that is one JSON value, but none of a pinned message', () => {
		expect(openTexts(talk)).toEqual(['Which rows?', '[{"a": 1}, {"a": 2}]', '[ {"a": 3} ]'])
		expect(spellings(csv, talk)).toEqual([
			{ at: 1, text: 'a\n1\n2', isOneRecord: false },
			{ at: 2, text: 'a\n3', isOneRecord: true },
		])
	})

	it('put their spelling in the place of the text, and leave the rest', () => {
		const after = respelled(talk, spellings(csv, talk))
		expect(openTexts(after)).toEqual(['Which rows?', 'a\n1\n2', 'a\n3'])
		expect(after.slice(0, 2)).toEqual(talk.slice(0, 2))
	})
})
