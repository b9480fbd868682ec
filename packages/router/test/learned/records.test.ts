import { describe, expect, it } from 'vitest'
import { readRecords } from '../../src/index.ts'

const line = (value: unknown): string => JSON.stringify(value)

describe('records from JSON Lines', () => {
	it('hold a prompt and outcomes by model', () => {
		const records = [
			{ prompt: 'p', outcomes: { a: { quality: 1, cost: 0.002 }, b: { quality: 0.25 } } },
			{ prompt: 'q', outcomes: { b: { quality: 0 } } },
		]
		expect(readRecords(records.map(line).join('\n'))).toEqual(records)
	})

	it('are read leniently where nothing is lost by it', () => {
		const text = [
			'\uFEFF',
			line({ prompt: ' p ', id: 7, outcomes: { a: true, b: 0.5, c: null } }),
			'\r',
			line({
				messages: [
					{ role: 'system', content: 's' },
					{ role: 'user', content: [{ type: 'text', text: 'first' }] },
					{ role: 'assistant', content: 'a' },
					{ role: 'user', content: '<system-reminder>x</system-reminder>last' },
				],
				outcomes: { a: { quality: false, cost: null, latency: 3 } },
			}),
		].join('\n')
		expect(readRecords(text)).toEqual([
			{ prompt: 'p', outcomes: { a: { quality: 1 }, b: { quality: 0.5 } } },
			{ prompt: 'last', outcomes: { a: { quality: 0 } } },
		])
	})

	it.each([
		['{', 'log.jsonl:1: is not JSON'],
		['[1]', 'log.jsonl:1: the record is [1]; expected an object'],
		[line({ outcomes: {} }), 'log.jsonl:1: prompt is missing; expected a text'],
		[line({ prompt: 'p' }), 'log.jsonl:1: outcomes is missing'],
		[
			line({ prompt: 'p', outcomes: { 'o/m': { quality: 2 } } }),
			'outcomes["o/m"].quality is 2; expected a number in [0, 1]',
		],
		[line({ prompt: 'p', outcomes: { m: { quality: '1' } } }), 'outcomes["m"].quality is "1"'],
		[
			line({ prompt: 'p', outcomes: { m: { quality: 1, cost: -1 } } }),
			'outcomes["m"].cost is -1; expected USD',
		],
		[line({ messages: [{ role: 'assistant', content: 'a' }], outcomes: {} }), 'messages is [{'],
	])('of %s are refused with line and field', (text, message) => {
		expect(() => readRecords(text, 'log.jsonl')).toThrow(message)
	})

	it('tell of all problems at once, the first five by name', () => {
		const good = line({ prompt: 'p', outcomes: { m: 1 } })
		const bad = line({ prompt: 3, outcomes: {} })
		const read = (): unknown => readRecords([good, ...Array(7).fill(bad)].join('\n'), 'f')
		expect(read).toThrow(/^f:2: prompt is 3; expected a text\nf:3/)
		expect(read).toThrow(/f:6: [^\n]+\nand 2 more$/)
	})

	it('may have a model of any name', () => {
		const [record] = readRecords('{"prompt":"p","outcomes":{"__proto__":{"quality":1},"m":{"quality":0}}}')
		expect(Object.keys(record?.outcomes ?? {})).toEqual(['__proto__', 'm'])
	})
})
