import { jsonMinify, type Rule, TokenSlimmer } from '@headroom/slimmer'
import { isHeadroomError } from '@headroom/spec'
import { describe, expect, it } from 'vitest'

const messageOf = (make: () => unknown): string => {
	try {
		make()
	} catch (error) {
		if (isHeadroomError(error) && error.code === 'invalid-argument') return error.message
		throw error
	}
	throw new Error('nothing was thrown')
}

const coloured = '\u001b[31mred\u001b[0m {\n  "a": 1\n}'

describe('options', () => {
	it('run lossless rules alone at the level lossless', () => {
		expect(new TokenSlimmer({ level: 'lossless' }).slim(coloured).text).toBe('\u001b[31mred\u001b[0m {"a":1}')
	})
	it('turn single rules off, and on above their level', () => {
		expect(new TokenSlimmer({ rules: { ansi: false } }).slim(coloured).text).toContain('\u001b[31m')
		expect(new TokenSlimmer({ level: 'lossless', rules: { ansi: true } }).slim(coloured).text).toBe(
			'red {"a":1}',
		)
		expect(new TokenSlimmer({ rules: { [jsonMinify.name]: false } }).slim(coloured).text).toBe(
			'red {\n  "a": 1\n}',
		)
	})
	it('take rules of your own, gated like the others', () => {
		const politeness: Rule = {
			name: 'thanks',
			level: 'standard',
			apply: (text) =>
				[...text.matchAll(/ Thank you very much\./g)].map(({ index, 0: found }) => ({
					start: index,
					end: index + found.length,
					replacement: '',
				})),
		}
		const costly: Rule = {
			name: 'costly',
			level: 'lossless',
			apply: (text) => [{ start: 0, end: text.length, replacement: `${text} ${text}` }],
		}
		const text = 'Send the invoice. Thank you very much.'
		expect(new TokenSlimmer({ extraRules: [politeness, costly] }).slim(text).text).toBe('Send the invoice.')
		expect(
			new TokenSlimmer({ extraRules: [politeness], preserveKeywords: ['THANK YOU'] }).slim(text).text,
		).toBe(text)
	})
	it('name what is wrong and what was expected', () => {
		expect(messageOf(() => new TokenSlimmer({ rules: { json: false } }))).toMatch(
			/"json", which is no rule; .*json-minify/,
		)
		expect(messageOf(() => new TokenSlimmer({ level: 'max' as 'standard' }))).toMatch(
			/level is "max"; expected 'lossless'/,
		)
		expect(messageOf(() => new TokenSlimmer({ extraRules: [jsonMinify] }))).toMatch(
			/"json-minify", which is taken/,
		)
	})
})

describe('explain', () => {
	it('says which rule took what, from which lines of the input, and for how many tokens', () => {
		const text = '\u001b[1mReport\u001b[0m\nof   May\n\n{\n  "total": 12,\n  "open": 3\n}\n'
		const explained = new TokenSlimmer().explain(text)
		expect(explained.text).toBe('Report\nof May\n\n{"total":12,"open":3}\n')
		expect(explained.savedTokens).toBe(explained.tokensBefore - explained.tokensAfter)
		const places = explained.rules.flatMap(({ rule, places }) =>
			places.map(({ start, end, lines, after }) => ({ rule, source: text.slice(start, end), lines, after })),
		)
		expect(places).toEqual([
			{ rule: 'ansi', source: '\u001b[1m', lines: [1, 1], after: '' },
			{ rule: 'ansi', source: '\u001b[0m', lines: [1, 1], after: '' },
			{
				rule: 'json-minify',
				source: '{\n  "total": 12,\n  "open": 3\n}',
				lines: [4, 7],
				after: '{"total":12,"open":3}',
			},
			{ rule: 'inner-spaces', source: '  ', lines: [2, 2], after: '' },
		])
		for (const { savedTokens } of explained.rules) expect(savedTokens).toBeGreaterThan(0)
	})
	it('follows places through rules that ran before', () => {
		const text = '\u001b[2m\u001b[1mone   two\u001b[0m and three   four'
		const [, spaces] = new TokenSlimmer().explain(text).rules
		expect(spaces?.places.map(({ start, end }) => text.slice(start, end))).toEqual(['  ', '  '])
	})
	it('says why nothing was tried', () => {
		expect(new TokenSlimmer().explain('Repeat verbatim:  a   b').untouched).toBe('verbatim')
		expect(new TokenSlimmer().explain('[line above repeated 3 more times]').untouched).toBe('marker')
		expect(new TokenSlimmer().explain('plain')).toMatchObject({ ratio: 1, savedTokens: 0, rules: [] })
	})
	it('reports a ratio of 1 for an empty text', () => {
		expect(new TokenSlimmer().slim('')).toEqual({
			text: '',
			tokensBefore: 0,
			tokensAfter: 0,
			ratio: 1,
			savedTokens: 0,
		})
	})
})
