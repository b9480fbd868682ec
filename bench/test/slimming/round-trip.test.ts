import type { Message } from '@headroom/spec'
import { describe, expect, it } from 'vitest'
import { keptJsonValues, sameMessages, sameText } from '../../src/slimming/round-trip.ts'

const lines = (...all: string[]): string => all.join('\n')

describe('lines that came back', () => {
	const text = lines('one  two', '\tthree ', '', 'four')

	it('are the same to the letter', () => {
		expect(sameText(text, text)).toBe(true)
	})

	it.each([
		['a dropped line', lines('one  two', '\tthree ', 'four')],
		['a line more', lines('one  two', '\tthree ', '', 'four', '')],
		['lines that changed places', lines('\tthree ', 'one  two', '', 'four')],
		['a changed letter', lines('one  two', '\tthree ', '', 'Four')],
		['a dropped blank', lines('one two', '\tthree ', '', 'four')],
		['a dropped blank at the end', lines('one  two', '\tthree', '', 'four')],
		['other indentation', lines('one  two', '    three ', '', 'four')],
		['other line breaks', text.replaceAll('\n', '\r\n')],
		['nothing', ''],
	])('are not: %s', (_, back) => {
		expect(sameText(text, back)).toBe(false)
	})
})

describe('JSON that came back', () => {
	const text = lines('Answer:', '{', '  "id": 1.50,', '  "tags": ["a  b", null],', '  "id": 2', '}', 'end')
	const back = '{"id":1.50,"tags":["a  b",null],"id":2}'

	it('may have lost its insignificant white space', () => {
		expect(sameText(text, lines('Answer:', back, 'end'))).toBe(true)
		expect(sameText('[ 1, 2 ]', '[1,2]')).toBe(true)
		expect(sameText('{"a": 1}\n{"a": 2}', '{"a":1}\n{"a":2}')).toBe(true)
	})

	it.each([
		['another spelling of a number', back.replace('1.50', '1.5')],
		['another spelling of a letter', back.replace('"a  b"', '"\\u0061  b"')],
		['a dropped duplicate key', back.replace(',"id":2', '')],
		['keys in another order', '{"tags":["a  b",null],"id":1.50,"id":2}'],
		['a number as a string', back.replace('2}', '"2"}')],
		['a dropped null', back.replace(',null', '')],
		['a blank lost in a string', back.replace('a  b', 'a b')],
		['a row twice', `${back}${back}`],
	])('is not the same with %s', (_, wrong) => {
		expect(sameText(text, lines('Answer:', wrong, 'end'))).toBe(false)
	})

	it('is not what stands in code or prose without a string', () => {
		expect(sameText('take [1, 2] of it', 'take [1,2] of it')).toBe(false)
		expect(sameText('{ a: 1 }', '{a:1}')).toBe(false)
	})
})

describe('tables aligned with spaces', () => {
	const text = lines(
		'Jobs:',
		'name       state    age',
		'web-1      Running   9d',
		'worker     Failed   10d',
		'db                   3d',
	)

	it('are the same when every cell is in its column', () => {
		const back = ['name,state,age', 'web-1,Running,9d', 'worker,Failed,10d', 'db,,3d']
		expect(sameText(text, lines('Jobs:', ...back))).toBe(true)
		expect(sameText(text, lines('Jobs:', ...back.map((row) => row.replaceAll(',', '|'))))).toBe(true)
	})

	it('may have single spaces between their words', () => {
		expect(sameText(lines('a      b', 'long   1'), lines('a b', 'long 1'))).toBe(true)
		// The last row is as wide as its columns, so it reads the same.
		expect(sameText(lines('a    b', 'long 1'), lines('a b', 'long 1'))).toBe(true)
		expect(sameText(lines('long 1', 'a    b'), lines('long 1', 'a b'))).toBe(true)
		// Aligned on the right.
		expect(sameText(lines('long    1', 'b     100'), lines('long 1', 'b 100'))).toBe(true)
	})

	it.each([
		['a cell in another column', ['name,state,age', 'web-1,Running,9d', 'worker,Failed,10d', 'db,3d,']],
		['a dropped cell', ['name,state,age', 'web-1,Running,9d', 'worker,,10d', 'db,,3d']],
		['a changed cell', ['name,state,age', 'web-1,Running,9d', 'worker,Failed,11d', 'db,,3d']],
		['cells that changed places', ['name,state,age', 'web-1,9d,Running', 'worker,Failed,10d', 'db,,3d']],
		['a dropped row', ['name,state,age', 'web-1,Running,9d', 'db,,3d']],
		['rows that changed places', ['name,state,age', 'worker,Failed,10d', 'web-1,Running,9d', 'db,,3d']],
		['two cells in one', ['name,state,age', 'web-1,Running,9d', 'worker,Failed 10d', 'db,,3d']],
		['another indentation', ['name,state,age', '  web-1,Running,9d', 'worker,Failed,10d', 'db,,3d']],
		[
			'an empty cell that single spaces hide',
			['name state age', 'web-1 Running 9d', 'worker Failed 10d', 'db 3d'],
		],
	])('are not the same with %s', (_, rows) => {
		expect(sameText(text, lines('Jobs:', ...rows))).toBe(false)
	})

	it('are not made of prose with two blanks, nor of one line', () => {
		const prose = lines('It rained.  We stayed in.', 'Then the sun came.  We left.')
		expect(sameText(prose, prose.replaceAll('  ', ' '))).toBe(false)
		expect(sameText('a    b', 'a b')).toBe(false)
	})
})

describe('Markdown tables', () => {
	const text = lines('| Item   | Price |', '|:-------|------:|', '| Nut    |  0.20 |', '| a \\| b |       |')

	it('may lose their padding', () => {
		expect(sameText(text, lines('|Item|Price|', '|:---|---:|', '|Nut|0.20|', '|a \\| b||'))).toBe(true)
		expect(
			sameText(text, lines('| Item | Price |', '| :--- | ---: |', '| Nut | 0.20 |', '| a \\| b | |')),
		).toBe(true)
	})

	it.each([
		['a changed cell', ['|Item|Price|', '|:---|---:|', '|Nut|0.2|', '|a \\| b||']],
		['a cell in another column', ['|Item|Price|', '|:---|---:|', '|Nut|0.20|', '||a \\| b|']],
		['another alignment', ['|Item|Price|', '|:---|:---|', '|Nut|0.20|', '|a \\| b||']],
		['a column less', ['|Item|Price|', '|:---|---:|', '|Nut|0.20|', '|a \\| b|']],
		['a dropped row', ['|Item|Price|', '|:---|---:|', '|a \\| b||']],
	])('are not the same with %s', (_, rows) => {
		expect(sameText(text, lines(...rows))).toBe(false)
	})

	it('have a row of dashes: other bars are lines', () => {
		expect(sameText('| a  |\n| b  |', '|a|\n|b|')).toBe(false)
	})
})

describe('messages that came back', () => {
	const sent: readonly Message[] = [
		{ role: 'user', content: 'Look.' },
		{
			role: 'assistant',
			content: [{ type: 'tool-call', id: 'c1', name: 'read', arguments: '{ "path": "a" }' }],
		},
		{ role: 'tool', content: [{ type: 'tool-result', callId: 'c1', content: '{ "a": 1 }' }] },
	]
	const withResult = (content: string): readonly Message[] =>
		sent.with(2, { role: 'tool', content: [{ type: 'tool-result', callId: 'c1', content }] })

	it('are the same with the same texts', () => {
		expect(sameMessages(sent, structuredClone(sent))).toBe(true)
		expect(sameMessages(sent, withResult('{"a":1}'))).toBe(true)
	})

	it.each([
		['a changed text', withResult('{"a":2}')],
		['a message less', sent.slice(0, 2)],
		['a message more', [...sent, { role: 'user', content: '' } as const]],
		['another role', sent.with(0, { role: 'system', content: 'Look.' })],
		[
			'a tool call re-spelled, which nothing may touch',
			sent.with(1, {
				role: 'assistant',
				content: [{ type: 'tool-call', id: 'c1', name: 'read', arguments: '{"path":"a"}' }],
			}),
		],
	])('are not the same with %s', (_, back) => {
		expect(sameMessages(sent, back)).toBe(false)
	})
})

describe('JSON values that are kept', () => {
	const before = ['first {"a": "x"} then {"a": "x"}', 'and ["y", 1.0], not [1, 2]']

	it('are found whatever stands around them', () => {
		expect(keptJsonValues(before, ['["y",1.0] {"a":"x"}', '{ "a": "x" }'])).toBe(1)
	})

	it('count each as often as it stood: two of three, one of three, none', () => {
		expect(keptJsonValues(before, ['{"a":"x"} ["y",1.0]'])).toBeCloseTo(2 / 3, 12)
		expect(keptJsonValues(before, ['{"a":"x"} ["y",1]'])).toBeCloseTo(1 / 3, 12)
		expect(keptJsonValues(before, ['a,y'])).toBe(0)
	})

	it('do not apply where there are none', () => {
		expect(keptJsonValues(['take [1, 2]'], [''])).toBeUndefined()
	})
})
