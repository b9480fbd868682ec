import { describe, expect, it } from 'vitest'
import { compareRuns } from '../scripts/openai-node/compare-runs.mjs'
import { blocksOf } from '../scripts/readme-blocks.mjs'
import { replaceFigures } from '../scripts/replace-figures.mjs'
import { countVitest } from '../scripts/vitest-count.mjs'

const file = (status: string, ...tests: string[]) => ({
	status,
	assertionResults: tests.map((test) => ({ status: test })),
})

describe('counting the tests of a run', () => {
	it('adds up the tests of all files', () => {
		const report = {
			testResults: [file('passed', 'passed', 'passed'), file('failed', 'passed', 'failed', 'skipped')],
		}
		expect(countVitest(report, 1)).toEqual({ passed: 3, failed: 1, skipped: 1 })
	})

	it('counts a file that could not be loaded as one failure', () => {
		const report = { testResults: [file('passed', 'passed'), file('failed')] }
		expect(countVitest(report, 1)).toEqual({ passed: 1, failed: 1, skipped: 0 })
	})

	it('counts a run that ended badly though every test passed', () => {
		expect(countVitest({ testResults: [file('passed', 'passed')] }, 1).failed).toBe(1)
	})

	it('counts a run without report, or without tests, as a failure', () => {
		expect(countVitest(undefined, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 })
		expect(countVitest({ testResults: [] }, 0).failed).toBe(1)
	})
})

describe('finding programs in Markdown', () => {
	it('takes the blocks of one language, with the line they begin on', () => {
		const markdown = '# Title\n\n```ts\nconst a = 1\n```\n\n```sh\nls\n```\n\n```ts\nconst b = 2\n\nb\n```\n'
		expect(blocksOf(markdown, 'ts')).toEqual([
			{ code: 'const a = 1\n', line: 4 },
			{ code: 'const b = 2\n\nb\n', line: 12 },
		])
	})

	it('reads what a Windows checkout wrote', () => {
		expect(blocksOf('```ts\r\na\r\n```\r\n', 'ts')).toEqual([{ code: 'a\n', line: 2 }])
	})
})

describe('figures in the README', () => {
	const markdown = 'before\n<!-- demo:start -->\nold\n<!-- demo:end -->\nafter\n'

	it('stand between the markers with the command that prints them', () => {
		const replaced = replaceFigures(markdown, 'demo', 'ratio 0.5\n\n')
		expect(replaced).toBe(
			'before\n<!-- demo:start -->\n\n```text\n$ demo\nratio 0.5\n```\n\n<!-- demo:end -->\nafter\n',
		)
		expect(replaceFigures(replaced, 'demo', 'ratio 0.5\n')).toBe(replaced)
	})

	it.each([
		['no markers', 'text'],
		['no end', '<!-- demo:start -->'],
		['two starts', `<!-- demo:start -->${markdown}`],
		['two ends', `${markdown}<!-- demo:end -->`],
		['another order', '<!-- demo:end --> <!-- demo:start -->'],
	])('refuse a README with %s', (_name, text) => {
		expect(() => replaceFigures(text, 'demo', 'x')).toThrow('once each')
	})
})

describe("comparing two runs of another project's tests", () => {
	const test = (name: string, status = 'passed', ...messages: string[]) => ({
		file: 'a.test.ts',
		name,
		status,
		messages,
	})

	it('calls them the same where every test came out alike, and counts by file', () => {
		const run = [test('one'), test('two'), { ...test('three'), file: 'b.test.ts' }]
		expect(compareRuns(run, run, 2)).toEqual({
			same: true,
			lines: [
				'a.test.ts: 2 of 2 passed as they are, 2 wrapped',
				'b.test.ts: 1 of 1 passed as they are, 1 wrapped',
				'answered calls that Headroom booked: 2',
				'the same',
			],
		})
	})

	it.each([
		['fails', [test('one', 'failed', 'Error: no'), test('two')]],
		['is missing', [test('two')]],
	])('tells a test that %s when wrapped', (_, wrapped) => {
		const { same, lines } = compareRuns([test('one'), test('two')], wrapped, 1)
		expect(same).toBe(false)
		expect(lines.join('\n')).toMatch(/^a\.test\.ts · one: passed as it is, (failed|undefined) wrapped$/m)
		expect(lines.at(-1)).toBe('not the same')
	})

	it('lets a test fail both ways for the same reason, whatever the stack and the colours, and names it', () => {
		const plain = [
			test('one'),
			test('two', 'failed', '\u001b[31mError: no\u001b[39m\n    at here (a.ts:1:1)'),
		]
		const wrapped = [test('one'), test('two', 'failed', 'Error: no\n    at elsewhere (b.ts:2:2)')]
		const { same, lines } = compareRuns(plain, wrapped, 1)
		expect(same).toBe(true)
		expect(lines).toContain('a.test.ts · two: failed both ways, for the same reason')
	})

	it('takes a file that cannot be loaded for the same, whoever loads it', () => {
		const failing = (loader: string) => [
			test('one'),
			{
				...test('', 'failed', `Cannot find module 'x'\n\n    Require stack:\n      ${loader}`),
				file: 'b.test.ts',
			},
		]
		expect(compareRuns(failing('src/index.ts'), failing('wrapped.cjs\n      src/index.ts'), 1).same).toBe(
			true,
		)
	})

	it('does not take one failure for another', () => {
		const failing = (why: string) => [test('one'), test('two', 'failed', why)]
		const { same, lines } = compareRuns(failing('Error: no'), failing('Error: headroom broke it'), 1)
		expect(same).toBe(false)
		expect(lines).toContain('wrapped: Error: headroom broke it')
	})

	it.each([
		['no test passed', [test('one', 'failed', 'Error: refused')], 1],
		['there were no tests', [], 1],
		['Headroom booked no answered call', [test('one')], 0],
	])('proves nothing where %s', (_, run, calls) => {
		const { same, lines } = compareRuns(run, run, calls)
		expect(same).toBe(false)
		expect(lines.at(-1)).toMatch(/^nothing was proven/)
	})
})
