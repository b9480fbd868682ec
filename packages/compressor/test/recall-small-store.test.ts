import type { Message } from '@headroom/spec'
import { wordTokenizer as tokenizer } from '@headroom/spec/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
	ContextCompressor,
	type MessagesResult,
	memoryRecallStore,
	type RecallStore,
	type TextResult,
} from '../src/index.ts'
import { fakeModel, shorten, sourceOf } from './shorten.ts'

/** Every id of the result, with what is recalled under it. */
async function recalled(
	{ omissions }: TextResult | MessagesResult,
	compressor: ContextCompressor,
): Promise<readonly string[]> {
	const ids = omissions.flatMap(({ recall }) => recall ?? [])
	return Promise.all(ids.map((id) => compressor.recall(id)))
}

/** 120 lines of which every tenth answers, so that what goes lies in runs apart from each other. */
const log = Array.from({ length: 120 }, (_, n) =>
	n % 10 === 0 ? `the beacon of pier ${n} was lit` : `alpha unit ${n} ran`,
).join('\n')
const query = 'Which beacon was lit?'
const of = (recall: RecallStore, more = {}): ContextCompressor =>
	new ContextCompressor({ tokenizer, minTokens: 0, recall, ...more })
const bytesOf = (texts: readonly string[]): number => texts.join('').length * 2

describe('a store too small for all that one call leaves out', () => {
	it('leaves a text whole, since its first omissions could not be recalled any more', async () => {
		const compressor = of(memoryRecallStore())
		const result = await compressor.compress(log, { query })
		const gone = await recalled(result, compressor)
		expect(gone.length).toBeGreaterThan(2)
		const enough = of(memoryRecallStore({ maxBytes: bytesOf(gone) }))
		expect((await enough.compress(log, { query })).text).toBe(result.text)
		const short = of(memoryRecallStore({ maxBytes: bytesOf(gone) - 1 }))
		expect(await short.compress(log, { query })).toMatchObject({ text: log, ratio: 1, omissions: [] })
	})

	it('compresses the first messages of a conversation and leaves the later ones whole, turn after turn', async () => {
		const messages: Message[] = Array.from({ length: 4 }, (_, turn) => ({
			role: 'tool',
			content: log.replaceAll('alpha', `alpha${turn}`),
		}))
		const options = { cache: 'preserve' } as const
		const one = of(memoryRecallStore(), options)
		const first = bytesOf(await recalled(await one.compress(messages.slice(0, 1), { query }), one))
		// Two messages' worth, and not three.
		const recall = memoryRecallStore({ maxBytes: Math.floor(first * 2.5) })
		for (let turns = 1; turns <= 4; turns++) {
			const compressor = of(recall, options)
			const given = messages.slice(0, turns)
			const result = await compressor.compress(given, { query })
			const whole = result.messages.map((message, at) => message === given[at])
			expect(whole).toEqual([false, false, true, true].slice(0, turns))
			expect(new Set(result.omissions.map(({ message }) => message)).size).toBe(Math.min(2, turns))
			for (const text of await recalled(result, compressor)) expect(text).toContain('alpha')
		}
	})

	it('does not push out what a conversation sent again already refers to', async () => {
		const first: Message = { role: 'tool', content: log }
		const second: Message = { role: 'tool', content: log.replaceAll('alpha', 'gamma') }
		const one = of(memoryRecallStore(), { cache: 'preserve' })
		const needed = bytesOf(await recalled(await one.compress([first], { query }), one))
		const compressor = of(memoryRecallStore({ maxBytes: Math.floor(needed * 1.5) }), { cache: 'preserve' })
		const before = await compressor.compress([first], { query })
		const after = await compressor.compress([...before.messages, second], { query })
		expect(after.messages).toEqual([before.messages[0], second])
		expect(bytesOf(await recalled(before, compressor))).toBe(needed)
	})

	it('leaves whole, or recalls, whatever its size and however often it is used', async () => {
		let kept = 0
		let whole = 0
		const line = fc.constantFrom('refund paid', 'idle', 'unit ran as planned', 'beacon lit twice today')
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.array(line, { minLength: 20, maxLength: 60 }), { minLength: 1, maxLength: 4 }),
				fc.integer({ min: 2, max: 4000 }),
				fc.boolean(),
				async (all, maxBytes, ignore) => {
					const messages = all.map((lines): Message => ({ role: 'tool', content: lines.join('\n') }))
					const recall = memoryRecallStore({ maxBytes })
					const compressor = of(recall, { cache: ignore ? 'ignore' : 'preserve' })
					for (let call = 0; call < 2; call++) {
						const result = await compressor.compress(messages, { query })
						// Rejects for an id that is gone.
						const gone = await recalled(result, compressor)
						if (gone.length > 0) kept++
						else whole++
						expect(gone.length === 0).toBe(result.messages === messages)
					}
				},
			),
			{ numRuns: 300, seed: 31 },
		)
		expect(kept).toBeGreaterThan(100)
		expect(whole).toBeGreaterThan(50)
	}, 60_000)

	it('falls back from a summary whose source it cannot hold to what it can', async () => {
		const sentences = Array.from(
			{ length: 60 },
			(_, n) => `Station ${1000 + n} delivered several parcels by train to Lyon yesterday.`,
		)
		const text = sentences.join(' ')
		const plain = of(memoryRecallStore())
		const extractive = await plain.compress(text, { query: 'station 1007' })
		const gone = bytesOf(await recalled(extractive, plain))
		expect(gone).toBeLessThan(text.length * 2)
		const chatModel = fakeModel((request) => shorten(sourceOf(request), 0.6))
		const compressor = of(memoryRecallStore({ maxBytes: gone }), { model: 'm', chatModel })
		const result = await compressor.compress(text, { query: 'station 1007' })
		expect(chatModel.requests).toHaveLength(1)
		expect(result.text).toBe(extractive.text)
		expect(bytesOf(await recalled(result, compressor))).toBe(gone)
		expect(result.sections?.map(({ by }) => by)).toEqual(['extractive'])
	})
})

describe('a store of its own making', () => {
	it('that forgets what it said it kept leaves the text whole', async () => {
		const recall: RecallStore = {
			put: async () => 'kept',
			get: async () => undefined,
			deleteExpired: async () => 0,
		}
		expect((await of(recall).compress(log, { query })).text).toBe(log)
	})

	it('that hands out another text leaves the text whole', async () => {
		const recall: RecallStore = {
			put: async () => 'kept',
			get: async () => 'something else',
			deleteExpired: async () => 0,
		}
		expect((await of(recall).compress(log, { query })).text).toBe(log)
	})

	it('that is slow does not hold up a caller that gave up', async () => {
		const abort = new AbortController()
		const reason = new Error('enough')
		let puts = 0
		const recall: RecallStore = {
			put: async () => {
				puts++
				abort.abort(reason)
				return 'kept'
			},
			get: async () => undefined,
			deleteExpired: async () => 0,
		}
		await expect(of(recall).compress(log, { query, signal: abort.signal })).rejects.toBe(reason)
		expect(puts).toBe(1)
	})
})
