import { tmpdir } from 'node:os'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { runSteps, type Step } from '../scripts/steps.mjs'

let printed: string[] = []
beforeEach(() => {
	printed = []
	vi.spyOn(console, 'log').mockImplementation((line: string) => {
		printed.push(line)
	})
})
afterEach(() => {
	vi.restoreAllMocks()
})

const node = (code: string): readonly string[] => [process.execPath, '-e', code]
const good: Step = { title: 'Good', command: node('console.log("quiet")'), advice: 'none' }
const bad: Step = {
	title: 'Bad',
	command: node('console.error("why it failed"); process.exit(3)'),
	advice: 'Mend it.',
}
const run = (...steps: Step[]) => runSteps({ title: 'Steps', root: tmpdir(), steps })

describe('running steps', () => {
	it('counts each step once, keeps good output to itself, and says which step it is at', async () => {
		expect(await run(good, good)).toEqual({ passed: 2, failed: 0 })
		const text = printed.join('\n')
		expect(text).toContain('[1/2] Good')
		expect(text).toContain('[2/2] ok')
		expect(text).not.toContain('quiet')
	})

	it('shows what a failed step printed and its advice, and goes on', async () => {
		expect(await run(bad, good)).toEqual({ passed: 1, failed: 1 })
		const text = printed.join('\n')
		expect(text).toContain('why it failed')
		expect(text).toContain('FAILED (exit code 3)')
		expect(text).toContain('"Bad" failed. Mend it.')
		expect(text).toContain('[2/2] ok')
	})

	it('stops at an essential step that failed', async () => {
		expect(await run({ ...bad, essential: true }, good)).toEqual({ passed: 0, failed: 1 })
		expect(printed.join('\n')).not.toContain('[2/2]')
	})

	it('fails when a command cannot be started', async () => {
		expect(await run({ ...good, command: ['no-such-command-anywhere'] })).toEqual({ passed: 0, failed: 1 })
		expect(printed.join('\n')).toContain('no-such-command-anywhere')
	})

	it('adds up the counts of a step that counts for itself, and fails it when any failed', async () => {
		const counting = { ...good, count: () => ({ passed: 7, failed: 2 }) }
		expect(await run(counting, good)).toEqual({ passed: 8, failed: 2 })
		expect(printed.join('\n')).toContain('[1/2] FAILED (exit code 0), 7 passed, 2 failed')
	})
})
