import { describe, expect, it } from 'vitest'
import { baselineOf } from '../../src/gate/baseline.ts'
import { gate } from '../../src/gate/gate.ts'
import type { ItemRecord, MetricRule } from '../../src/results/record.ts'

const rules: Record<string, MetricRule> = {
	answer: { better: 'higher', gate: 'mean', meaning: '' },
	floor: { better: 'higher', gate: 'every', bound: 1, meaning: '' },
	shown: { better: 'higher', gate: 'report', meaning: '' },
}
const options = { rules, isGated: (subject: string) => subject === 'compress' }

function records(answers: readonly number[], change: Partial<ItemRecord> = {}): ItemRecord[] {
	return answers.map((answer, index) => ({
		suite: 'compression',
		dataset: 'sample',
		kind: 'qa',
		item: `item-${index}`,
		cluster: `cluster-${index}`,
		subject: 'compress',
		tokensBefore: 100,
		tokensAfter: 50,
		ms: 1,
		metrics: { answer, floor: 1, shown: 0 },
		...change,
	}))
}

const good = records(Array.from({ length: 200 }, () => 1))
const baseline = baselineOf(good, rules, ['first'])
const dropped = (n: number): ItemRecord[] =>
	records(Array.from({ length: 200 }, (_, index) => (index < n ? 0 : 1)))

describe('a baseline', () => {
	it('carries each reason once, the newest first', () => {
		expect(baselineOf(good, rules, ['again', 'first', 'again', 'first']).reasons).toEqual(['again', 'first'])
	})
})

describe('gate', () => {
	it('is open when nothing changed, and without a baseline', () => {
		expect(gate(good, baseline, options)).toEqual([])
		expect(gate(good, undefined, options)).toEqual([])
	})

	it('closes on a loss beyond noise and shows the worst three items', () => {
		// Ten of 200 lost, none won: the interval of the change lies below zero.
		const [finding, ...rest] = gate(dropped(10), baseline, options)
		expect(rest).toEqual([])
		expect(finding).toMatchObject({ group: 'compression / sample / compress', metric: 'answer' })
		expect(finding?.message).toContain('fell from 1.000 to 0.950 over 200 items')
		expect(finding?.worst.map((record) => record.item)).toEqual(['item-0', 'item-1', 'item-2'])
	})

	it('lets as many flips one way as the other pass, as noise', () => {
		// Every tenth item was wrong before; items 3, 53, 103 are lost and 10, 60, 110 are won.
		const before = records(Array.from({ length: 200 }, (_, index) => (index % 10 === 0 ? 0 : 1)))
		const after = records(
			Array.from({ length: 200 }, (_, index) => {
				if (index % 50 === 3 && index < 150) return 0
				return index % 10 === 0 && !(index % 50 === 10 && index < 150) ? 0 : 1
			}),
		)
		expect(gate(after, baselineOf(before, rules, []), options)).toEqual([])
	})

	it('closes on one item below a bound, but not for a control', () => {
		const crossed = good.map((record, index) =>
			index === 5 ? { ...record, metrics: { ...record.metrics, floor: 0 } } : record,
		)
		expect(gate(crossed, baseline, options)).toMatchObject([{ metric: 'floor', worst: [{ item: 'item-5' }] }])
		const control = crossed.map((record) => ({ ...record, subject: 'random' }))
		expect(gate(control, undefined, options)).toEqual([])
	})

	it('lets a subject pass that a bound does not hold, but no other', () => {
		const short = records([1], { metrics: { floor: 0 } })
		const exempt = { ...rules, floor: { ...rules.floor, exempt: ['compress'] } as MetricRule }
		expect(gate(short, undefined, { ...options, rules: exempt })).toEqual([])
		const other = { ...rules, floor: { ...rules.floor, exempt: ['slim'] } as MetricRule }
		expect(gate(short, undefined, { ...options, rules: other })).toMatchObject([{ metric: 'floor' }])
	})

	it('holds a suite that the baseline does not know to its bounds alone', () => {
		const added = records([1, 1], { suite: 'slimming', tokensAfter: 200 })
		expect(gate([...good, ...added], baseline, options)).toEqual([])
		const short = records([1], { suite: 'slimming', metrics: { floor: 0 } })
		expect(gate([...good, ...short], baseline, options)).toMatchObject([
			{ group: 'slimming / sample / compress', metric: 'floor' },
		])
	})

	it('closes when less is saved, when items differ, and when a group is missing', () => {
		const longer = good.map((record) => ({ ...record, tokensAfter: 60 }))
		expect(gate(longer, baseline, options)).toMatchObject([
			{ metric: 'ratio', message: 'mean ratio grew from 0.500 to 0.600' },
		])
		expect(gate(good.slice(1), baseline, options)).toMatchObject([{ metric: 'items' }])
		expect(gate([], baseline, options)).toMatchObject([{ metric: 'measured' }])
	})

	it('does not gate what is only shown, nor a rise', () => {
		const better = good.map((record) => ({
			...record,
			tokensAfter: 40,
			metrics: { ...record.metrics, shown: -1 },
		}))
		expect(gate(better, baseline, options)).toEqual([])
	})
})
