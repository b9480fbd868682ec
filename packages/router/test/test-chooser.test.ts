import { describe, expect, it } from 'vitest'
import { Bandit, LearnedRouter, type ModelChooser, type RankedModel, type Subject } from '../src/index.ts'
import { testChooser } from '../src/testing.ts'

const both: readonly RankedModel[] = [
	{ model: 'a', score: 2, reason: 'first' },
	{ model: 'b', score: 1, reason: 'second' },
]

function chooserOf(rank: (subject: Subject, signal?: AbortSignal) => unknown): () => ModelChooser {
	return () => ({
		name: 'own',
		models: ['a', 'b'],
		rank: (subject, { signal }) => rank(subject, signal) as readonly RankedModel[],
	})
}

describe('testChooser', () => {
	it('passes one that keeps its promises, at once or later', async () => {
		await testChooser(chooserOf(() => both))
		await testChooser(
			chooserOf(({ text }) => (text.includes('?') ? both : both.slice(1))),
			{ texts: ['why?'] },
		)
		await testChooser(
			chooserOf(async (_, signal) => {
				signal?.throwIfAborted()
				return both
			}),
		)
	})

	it('passes the choosers of this package', async () => {
		const records = Array.from({ length: 40 }, (_, n) => ({
			prompt: 'word '.repeat(1 + (n % 8)),
			outcomes: { a: { quality: n % 8 > 3 ? 0 : 1, cost: 0.001 }, b: { quality: 1, cost: 0.01 } },
		}))
		const saved = JSON.parse(JSON.stringify(LearnedRouter.train(records)))
		await testChooser(() => LearnedRouter.fromJSON(saved))
		await testChooser(() => new Bandit({ models: ['a', 'b'] }))
	})

	let calls = 0
	it.each<[string, (subject: Subject, signal?: AbortSignal) => unknown]>([
		['it ranks no model', () => []],
		['which is none of its models', () => [{ model: 'c', score: 1, reason: 'r' }]],
		['it ranks a twice', () => [both[0], both[0]]],
		['expected a finite number', () => [{ model: 'a', score: Number.NaN, reason: 'r' }]],
		['expected best first', () => [...both].reverse()],
		['it gives no reason', () => [{ model: 'a', score: 1, reason: '' }]],
		['one made anew ranks the same text otherwise', () => [{ model: 'a', score: calls++, reason: 'r' }]],
		[
			'a long system prompt changes the ranking',
			({ request }) => (request.messages[0]?.role === 'system' ? both.slice(1) : both),
		],
		['32 tools changes the ranking', ({ request }) => (request.tools === undefined ? both : both.slice(1))],
		['earlier turns changes the ranking', ({ request }) => both.slice(request.messages.length > 2 ? 1 : 0)],
		['it ranks although the signal has aborted', async () => both],
		[
			"expected the signal's reason",
			async (_, signal) => {
				if (signal?.aborted) throw new Error('other')
				return both
			},
		],
	])('says of one that breaks one: %s', async (message, rank) => {
		await expect(testChooser(chooserOf(rank))).rejects.toThrow(message)
	})

	it('says of one that has no models, or takes its time', async () => {
		await expect(testChooser(() => ({ name: 'n', models: [], rank: () => both }))).rejects.toThrow(
			'at least one model id',
		)
		await expect(testChooser(() => ({ name: 'n', models: ['a', 'a'], rank: () => both }))).rejects.toThrow(
			'a model twice',
		)
		const slow = chooserOf(({ text }) => {
			const until = performance.now() + text.length / 2_000
			while (performance.now() < until);
			return both
		})
		await expect(testChooser(slow, { timeLimitMs: 100 })).rejects.toThrow(/a megabyte of "a" takes \d+ ms/)
	})
})
