import { wordTokenizer as tokenizer } from '@headroom/spec/testing'
import { describe, expect, it } from 'vitest'
import {
	ContextCompressor,
	extractiveStrategy,
	type Scorer,
	type StrategyTask,
	type TextResult,
} from '../src/index.ts'

const lines = Array.from(
	{ length: 100 },
	(_, n) => `The clerk of office ${n} wrote letter ${n * 3} to town ${n % 7}.`,
)
const text = lines.join('\n')
const segmentsOf = ({ texts }: StrategyTask) =>
	texts.flatMap(({ text: source, segments }) => segments.map(({ start, end }) => source.slice(start, end)))
const scorer = (weight: number, score: (segment: string, at: number) => number): Scorer => ({
	name: 'sample',
	weight,
	score: (task) => Float64Array.from(segmentsOf(task), score),
})
const compress = (...scorers: Scorer[]): Promise<TextResult> =>
	new ContextCompressor({ tokenizer, strategy: extractiveStrategy({ scorers }) }).compress(text, {
		query: 'Which letter was written by the clerk of office 41?',
	})
const towns = (result: TextResult, town: number): number =>
	result.text.split('\n').filter((line) => line.endsWith(`to town ${town}.`)).length

describe('a scorer beside the extractive strategy’s own', () => {
	it('makes its segments stay, or go, and the answer to the question still stays', async () => {
		const isFive = (segment: string): number => (segment.includes('to town 5.') ? 20 : 0)
		const of = lines.filter((line) => line.endsWith('to town 5.')).length
		expect(of).toBe(14)
		const plain = await compress()
		expect(towns(plain, 5)).toBeGreaterThan(0)
		expect(towns(plain, 5)).toBeLessThan(of)
		expect(towns(await compress(scorer(1, isFive)), 5)).toBe(of)
		expect(towns(await compress(scorer(-1, isFive)), 5)).toBe(0)
		for (const weight of [0.5, -0.5])
			expect((await compress(scorer(weight, isFive))).text).toContain(lines[41] ?? 'no line')
	})

	it('counts by its proportions, not by its size', async () => {
		const byPlace = (factor: number): Promise<TextResult> => compress(scorer(0.5, (_, at) => at * factor))
		expect((await byPlace(1000)).text).toBe((await byPlace(0.001)).text)
	})

	it('changes nothing where it says nothing: zeros, or no numbers', async () => {
		const { text: plain } = await compress()
		expect((await compress(scorer(1, () => 0))).text).toBe(plain)
		expect((await compress(scorer(1, () => Number.NaN))).text).toBe(plain)
		expect((await compress(scorer(1, (_, at) => (at === 3 ? Number.POSITIVE_INFINITY : 0)))).text).toBe(plain)
	})

	it('can tell apart what is built all alike, which is otherwise left whole', async () => {
		const keys = Array.from({ length: 60 }, (_, n) => `${(n + 1) * 1_000_003}`)
		const of = (scorers: readonly Scorer[]): Promise<TextResult> =>
			new ContextCompressor({ tokenizer, minTokens: 0, strategy: extractiveStrategy({ scorers }) }).compress(
				keys.join('\n'),
			)
		expect((await of([])).ratio).toBe(1)
		expect((await of([scorer(1, () => 1)])).ratio).toBe(1)
		const told = await of([scorer(5, (_, at) => at)])
		expect(told.ratio).toBeLessThan(1)
		expect(told.text).toContain(keys[59] ?? 'no key')
		expect(told.text).not.toContain(keys[0] ?? '')
	})

	it('is named when it loses count', async () => {
		const short: Scorer = { name: 'short', weight: 1, score: () => new Float64Array(2) }
		await expect(compress(short)).rejects.toThrow(
			'scorer "short" gave 2 scores for 100 segments; expected one each',
		)
	})
})
