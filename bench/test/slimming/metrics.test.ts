import type { Message } from '@headroom/spec'
import { describe, expect, it } from 'vitest'
import type { BenchCase } from '../../src/data/index.ts'
import type { SlimmingItem } from '../../src/slimming/items.ts'
import { slimmingMetrics } from '../../src/slimming/metrics.ts'
import { runSlimming } from '../../src/slimming/run.ts'

const text = 'The total is 42.\n\nThe port is 8080.'

function asked(change: Partial<BenchCase>): BenchCase {
	return {
		id: 's/1',
		dataset: 's',
		kind: 'log',
		lang: 'en',
		cluster: 's/1',
		prompt: text,
		answers: [],
		needed: [],
		evidence: [],
		...change,
	}
}

function item(prompt: BenchCase['prompt'], cases: readonly BenchCase[]): SlimmingItem {
	return { id: 's/1', dataset: 's', kind: 'log', cluster: 's/1', prompt, cases }
}

const four: readonly BenchCase[] = [
	asked({ answers: ['42', 'forty-two'], evidence: ['The total is 42.'] }),
	asked({ answers: ['8080'], evidence: ['The port is 8080.'] }),
	asked({ answers: ['port'] }),
	asked({ answers: ['never there'] }),
]

function values(
	after: BenchCase['prompt'],
	{ of = item(text, four), subject = 'standard', before = 10, now = 8 } = {},
	controls: readonly (readonly [string, number])[] = [],
): Record<string, number> {
	const slimmed = { item: of, after, tokensBefore: before, tokensAfter: now, controls: new Map(controls) }
	return slimmingMetrics(subject, slimmed, (messages) => messages)
}

describe('what must hold of every prompt', () => {
	it('is that it did not grow', () => {
		expect(values(text, { now: 10 })['not-grown']).toBe(1)
		expect(values(text, { now: 11 })['not-grown']).toBe(0)
	})

	it('is that answers stand: of three that stood, a slimmer that drops the port keeps one', () => {
		expect(values('The total is 42.\nThe port is 8080.').answers).toBe(1)
		expect(values('The total is 42.').answers).toBeCloseTo(1 / 3, 12)
		expect(values('The total is 4 2.').answers).toBe(0)
		expect(values(text, { of: item(text, [asked({ answers: ['never there'] })]) }).answers).toBeUndefined()
	})

	it('is that evidence is shown: one sentence of two', () => {
		expect(values('The total is 42.').evidence).toBe(0.5)
	})
})

describe('what a run needed', () => {
	const run: readonly Message[] = [
		{ role: 'user', content: 'id 7781' },
		{ role: 'assistant', content: 'ok' },
		{ role: 'user', content: 'id 7781 again' },
	]
	const step = asked({ prompt: run.slice(0, 2), needed: ['7781', 'ok', 'again'] })

	it('must stand in the messages that were there at that step', () => {
		const of = item(run, [step])
		// "again" came later and does not count.
		expect(values(run, { of })['needed-strings']).toBe(1)
		expect(values(run.with(0, { role: 'user', content: 'id' }), { of })['needed-strings']).toBe(0.5)
	})
})

describe('reading back', () => {
	it('is asked of level lossless, to the letter', () => {
		expect(values(text, { subject: 'lossless' })['round-trip']).toBe(1)
		expect(values(text.replace('\n\n', '\n'), { subject: 'lossless' })['round-trip']).toBe(0)
		expect(values(text)['round-trip']).toBeUndefined()
	})

	it('is asked of level standard for JSON values', () => {
		const of = item('log: {"a": "x"}  \n\n["y"]', [])
		expect(values('log: {"a":"x"}\n["y"]', { of })['json-values']).toBe(1)
		expect(values('log: {"a":"x"}\n["z"]', { of })['json-values']).toBe(0.5)
		expect(values(text)['json-values']).toBeUndefined()
	})
})

describe('other spellings of JSON', () => {
	it('are compared token by token, and what is over is counted', () => {
		const compared = values(text, { now: 8 }, [
			['minified JSON', 8],
			['TOON', 5],
		])
		expect(compared).toMatchObject({ 'at-most-minified': 1, 'at-most-toon': 0, 'over-toon': 3 })
		expect(compared).not.toHaveProperty('over-minified')
		expect(compared).not.toHaveProperty('at-most-csv')
	})
})

describe('a run of the suite', () => {
	it('has one record a subject that applies, each prompt once', async () => {
		const rows = '[{"city": "Lyon", "n": 1}, {"city": "Bari", "n": 2}]'
		const records = await runSlimming([
			asked({ id: 's/1#0', answers: ['42'] }),
			asked({ id: 's/1#1', answers: ['8080'] }),
			asked({ id: 's/2', prompt: rows, answers: ['Lyon'] }),
		])
		const subjects = (id: string): string[] =>
			records.filter(({ item: of }) => of === id).map(({ subject }) => subject)
		const levels = ['unchanged', 'lossless', 'standard', 'aggressive', 'dictionary']
		expect(subjects('s/1#0')).toEqual(levels)
		expect(subjects('s/2')).toEqual([...levels, 'minified JSON', 'TOON', 'CSV'])
		expect(records.filter(({ subject }) => subject === 'lossless')).toMatchObject([
			{ metrics: { answers: 1, 'round-trip': 1, 'not-grown': 1 } },
			{ metrics: { answers: 1, 'round-trip': 1, 'not-grown': 1 } },
		])
		const unchanged = records.find(({ subject }) => subject === 'unchanged')
		expect(unchanged?.tokensAfter).toBe(unchanged?.tokensBefore)
	})
})
