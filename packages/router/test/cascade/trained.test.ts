import {
	type AcceptModel,
	type AcceptRecord,
	trainAccept,
	trainedAccept,
	withCascade,
} from '@headroom/router'
import { describe, expect, it } from 'vitest'
import { ask, cheapModel } from './cheap-model.ts'

/** Numbers in [0, 1) that look random: mulberry32. */
function numbers(seed: number): () => number {
	let state = seed
	return () => {
		state = (state + 0x6d2b79f5) | 0
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
	}
}

/**
 * A world with two kinds of prompt. Of short ones each cheap model is right nine times in ten, of long ones five times
 * in ten; wrong answers differ. The strong model is always right, at ten times the price of a cheap one.
 */
function world(count: number, seed: number): AcceptRecord[] {
	const random = numbers(seed)
	return Array.from({ length: count }, (_, index) => {
		const long = index % 2 === 1
		const prompt = `Question ${index}${long ? ' and so on'.repeat(50) : ''}?`
		const cheap = [0, 1].map((model) => {
			const right = random() < (long ? 0.5 : 0.9)
			// As long as a right one, so that nothing but agreement and the prompt gives it away.
			const text = right ? 'yes' : `no${model}`
			return { text, outputTokens: 20, quality: right ? 1 : 0, cost: 1 }
		})
		return { prompt, cheap, strong: { quality: 1, cost: 10 } }
	})
}

const models = ['one', 'two']

describe('trainAccept', () => {
	it('takes what agrees, and little else, where agreement means that it is right', () => {
		const { trained, threshold } = trainAccept(world(1_000, 1), { models, quality: 0.99, margin: 0 })
		// Two answers agree when both are right, .81 of the short and .25 of the long ones: .53. The others go on:
		// 2 cheap calls of 1 for all, 10 for .47 of them, against 10.
		expect(trained.quality).toBeGreaterThan(0.985)
		expect(trained.escalated).toBeGreaterThan(0.42)
		expect(trained.escalated).toBeLessThan(0.52)
		expect(trained.costShare).toBeCloseTo(0.2 + trained.escalated, 6)
		expect(threshold).toBeGreaterThan(-1)
		expect(trained.records).toBe(1_000)
	})

	it('gives more prompts to cheap models where less quality will do, short ones first', async () => {
		const records = world(1_000, 2)
		const most = trainAccept(records, { models, quality: 0.99, margin: 0 })
		const less = trainAccept(records, { models, quality: 0.93, margin: 0 })
		expect(less.trained.costShare).toBeLessThan(most.trained.costShare - 0.05)
		expect(less.trained.quality).toBeGreaterThan(0.92)
		// Where two answers differ, the first one is right in .09 of .19 short prompts and .25 of .75 long ones. To take
		// all of the short ones loses .05 of the quality, and leaves hardly any room for long ones.
		const model = withCascade(cheapModel({ one: 'yes', two: 'no1' }), {
			strong: {
				try: models,
				rule: trainedAccept(trainAccept(records, { models, quality: 0.94, margin: 0 })),
			},
		})
		const [, long] = records
		expect((await model.generate(ask('Question 7?'))).model).toBe('one')
		expect((await model.generate(ask(long?.prompt ?? ''))).model).toBe('strong')
	})

	it('gets the best quality out of so much money', () => {
		const records = world(1_000, 2)
		const [some, more] = [0.5, 0.65].map((costShare) => trainAccept(records, { models, costShare }).trained)
		expect(some?.costShare).toBeGreaterThan(0.42)
		expect(some?.costShare).toBeLessThanOrEqual(0.5)
		expect(more?.costShare).toBeLessThanOrEqual(0.65)
		expect(more?.quality).toBeGreaterThan(some?.quality ?? 1)
		// Two cheap calls alone cost a fifth.
		expect(() => trainAccept(records, { models, costShare: 0.1 })).toThrow(
			'no threshold costs 10.0 % of the requested model or less',
		)
	})

	it('gives the same rule for the same records, to the last bit', () => {
		const records = world(200, 3)
		const options = { models, quality: 0.9, margin: 0 }
		expect(JSON.stringify(trainAccept(records, options))).toBe(JSON.stringify(trainAccept(records, options)))
	})

	it('does not learn where nothing can be learnt: cheap models that are never right', () => {
		const records = world(200, 4).map(({ prompt, cheap, strong }) => ({
			prompt,
			cheap: cheap.map((answer) => ({ ...answer, quality: 0 })),
			strong,
		}))
		expect(() => trainAccept(records, { models, margin: 3 })).toThrow(
			/no threshold keeps 99\.5 % of the requested model's quality/,
		)
	})

	it.each<[string, AcceptRecord[]]>([
		['10 records were given; expected 50 or more', world(10, 5)],
		[
			'records[0] has 1 cheap answers; expected one of each of the 2 models',
			world(60, 5).map((row) => ({ ...row, cheap: row.cheap.slice(1) })),
		],
		[
			'records[0] has a quality of 2',
			world(60, 5).map((row) => ({ ...row, strong: { quality: 2, cost: 1 } })),
		],
		[
			'records[0] has a cost of NaN',
			world(60, 5).map((row) => ({ ...row, strong: { quality: 1, cost: Number.NaN } })),
		],
		[
			'the strong model costs nothing',
			world(60, 5).map((row) => ({ ...row, strong: { quality: 1, cost: 0 } })),
		],
	])('refuses: %s', (message, records) => {
		expect(() => trainAccept(records, { models })).toThrow(message)
	})
})

describe('trainedAccept', () => {
	const saved = JSON.stringify(trainAccept(world(400, 6), { models, quality: 0.95, margin: 0 }))

	it('decides out of a file as it did before', async () => {
		const rules = [JSON.parse(saved), JSON.parse(JSON.stringify(JSON.parse(saved)))].map((one) =>
			trainedAccept(one),
		)
		const random = numbers(9)
		for (let n = 0; n < 200; n++) {
			const says = (): string => (random() < 0.5 ? 'yes' : `no ${Math.floor(random() * 3)}`)
			const answers = [says(), says()].map((content, index) => ({
				model: models[index] as string,
				response: {
					id: 'a',
					model: '',
					message: { role: 'assistant', content },
					finishReason: 'stop',
				} as const,
			}))
			const request = ask('x'.repeat(1 + Math.floor(random() * 900)))
			const decisions = rules.map((rule) => rule.decide({ request, answers, left: 0 }, {}))
			expect(decisions[1]).toEqual(decisions[0])
		}
	})

	it('escalates in a cascade of other models than it was trained on', async () => {
		const model = withCascade(cheapModel({ two: 'yes', one: 'yes' }), {
			strong: { try: ['two', 'one'], rule: trainedAccept(JSON.parse(saved)) },
		})
		expect((await model.generate(ask('Question 8?'))).model).toBe('strong')
	})

	it('says what it expected', async () => {
		const rule = trainedAccept(JSON.parse(saved))
		const answers = models.map((model) => ({
			model,
			response: {
				id: 'a',
				model,
				message: { role: 'assistant', content: 'yes' },
				finishReason: 'stop',
				usage: { inputTokens: 9, outputTokens: 20 },
			} as const,
		}))
		const decision = await rule.decide({ request: ask('Question 8?'), answers, left: 0 }, {})
		expect(decision).toMatchObject({ action: 'accept', answer: 0 })
		expect(decision.score).toBeLessThanOrEqual(decision.threshold ?? Number.NaN)
		expect(decision.reason).toMatch(/^asking the requested model is expected to gain -?\d\.\d{3} a call/)
	})

	it.each([
		null,
		{},
		{ ...(JSON.parse(saved) as AcceptModel), version: 2 },
		{ ...(JSON.parse(saved) as AcceptModel), threshold: null },
		{ ...(JSON.parse(saved) as AcceptModel), stages: [] },
	])('refuses what is no rule: %#', (value) => {
		expect(() => trainedAccept(value)).toThrow('this is no accept rule of this version')
	})
})
