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
	'\b',
	'-\b',
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
	'[#9999999 a\n',
	'[#2 a,b\n1,2\n',
	'#{a:',
	'#{aaaa:[same as aaaa],',
	'#[{"a":json{"',
	'{"a":[{"b":1,"c":"x"},{"b":2,"c":"y"}]},',
	'"{\\"a\\":[1,2,3]}",',
	'[{"a":{"b":',
	'├── a\n',
	'│   ',
	'└── ',
	'- a: b\n',
	'- a: b\n  c: d\n',
	'- a: ',
	'[list of 9 YAML items {a, b}; their values in order, parted by commas]\n',
	'a,b,c\n',
	'a\tb\r\n',
	'"a,',
	'"",',
	'[csv of 2 rows; column 1=a in every row]\n',
	'<?xml ?><a b="c">\n ',
	'<a b="c" ',
	'<a>\n',
	'<a><b c="d">\n</b></a>',
	'[table of 9 XML records <a b="{}"/>; their values in order, parted by commas]\n',
	'<html><svg>aaaaaa',
	'<html><script>a<',
	'<html a="b" class=c>aa  bb',
	'<html a="',
	'<html><p></i>a <!--',
	'<html>a<svg><a></svg></a>',
	'+-- a\n',
	'[tree of 1 lines, drawn in npm style; one space per level]\n',
	'please ',
	'Please note that ',
	'Could you please explain ',
	'Use it in order to win. Thank you. ',
	'Read the following data: ',
	'text: ',
	'Bitte prüfen Sie, bitte ',
	'你能帮我总结一下',
	'对进行分析',
	'请对数据进行分析。谢谢！',
	'お手数ですが、要約していただけますか',
	'<a>',
	'“„‘',
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
	new TokenSlimmer({ tokenizer: cheap, level: 'aggressive' }).slim(text)
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
