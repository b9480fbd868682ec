import { TokenSlimmer } from '@headroom/slimmer'
import { describe, expect, it } from 'vitest'

const orders = Array.from({ length: 12 }, (_, n) => ({ id: `A-${17 + n}`, city: 'Rome', paid: n % 2 === 0 }))
const log = Array.from(
	{ length: 10 },
	(_, n) =>
		`2026-03-01 10:00:${10 + n} INFO worker finished the nightly export of shop ${n * 7} in ${n}1 seconds`,
)
const text = ['Orders:', JSON.stringify(orders, null, 1), '', 'Log:', ...log, '', 'Why   so slow?'].join('\n')

describe('explain', () => {
	const { rules, tokensBefore, tokensAfter, savedTokens } = new TokenSlimmer().explain(text)
	const lines = text.split('\n')
	const places = (name: string) => rules.find(({ rule }) => rule === name)?.places ?? []

	it('says of rules and encoders alike which lines of the input they changed, and into what', () => {
		expect(rules.map(({ rule }) => rule)).toEqual([
			'json-minify',
			'inner-spaces',
			'log-templates',
			'json-tables',
		])
		const last = lines.indexOf(']') + 1
		expect(places('json-minify')).toMatchObject([{ lines: [2, last] }])
		expect(places('json-tables')).toMatchObject([{ lines: [2, last], before: JSON.stringify(orders) }])
		expect(places('json-tables')[0]?.after).toMatch(/^\[#12 id.city=Rome.paid\n/)
		const first = lines.indexOf(log[0] ?? '') + 1
		expect(places('log-templates')).toMatchObject([{ lines: [first, first + 9], before: log.join('\n') }])
		expect(places('inner-spaces')).toMatchObject([{ lines: [lines.length, lines.length] }])
	})

	it('gives each rule a part of what was saved in all', () => {
		expect(savedTokens).toBe(tokensBefore - tokensAfter)
		const sum = rules.reduce((all, rule) => all + rule.savedTokens, 0)
		// Tokens reach over the edges of places, so that parts and whole may differ by a few.
		expect(Math.abs(sum - savedTokens)).toBeLessThan(10)
		expect(rules.every((rule) => rule.savedTokens > 0)).toBe(true)
	})
})
