import { TokenSlimmer } from '@headroom/slimmer'
import { describe, expect, it } from 'vitest'
import { expectLinear } from './linear-time.ts'

/** A tokenizer of almost no cost, so that only the rules are timed. */
const cheap = { id: 'quarters', exact: false, count: (text: string): number => Math.ceil(text.length / 4) }
/** What only begins like notation or markers, and what names more than there is. */
const notations = [
	'[#9999999 a\n',
	'[#2 a,b\n1,2\n',
	'#{a:',
	'#{aaaa:[same as aaaa],',
	'#[{"a":json{"',
	'{"a":[{"b":1,"c":"x"},{"b":2,"c":"y"}]},',
	'[list of 9 YAML items {a, b}; their values in order, parted by commas]\n',
	'[list of 9999999 YAML items {a, b}; their values in order, parted by commas]\n',
	'[csv of 2 rows; column 1=a in every row]\n',
	'[csv of 9999999 rows; column 1=a in every row]\n',
	'[table of 9 XML records <a b="{}"/>; their values in order, parted by commas]\n',
	'[table of 9999999 XML records <a b="{}" c="{}"/>; their values in order, parted by commas]\n',
	'[tree of 1 lines, drawn in npm style; one space per level]\n',
	'[tree of 9999999 lines, drawn in npm style; one space per level]\n',
	'[log of 9 lines: id + values for {}]\n',
	'[log of 999 lines: id + values for {}]\nA×1: {}\n---\nA x\n',
	'[[names used below: α=ab β=cd]] αβα\n',
	'x\n[same as line 1 above: "x"]\n',
	'[line above repeated 9 more times]\n',
]
const units = [
	...notations,
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
	'"{\\"a\\":[1,2,3]}",',
	'[{"a":{"b":',
	'├── a\n',
	'│   ',
	'└── ',
	'- a: b\n',
	'- a: b\n  c: d\n',
	'- a: ',
	'a,b,c\n',
	'a\tb\r\n',
	'"a,',
	'"",',
	'<?xml ?><a b="c">\n ',
	'<a b="c" ',
	'<a>\n',
	'<a><b c="d">\n</b></a>',
	'<html><svg>aaaaaa',
	'<html><script>a<',
	'<html a="b" class=c>aa  bb',
	'<html a="',
	'<html><p></i>a <!--',
	'<html>a<svg><a></svg></a>',
	'+-- a\n',
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
]

describe('half a megabyte of one thing', () => {
	it.each(units)('%j takes time in proportion to its length', (unit) => {
		expectLinear(unit, (text) => new TokenSlimmer({ tokenizer: cheap, level: 'aggressive' }).slim(text))
	})

	it.each(notations)('%j is read back in proportion to its length', (unit) => {
		expectLinear(unit, (text) => new TokenSlimmer().restore(text))
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

	const value = 'y'.repeat(1 << 19)
	const rows = 'z,w\n'.repeat(1 << 17)
	const nested = (depth: number): string =>
		`#${'{a:json'.repeat(depth)}{${'b'.repeat(60)}:1}${'}'.repeat(depth)}`
	it.each([
		['a constant of a table', `[#131072 a="${value}",b,c\n${rows}`],
		['a key of a table', `[#131072 "${value}",b\n${rows}`],
		['a constant of nested rows', `[#1 a[b="${value}",c]\n[${'1;'.repeat(1 << 17)}1]`],
		['a constant of a CSV table', `[csv of 131072 rows; column 1=${value} in every row]\n${rows}`],
		[
			'the form of XML records',
			`[table of 524288 XML records <a>${'<b>q</b>'.repeat(80)}<c>{}</c></a>; their values in order, parted by commas]\n${'\n'.repeat(1 << 19)}`,
		],
		['JSON in strings of JSON, whose backslashes double', nested(24)],
		['indentation', `#[[{a:json8${'['.repeat(40)}${'1,'.repeat(1 << 19)}1${']'.repeat(40)}}]]`],
		['repetitions', `${'x'.repeat(1000)}\n${'[line above repeated 9999999 more times]\n'.repeat(20)}`],
		['pointers', `${'-\n'.repeat(1 << 20)}${'[same as lines 1–1048576 above: "-"]\n'.repeat(200)}`],
	])('never blows up: %s', (_, bomb) => {
		const slimmer = new TokenSlimmer({ tokenizer: cheap, rules: { 'blank-lines': false } })
		expect(slimmer.restore(bomb).length).toBeLessThanOrEqual(bomb.length + (1 << 27))
		expect(slimmer.slim(bomb).text.length).toBeLessThanOrEqual(bomb.length)
	})
	it.each([
		['attributes of a tag', `<a ${'b="c" '.repeat(1 << 20)}/>`],
		['marks of lists', `${'- '.repeat(1 << 22)}please help`],
		['a path', `#{a:[same as ${'a.'.repeat(1 << 22)}a]}`],
	])('never runs out of stack: %s', (_, long) => {
		const slimmer = new TokenSlimmer({ tokenizer: cheap, level: 'aggressive' })
		expect(slimmer.restore(slimmer.slim(long).text)).toBe(slimmer.slim(long).text)
	})
})
