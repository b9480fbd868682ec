import { o200kBase } from '@headroom/tokenizer'
import { describe, expect, it } from 'vitest'
import { ContextCompressor, type SegmentedText, textSegmenter } from '../src/index.ts'

const compressor = new ContextCompressor({ tokenizer: o200kBase() })

/** A hunk with `n` lines of context on either side of one changed line, in the notation of `diff -u`. */
function hunk(at: number, n: number, removed: string, added: string): string {
	const context = (side: string): string[] =>
		Array.from({ length: n }, (_, line) => ` ${side} line ${line} of the part at ${at} stays as it was`)
	return [
		`@@ -${at},${2 * n + 1} +${at},${2 * n + 1} @@ part ${at}`,
		...context('upper'),
		`-${removed}`,
		`+${added}`,
		...context('lower'),
		'',
	].join('\n')
}

const FILES = ['src/ferry.ts', 'src/berth.ts']
const diff = FILES.map((file, place) =>
	[
		`diff --git a/${file} b/${file}`,
		'index 1234567..89abcde 100644',
		`--- a/${file}`,
		`+++ b/${file}`,
		[1, 2, 3, 4].map((n) => hunk(n * 100, 6, `old value ${place}${n}`, `new value ${place}${n}`)).join(''),
	].join('\n'),
).join('')

const linesOf = (text: string): string[] => text.split('\n')

describe('diffs', () => {
	for (const [name, query] of [
		['without a query', ''],
		['with a query that speaks of the context', 'What does the upper line 3 of the part at 200 say?'],
	]) {
		it(`keep every changed line, its hunk header and its file before any context, ${name}`, async () => {
			const { text, ratio } = await compressor.compress(diff, { query: query ?? '' })
			for (const line of linesOf(diff)) {
				if (/^[-+](?:old|new)/.test(line)) expect(text).toContain(`${line}\n`)
				if (/^(?:@@|diff)/.test(line)) expect(text).toContain(`${line}\n`)
			}
			expect(ratio).toBeGreaterThanOrEqual(0.5)
			expect(ratio).toBeLessThan(0.56)
		})
	}

	it('say in every hunk that is cut how many lines are gone', async () => {
		const { text } = await compressor.compress(diff, { query: '' })
		for (const part of text.split(/^(?=@@ )/m).slice(1)) {
			// Every hunk promises 13 old lines: its context and the removed one.
			const there = linesOf(part).filter((line) => /^[ -](?:upper|lower|old)/.test(line)).length
			const gone = [...part.matchAll(/\[… (\d+) lines? omitted/g)].reduce((sum, [, n]) => sum + Number(n), 0)
			// A marker may stand for the next hunk's or file's header as well.
			expect(there + gone).toBeGreaterThanOrEqual(13)
		}
	})

	it('end a hunk where its numbers say, whatever its lines look like', () => {
		const text = [
			'--- a/notes.sql',
			'+++ b/notes.sql',
			'@@ -1,2 +1,3 @@',
			' select 1;',
			'--- a comment of SQL that was removed',
			'+++ a line that was added',
			'+@@ -1 +1 @@',
			'After the patch.',
			'',
		].join('\n')
		const { segments } = textSegmenter.segment(text) as SegmentedText
		const told = segments.map(({ start, end, parent, aside }) => [
			text.slice(start, end).trimEnd(),
			parent,
			aside === true,
		])
		expect(told).toEqual([
			['--- a/notes.sql\n+++ b/notes.sql', -1, false],
			['@@ -1,2 +1,3 @@', 0, false],
			[' select 1;', 1, true],
			['--- a comment of SQL that was removed', 1, false],
			['+++ a line that was added', 1, false],
			['+@@ -1 +1 @@', 1, false],
			['After the patch.', -1, false],
		])
	})

	it('are found inside other text and inside fences', async () => {
		const answer = `Here is the patch that I would apply to the ferry:\n\n\`\`\`diff\n${diff}\`\`\`\n\nShall I?`
		const { text } = await compressor.compress(answer, { query: '' })
		expect(linesOf(text).filter((line) => /^[-+](?:old|new)/.test(line))).toEqual(
			linesOf(diff).filter((line) => /^[-+](?:old|new)/.test(line)),
		)
	})
})
