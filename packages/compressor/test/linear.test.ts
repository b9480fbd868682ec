import { o200kBase } from '@headroom/tokenizer'
import { describe, expect, it } from 'vitest'
import { ContextCompressor } from '../src/index.ts'

const compressor = new ContextCompressor({ tokenizer: o200kBase(), preserveKeywords: ['a', '中'] })

/** Milliseconds of processor time, which other work on the machine does not stretch. */
async function cost(text: string): Promise<number> {
	const from = process.cpuUsage()
	await compressor.compress(text, { query: 'What is the answer to a?' })
	const { user, system } = process.cpuUsage(from)
	return (user + system) / 1000
}

describe('hostile text', () => {
	for (const unit of [
		'a',
		' ',
		'\n',
		'中',
		'。',
		'!',
		'."',
		'。 z',

		'👩‍👩‍👧',
		'[',
		'{"a":',
		'"',
		'a\n',
		'a. ',
		'[… ',
		'ERROR\n',
		'[1,\n',
		'```\n',
		'A: b\n',
		'| a ',
		'src/a.ts:1:',
		'src/a.ts:1:x\n',
		'a/b\n1:x\n',
		'<div>',
		'</p><p>',
		'<!doctype html><a "',
		'<p><b>a. ',
		'<svg ',
		'<script>',
		'<!-- ',
		'<table><tr>',
		'@@ -1,9 +1,9 @@\n',
		'--- a\n+++ b\n',
		'A  B  C\n',
		'a,b,c\n',
		'fn a(\n',
		'def a():\n',
		'$ a\n',
		'commit abcdef1\nAuthor: a\n',
		'  File "a"\nAError: a\n',
		'1 aa, ',
	]) {
		it(`${JSON.stringify(unit)} a million characters long costs no more than its length`, async () => {
			// The letter at the end leaves every run of marks without the end it looks for.
			const make = (size: number): string => `${unit.repeat(Math.floor(size / unit.length))}z`
			await cost(make(50_000))
			const quarter = Math.max(20, await cost(make(250_000)))
			// Four times the text: a quadratic path would take sixteen times as long.
			expect(await cost(make(1_000_000))).toBeLessThan(quarter * 9)
		}, 60_000)
	}

	for (const unit of [
		'\\',
		'\\\\n',
		'\\"',
		'\\u00e9',
		'\\nERROR',
		'a. ',
		'{\\"a\\":',
		'中',
		'<p>',
		'a.ts:1:\\n',
	]) {
		it(`${JSON.stringify(unit)} a million characters long in a JSON string costs no more than its length`, async () => {
			const make = (size: number): string =>
				`{"a":"${unit.repeat(2 * Math.floor(size / unit.length / 2))}","b":[1,2]}`
			await cost(make(50_000))
			const quarter = Math.max(20, await cost(make(250_000)))
			expect(await cost(make(1_000_000))).toBeLessThan(quarter * 9)
		}, 60_000)
	}
})
