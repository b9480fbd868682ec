import { TokenSlimmer } from '@headroom/slimmer'
import { o200kBase } from '@headroom/tokenizer'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encoderWithoutRules } from './only-encoder.ts'

const characters = { id: 'test-characters', exact: false, count: (text: string): number => text.length }
const slimmer = new TokenSlimmer({
	tokenizer: characters,
	dedup: false,
	rules: encoderWithoutRules('yaml-lists'),
})
const slim = (text: string): string => slimmer.slim(text).text
const stays = (text: string): void => expect(slim(text)).toBe(text)

const boats = ['Anna', 'Berta', "'No'", '"Elbe: two"', 'Freya', 'Greta', 'Hanna', 'Ida']
const item = (name: string, index: number, more = ''): string =>
	`    - name: ${name}\n      berth: ${index + 10}\n      registered: true${more}`
const items = boats.map((name, index) => item(name, index))
const yaml = ['harbour:', '  boats:', ...items, '  open: 06:00'].join('\n')

describe('yaml-lists', () => {
	it('become a table under their keys, and come back', () => {
		const slimmed = [
			'harbour:',
			'  boats:',
			'    [list of 8 YAML items {name, berth, registered}; their values in order, parted by commas]',
			...boats.map((name, index) => `${name},${index + 10},true`),
			'  open: 06:00',
		].join('\n')
		expect(slim(yaml)).toBe(slimmed)
		expect(slimmer.restore(slimmed)).toBe(yaml)
		expect(slim(slimmed)).toBe(slimmed)
	})
	it('save more than a third of the tokens of such a list', () => {
		const { tokensBefore, tokensAfter } = new TokenSlimmer({ tokenizer: o200kBase() }).slim(yaml)
		expect(tokensAfter * 3).toBeLessThan(tokensBefore * 2)
	})
	it('leave an item that goes on to the text', () => {
		const folded = slim(['boats:', ...items, '        and more'].join('\n'))
		expect(folded).toContain('[list of 7 YAML items')
		expect(folded).toContain('\n    - name: Ida\n      berth: 17\n      registered: true\n        and more')
		const more = slim(['boats:', ...items, '      owner:', '        - Jan'].join('\n'))
		expect(more).toContain(
			'\n    - name: Ida\n      berth: 17\n      registered: true\n      owner:\n        - Jan',
		)
	})
	it('are left alone with comments, anchors, block scalars, few items, other keys, and in fences', () => {
		const all = (change: (item: string) => string): string => ['boats:', ...items.map(change)].join('\n')
		stays(all((text) => `${text} # checked`))
		stays(all((text) => text.replace('name: ', 'name: &boat ')))
		stays(all((text) => text.replace('registered: true', 'note: |\n        long')))
		stays(all((text) => text.replace('berth: ', 'berth:  ')))
		stays(all((text) => text).replaceAll('\n', '\r\n'))
		stays(items.slice(0, 3).join('\n'))
		stays(items.map((text, index) => (index % 2 === 0 ? text : text.replace('berth', 'place'))).join('\n'))
		stays(`\`\`\`yaml\n${yaml}\n\`\`\``)
	})
	it('are not read from tables whose count, keys or mark do not hold', () => {
		const no = (text: string): void => expect(slimmer.restore(text)).toBe(text)
		no('[list of 2 YAML items {a, b}; their values in order, parted by commas]\n1,2')
		no('[list of 1 YAML items {a, b}; their values in order, parted by commas]\n1,2,3')
		no('[list of 1 YAML items {a, b}; their values in order, parted by commas]\n1,')
		no('[list of 1 YAML items {a, b}; their values in order, parted by dots]\n1.2')
		no('x [list of 1 YAML items {a, b}; their values in order, parted by commas]\n1,2')
	})
	it('come back as they were, whatever their values', () => {
		const value = fc.oneof(
			{ weight: 80, arbitrary: fc.stringMatching(/^[a-z0-9]([a-z0-9 .]{0,4}[a-z0-9])?$/) },
			fc.constantFrom(
				'"a, b"',
				"'x'",
				'[1, 2]',
				'"open',
				'- a',
				'a: b',
				'-5',
				'a #b',
				'{a: 1}',
				'a|b;c',
				'*x',
				'',
			),
		)
		const indent = fc.constantFrom('', '  ', '    ')
		const rows = fc.array(fc.tuple(value, value, value), { minLength: 3, maxLength: 14 })
		let encoded = 0
		fc.assert(
			fc.property(
				rows,
				indent,
				fc.constantFrom('', 'tail: 1', '      more', '  - x', '    extra: 1'),
				(all, blanks, tail) => {
					const lines = all.map(
						([a, b, c]) => `${blanks}- first: ${a}\n${blanks}  second: ${b}\n${blanks}  third: ${c}`,
					)
					const text = ['list:', ...lines, tail].join('\n')
					const slimmed = slim(text)
					if (slimmed !== text) encoded++
					expect(slimmer.restore(slimmed)).toBe(text)
				},
			),
			{ numRuns: 5000, seed: 24 },
		)
		expect(encoded).toBeGreaterThan(500)
	})
})
