import type { Message } from '@headroom/spec'
import { describe, expect, it } from 'vitest'
import type { BenchCase } from '../../src/data/index.ts'
import { slimmingCases, slimmingItems } from '../../src/slimming/items.ts'

function sample(id: string, prompt: BenchCase['prompt'], kind = 'log'): BenchCase {
	const cluster = id.replace(/#.*/, '')
	return { id, dataset: 's', kind, lang: 'en', cluster, prompt, answers: [], needed: [], evidence: [] }
}

const talk: readonly Message[] = [
	{ role: 'user', content: 'one' },
	{ role: 'tool', content: 'two' },
	{ role: 'assistant', content: 'three' },
	{ role: 'tool', content: 'four' },
]

const shape = (cases: readonly BenchCase[]): (readonly [string, number])[] =>
	slimmingItems(cases).map((item) => [item.id, item.cases.length] as const)

describe('prompts to slim', () => {
	it('are measured once however much is asked about them', () => {
		const cases = [
			sample('s/1#0', 'text'),
			sample('s/1#1', 'text'),
			sample('s/2', 'other'),
			sample('s/3', 'text'),
		]
		expect(shape(cases)).toEqual([
			['s/1#0', 3],
			['s/2', 1],
		])
	})

	it('are the longest beginning of each run', () => {
		const cases = [1, 4, 3].map((end, index) => sample(`s/1#${index}`, talk.slice(0, end)))
		const [item, ...rest] = slimmingItems(cases)
		expect(rest).toEqual([])
		expect(item).toMatchObject({ id: 's/1#1', prompt: talk })
		expect(item?.cases).toHaveLength(3)
	})
})

describe('datasets to slim', () => {
	it('are the sets, and for agent runs what tools answered alone', () => {
		const set = (name: string, cases: readonly BenchCase[]) =>
			({ name, origin: 'own', items: cases.length, cases }) as const
		const datasets = slimmingCases([
			set('runs', [sample('r/1', talk, 'trajectory'), sample('r/2', talk.slice(0, 1), 'trajectory')]),
			set('chats', [sample('c/1', talk, 'conversation')]),
		])
		expect([...datasets.keys()]).toEqual(['runs', 'runs (tool results)', 'chats'])
		expect(datasets.get('runs (tool results)')).toMatchObject([
			{ id: 'r/1', dataset: 'runs (tool results)', prompt: [talk[1], talk[3]] },
		])
	})
})
