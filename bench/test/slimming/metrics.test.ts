import type { Message } from '@headroom/spec'
import { o200kBase } from '@headroom/tokenizer'
import { describe, expect, it } from 'vitest'
import type { BenchCase } from '../../src/data/index.ts'
import type { SlimmingItem } from '../../src/slimming/items.ts'
import { type Comparison, type Restore, slimmingMetrics, slimmingRules } from '../../src/slimming/metrics.ts'
import { runSlimming } from '../../src/slimming/run.ts'
import { slimmingSubjects } from '../../src/slimming/subjects.ts'

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
	controls: readonly (readonly [string, readonly Comparison[]])[] = [],
	restore: Restore = (messages) => messages,
): Record<string, number> {
	const slimmed = { item: of, after, tokensBefore: before, tokensAfter: now, controls: new Map(controls) }
	return slimmingMetrics(subject, slimmed, restore)
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

	it('is asked of every method, but answers and needed strings not of aggressive and the dictionary', () => {
		const methods = slimmingSubjects.flatMap(({ name, gated }) => (gated ? [name] : []))
		expect(methods).toEqual(['lossless', 'standard', 'aggressive', 'dictionary'])
		const held = Object.entries(slimmingRules).flatMap(([name, { gate, bound, exempt }]) =>
			gate === 'every' ? [[name, bound, exempt]] : [],
		)
		expect(held).toEqual([
			['not-grown', 1, []],
			['answers', 1, ['aggressive', 'dictionary']],
			['needed-strings', 1, ['aggressive', 'dictionary']],
			['round-trip', 1, []],
			['json-values', 1, []],
		])
	})

	it('is that evidence is shown: one sentence of two', () => {
		expect(values('The total is 42.').evidence).toBe(0.5)
	})
})

describe('an answer that only reading back would bring', () => {
	const source = '[{"berth": "44", "train": "nt 466"}, {"berth": "45", "train": "nt 467"}]'
	const encoded = '[#2 berth,train\n44,nt 46§6\n45,nt 467'
	const restore: Restore = () => [{ role: 'user', content: source }]
	const of = (...cases: readonly Partial<BenchCase>[]): SlimmingItem =>
		item(
			source,
			cases.map((change) => asked({ prompt: source, ...change })),
		)
	const read = (...cases: readonly Partial<BenchCase>[]): Record<string, number> =>
		values(encoded, { of: of(...cases), subject: 'lossless' }, [], restore)

	it('is lost, though all reads back to the letter', () => {
		expect(read({ answers: ['nt 466'] })).toMatchObject({
			'round-trip': 1,
			answers: 0,
			asked: 1,
			'read-back': 0,
		})
		expect(read({ needed: ['nt 466'] })).toMatchObject({ 'needed-strings': 0, 'read-back': 0 })
	})

	it('stands, and is counted, where it quotes the spelling of JSON', () => {
		const mixed = read(
			{ answers: ['"berth": "44"'], needed: ['"train": "nt 467"', 'nt 467'] },
			{ answers: ['"berth": "45"', '45'] },
		)
		expect(mixed).toMatchObject({ answers: 1, 'needed-strings': 1, asked: 4, 'read-back': 2 })
	})

	it('is not counted where nothing was asked', () => {
		expect(read()).not.toHaveProperty('asked')
		expect(read()).not.toHaveProperty('read-back')
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
	const pair = (tokens: number, controlTokens: number, isOneRecord = false): Comparison => ({
		tokens,
		controlTokens,
		isOneRecord,
	})

	it('are compared text by text, and what is over is counted, in one record apart', () => {
		const compared = values(text, {}, [
			['minified JSON', [pair(8, 8)]],
			['TOON', [pair(8, 9), pair(8, 5), pair(7, 5, true), pair(6, 5, true)]],
		])
		expect(compared).toMatchObject({
			'texts-minified': 1,
			'at-most-minified': 1,
			'texts-toon': 4,
			'at-most-toon': 1,
			'over-toon': 6,
			'over-toon-one-record': 3,
		})
		expect(compared).not.toHaveProperty('over-minified')
		expect(compared).not.toHaveProperty('texts-csv')
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

	it('compares each message that is JSON, and counts the whole prompt for a control', async () => {
		const talk: readonly Message[] = [
			{ role: 'user', content: 'Which trains are there?' },
			{ role: 'tool', content: '[ {"city": "Lyon", "n": 1}, {"city": "Bari", "n": 2} ]' },
			{ role: 'tool', content: '{"ok": [true]}' },
		]
		const records = await runSlimming([asked({ prompt: talk })])
		const of = (name: string) => records.find(({ subject }) => subject === name)
		expect(of('standard')?.metrics).toMatchObject({
			'texts-minified': 2,
			'at-most-minified': 2,
			'texts-toon': 2,
			'texts-csv': 1,
		})
		expect(of('unchanged')?.metrics).not.toHaveProperty('texts-csv')
		const [csv, unchanged] = [of('CSV'), of('unchanged')]
		expect(csv?.tokensBefore).toBe(unchanged?.tokensBefore)
		const sent = ['Which trains are there?', 'city,n\nLyon,1\nBari,2', '{"ok": [true]}'].join('\n')
		expect(csv?.tokensAfter).toBe(o200kBase().count(sent))
	})
})
