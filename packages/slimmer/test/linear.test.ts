import { TokenSlimmer } from '@headroom/slimmer'
import { describe, expect, it } from 'vitest'

/** A tokenizer of almost no cost, so that only the rules are timed. */
const cheap = { id: 'quarters', exact: false, count: (text: string): number => Math.ceil(text.length / 4) }
const units = [
	'a',
	' ',
	'\n',
	'[',
	'{',
	'{"a":',
	'"',
	'\t',
	'\r',
	'\r\n',
	'|',
	'-',
	'`',
	'\u001b',
	'\u001b[',
	'\u001b]8;;',
	'\u200b',
	'\u00a0',
	'中',
	'👩‍👩‍👧',
	'a  b',
	'a  b\n',
	'^\n',
	'```\n',
	'|a|b|\n|-|-|\n',
	'{"a": 1}\n',
	'[1, ',
	'@@ -1,9 +1,9 @@\n',
	'<<<<<<< \n',
	'"a  ',
	'keep the ',
	'10%\r',
	'def f(x):\n',
]

function milliseconds(text: string): number {
	const times = [0, 1, 2].map(() => {
		const start = performance.now()
		new TokenSlimmer({ tokenizer: cheap }).slim(text)
		return performance.now() - start
	})
	return Math.min(...times)
}

describe('a megabyte of one thing', () => {
	it.each(units)('%j takes time in proportion to its length', (unit) => {
		const full = unit.repeat(Math.ceil((1 << 20) / unit.length))
		const quarter = full.slice(0, full.length >> 2)
		milliseconds(quarter)
		// Quadratic work would take 16 times as long; 40 ms absorb the noise of short times.
		expect(milliseconds(full)).toBeLessThan(10 * milliseconds(quarter) + 40)
	})
})
