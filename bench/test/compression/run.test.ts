import { afterEach, expect, it, vi } from 'vitest'
import { runTimed } from '../../src/compression/run.ts'
import type { Subject } from '../../src/compression/subject.ts'
import type { BenchCase } from '../../src/data/index.ts'

afterEach(() => {
	vi.useRealTimers()
})

const given: BenchCase = {
	id: 's/1',
	dataset: 's',
	kind: 'log',
	lang: 'en',
	cluster: 's/1',
	prompt: 'text',
	answers: [],
	needed: [],
	evidence: [],
}

const subject: Subject = {
	name: 'slow',
	meaning: 'takes 5 ms to write and a second to read back',
	ignoresQuery: true,
	idempotent: true,
	gated: true,
	async run() {
		vi.advanceTimersByTime(5)
		return { prompt: 'encoded' }
	},
	decode() {
		vi.advanceTimersByTime(1000)
		return 'decoded'
	},
}

it('the time of a subject is that of its work, not of reading back what it made', async () => {
	vi.useFakeTimers({ toFake: ['performance'] })
	expect(await runTimed(subject, given)).toEqual({
		outcome: { prompt: 'encoded', decoded: 'decoded' },
		ms: 5,
	})
})
