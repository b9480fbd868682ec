import { describe, expect, it } from 'vitest'
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
