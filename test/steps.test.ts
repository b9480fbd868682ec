import { tmpdir } from 'node:os'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { execute } from '../scripts/execute.mjs'
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

describe('executing a command', () => {
	// A process that starts another one; neither ever ends.
	const endless = `
		const { spawn } = require('node:child_process')
		spawn(process.execPath, ['-e', 'console.log("started"); setInterval(() => {}, 1000)'], { stdio: 'inherit' })
		setInterval(() => {}, 1000)`

	it('hands on what it prints while it runs', async () => {
		const heard: string[] = []
		const { exitCode, output } = await execute(node('console.log(1); console.error(2)'), {
			onOutput: (text) => heard.push(text),
		})
		expect([exitCode, heard.join('')]).toEqual([0, output])
		expect(output.split('\n').sort()).toEqual(['', '1', '2'])
	})

	it.skipIf(process.platform === 'win32')('ends it, and what it started, at its limit', async () => {
		// The second process holds the output open: as long as it lives, this does not resolve.
		const { exitCode, output } = await execute(node(endless), { limitMs: 2_000 })
		expect(exitCode).toBe(124)
		expect(output).toBe('started\n\nEnded after 2 s, the limit of one step.\n')
	})
})
