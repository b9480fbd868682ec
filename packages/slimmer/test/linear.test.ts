import { TokenSlimmer } from '@headroom/slimmer'
import { describe, expect, it } from 'vitest'

/** A tokenizer of almost no cost, so that only the rules are timed. */
const cheap = { id: 'eighths', exact: false, count: (text: string): number => Math.ceil(text.length / 4) }
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
	'10:00:00 ',
	'10:00:00.1 INFO a=1,b=2\n',
	'a=1,(',
	'a= ',
	'9 KB ',
	'x 1\nx 2 y\n',
	'[log of 9 lines: id + values for {}]\n',
	'[log of 999 lines: id + values for {}]\nA×1: {}\n---\nA x\n',
]

/** Milliseconds of processor time, which other programs on the machine stretch least. */
function milliseconds(text: string): number {
	const start = process.cpuUsage()
	new TokenSlimmer({ tokenizer: cheap }).slim(text)
	const { user, system } = process.cpuUsage(start)
	return (user + system) / 1000
}

describe('half a megabyte of one thing', () => {
	it.each(units)('%j takes time in proportion to its length', (unit) => {
		const full = unit.repeat(Math.ceil((1 << 19) / unit.length))
		const eighth = full.slice(0, full.length >> 3)
		let [long, short] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
		// Quadratic work would take 64 times as long; 40 ms absorb the noise of short times. Other work on the machine
		// only ever adds time, so the fastest of up to six rounds counts.
		const isLinear = (): boolean => long < 24 * short + 40
		for (let round = 0; round < 6 && !isLinear(); round++) {
			short = Math.min(short, milliseconds(eighth))
			long = Math.min(long, milliseconds(full))
		}
		expect(long).toBeLessThan(24 * short + 40)
	})
})

describe('made-up notation', () => {
	it('never blows up: templates that repeat a long value, or stand for very long lines', () => {
		const head = '[log of 1 lines: id + values for {}; {1}: value 1 again]'
		const repeats = `${head}\nA×1: {}${'{1}'.repeat(1 << 16)}\n---\nA ${'x'.repeat(1 << 16)}`
		const rows = 1 << 16
		const long = `[log of ${rows} lines: id + values for {}]\nA×${rows}: ${'x'.repeat(1 << 16)}\n---${'\nA'.repeat(rows)}`
		expect(new TokenSlimmer().restore(repeats)).toBe(repeats)
		expect(new TokenSlimmer().restore(long)).toBe(long)
	})
})
