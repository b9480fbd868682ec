import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compilePattern } from '../src/pattern/match.ts'

describe('compilePattern', () => {
	it.each<[string, string, boolean]>([
		['\\binvoices?\\b', 'Where is my Invoice?', true],
		['\\binvoices?\\b', 'invoiced', false],
		['^(?:hi|hello)[!,. ]', 'Hello, who are you', true],
		['^(?:hi|hello)[!,. ]', 'oh hello, you', false],
		['order #?\\d{4,6}$', 'track order #12345', true],
		['order #?\\d{4,6}$', 'track order #123', false],
		['[^a-z0-9 ]', 'plain words 12', false],
		['\\p{Script=Greek}', 'what does λόγος mean', true],
		['caf\\u00e9|caf\\u{e9}', 'CAFÉ', true],
		['^$', '', true],
		['a.c', 'a\nc', false],
		['(?:a|b)+c', 'xxabac', true],
		['x{2}y', 'xy', false],
		['\\$\\d+\\.\\d\\d', 'costs $12.50', true],
		['😀+', 'ok 😀😀', true],
	])('%s on %j is %s', (pattern, text, expected) => {
		expect(compilePattern(pattern)(text)).toBe(expected)
	})

	it('agrees with RegExp on generated patterns and texts', () => {
		const atom = fc.constantFrom(
			'a',
			'b',
			'.',
			'[ab]',
			'[^a]',
			'\\w',
			'\\d',
			'\\b',
			'(?:ab|b)',
			'(a|)',
			'1',
			' ',
		)
		const quantifier = fc.constantFrom('', '', '', '*', '+', '?', '{2}', '{1,2}', '{2,}', '*?')
		const item = fc.tuple(atom, quantifier).map(([a, q]) => (a === '\\b' ? a : a + q))
		const branch = fc.array(item, { minLength: 1, maxLength: 4 }).map((items) => items.join(''))
		const pattern = fc
			.tuple(
				fc.constantFrom('', '^'),
				fc.array(branch, { minLength: 1, maxLength: 3 }),
				fc.constantFrom('', '$'),
			)
			.map(([start, branches, end]) => `${start}(?:${branches.join('|')})${end}`)
		const text = fc.string({ unit: fc.constantFrom('a', 'b', 'A', '1', ' ', 'é', '\n'), maxLength: 12 })
		fc.assert(
			fc.property(pattern, text, (source, sample) => {
				expect(compilePattern(source)(sample)).toBe(new RegExp(source, 'iu').test(sample))
			}),
			{ numRuns: 3_000, seed: 1 },
		)
	})

	it.each([
		['(a+)+$', 'repeats something that itself repeats'],
		['(?:\\d*,?)*', 'repeats something that itself repeats'],
		['(?:(?:ab){2,}c)*', 'repeats something that itself repeats'],
		['(a)\\1', 'back-reference'],
		['(?=a)b', 'look-around'],
		['(?<!a)b', 'look-around'],
		['(?<name>a)', 'named group'],
		['a{1000}', 'repeats more than 100 times'],
		['(', 'is not valid'],
		['a**', 'is not valid'],
		['a'.repeat(1_001), 'longer than 1000'],
		[`(?:${'ab?'.repeat(200)}){100}`, 'steps'],
	])('refuses %s', (pattern, message) => {
		expect(() => compilePattern(pattern)).toThrowError(
			expect.objectContaining({ code: 'invalid-argument', message: expect.stringContaining(message) }),
		)
	})

	it('takes time linear in the text where backtracking takes its square or worse', () => {
		for (const pattern of ['a*a*a*b', '\\s+$', '(?:a|aa)*b', '.*x.*y.*z']) {
			const occurs = compilePattern(pattern)
			const time = (length: number): number => {
				const text =
					(pattern.startsWith('\\s') ? ' ' : 'a').repeat(length) + (pattern.startsWith('\\s') ? 'x' : '')
				const start = performance.now()
				expect(occurs(text)).toBe(false)
				return performance.now() - start
			}
			time(20_000)
			expect(time(100_000), pattern).toBeLessThan(1_000)
		}
	})
})
