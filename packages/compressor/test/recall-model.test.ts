import type { ChatModel, Message, Tokenizer } from '@headroom/spec'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
	ContextCompressor,
	type ContextCompressorOptions,
	memoryRecallStore,
	type RecallStore,
} from '../src/index.ts'
import { fakeModel, shorten, sourceOf } from './shorten.ts'

/** Counts words, so that a person can. */
const tokenizer: Tokenizer = { id: 'words', count: (text) => text.match(/\S+/g)?.length ?? 0 }
/** Ten words. */
const sentence = (n: number): string =>
	`Station ${1000 + n} delivered several parcels by train to Lyon yesterday.`
const paragraph = (from: number, count: number): string =>
	Array.from({ length: count }, (_, at) => sentence(from + at)).join(' ')
const text = paragraph(0, 40)
const query = 'What did station 1007 deliver?'
const obedient = (): ChatModel => fakeModel((request) => shorten(sourceOf(request), 0.55))
const of = (chatModel: ChatModel, more: ContextCompressorOptions = {}): ContextCompressor =>
	new ContextCompressor({ tokenizer, model: 'm', chatModel, recall: memoryRecallStore(), ...more })

describe('what a summary stands for can be recalled', () => {
	it('under the id that its marker carries, byte for byte', async () => {
		const compressor = of(obedient())
		const result = await compressor.compress(text, { query })
		const [, id = ''] =
			/^\[… 40 sentences summarised: 1–40 · recall ([0-9a-z]{8})\]\n/.exec(result.text) ?? []
		expect(result.text.split('\n')[1]).toBe(paragraph(0, 22))
		expect(result.omissions).toMatchObject([{ unit: 'sentences', count: 40, recall: [id] }])
		expect(await compressor.recall(id)).toBe(text)
		// The marker has three words more than without an id.
		expect(result.tokensAfter).toBe(228)
	})

	it('beside what was left out extractively, each under an id of its own', async () => {
		// 24 paragraphs of 500 words are 8 sections; the model fails at every other.
		const long = Array.from({ length: 24 }, (_, at) => paragraph(at * 50, 50)).join('\n\n')
		const chatModel = fakeModel((request) => {
			const from = Number(/Station 1*?(\d{4})/.exec(sourceOf(request))?.[1]) - 1000
			if ((from / 150) % 2 === 1) throw new Error('down')
			return shorten(sourceOf(request), 0.55)
		})
		const compressor = of(chatModel, { modelConcurrency: 1 })
		const result = await compressor.compress(long, { query })
		const sections = result.sections?.filter(({ by }) => by === 'model') ?? []
		expect(sections.length).toBeGreaterThan(1)
		const paragraphs = long.split('\n\n')
		for (const { range } of sections) {
			const omission = result.omissions.find(
				({ ranges }) => ranges.length === 1 && ranges[0]?.[0] === range[0] && ranges[0][1] === range[1],
			)
			// A section here is three paragraphs of fifty sentences, the blank line behind it included.
			const first = (range[0] - 1) / 50
			const expected = paragraphs.slice(first, first + 3).join('\n\n')
			const got = await compressor.recall(omission?.recall?.[0] ?? '')
			expect(got.trimEnd()).toBe(expected)
			expect(long).toContain(got)
		}
		const cut = result.omissions.filter(({ reason }) => !reason.startsWith('summarised'))
		expect(cut.length).toBeGreaterThan(0)
		for (const { recall = [], ranges } of cut) {
			expect(recall).toHaveLength(ranges.length)
			for (const [at, id] of recall.entries()) {
				const [from, to] = ranges[at] ?? [0, 0]
				const gone = await compressor.recall(id)
				expect(gone.match(/Station/g)).toHaveLength(to - from + 1)
				expect(gone.startsWith(sentence(from - 1))).toBe(true)
				expect(long).toContain(gone)
			}
		}
	})

	it('from a conversation, as the JSON of its messages', async () => {
		const messages: Message[] = Array.from({ length: 24 }, (_, n) => ({
			role: n % 2 === 0 ? 'user' : 'assistant',
			content: `${paragraph(n * 4, 4)}\r\n👩‍👩‍👧`,
		}))
		messages.push({ role: 'user', content: 'Which station was the last?' })
		const compressor = of(obedient())
		const result = await compressor.compress(messages)
		const summarised = result.omissions.filter(({ reason }) => reason.startsWith('summarised'))
		expect(summarised.length).toBeGreaterThan(0)
		for (const { ranges, recall } of summarised) {
			const [[from, to] = [0, 0]] = ranges
			expect(await compressor.recall(recall?.[0] ?? '')).toBe(JSON.stringify(messages.slice(from - 1, to)))
			const marker = `${to - from + 1} messages summarised: ${from}–${to} · recall ${recall?.[0]}]`
			expect(JSON.stringify(result.messages)).toContain(marker)
		}
	})

	it('under a longer id where another text has the short one', async () => {
		const [, short = ''] = /recall ([0-9a-z]+)\]/.exec((await of(obedient()).compress(text)).text) ?? []
		const recall = memoryRecallStore()
		await recall.put('default', short, 'another text')
		const compressor = of(obedient(), { recall })
		const result = await compressor.compress(text)
		const [, long = ''] = /recall ([0-9a-z]+)\]/.exec(result.text) ?? []
		expect(long).toMatch(new RegExp(`^${short}[0-9a-z]{16}$`))
		expect(await compressor.recall(long)).toBe(text)
		expect(await compressor.recall(short)).toBe('another text')
	})

	it('in the scope of the call alone', async () => {
		const compressor = of(obedient())
		const { omissions } = await compressor.compress(text, { query, scope: 'a' })
		const [id = ''] = omissions[0]?.recall ?? []
		expect(await compressor.recall(id, { scope: 'a' })).toBe(text)
		await expect(compressor.recall(id)).rejects.toMatchObject({ code: 'unknown-recall' })
	})

	it('and is not written where the store cannot hold it: the call was paid for, and is said so', async () => {
		const inner = memoryRecallStore()
		const recall: RecallStore = {
			...inner,
			put: async (scope, id, kept) => (kept === text ? 'too-large' : inner.put(scope, id, kept)),
		}
		const compressor = of(obedient(), { recall })
		const result = await compressor.compress(text, { query })
		expect(result.text).not.toContain('summarised')
		expect(result.modelUsage).toEqual({ inputTokens: 100, outputTokens: 10 })
		expect(result.sections).toMatchObject([
			{
				by: 'extractive',
				reason: 'with the summary the whole would break the floor, save nothing or be lost',
			},
		])
		for (const id of result.omissions.flatMap(({ recall: ids }) => ids ?? []))
			expect(text).toContain(await compressor.recall(id))
	})
})

describe('whatever a model answers, with a store', () => {
	it('every id of the result can be recalled, and at least half stays', async () => {
		let taken = 0
		await fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 30, max: 400 }),
				fc.array(fc.constantFrom(0.3, 0.52, 0.55, 0.6, 2), { minLength: 1, maxLength: 5 }),
				fc.integer({ min: 1_000, max: 100_000 }),
				async (size, shares, maxBytes) => {
					const given = Array.from({ length: Math.ceil(size / 50) }, (_, at) =>
						paragraph(at * 50, Math.min(50, size - at * 50)),
					).join('\n\n')
					const chatModel = fakeModel((request, call) => {
						const share = shares[call % shares.length] ?? 1
						if (share > 1) throw new Error('down')
						return shorten(sourceOf(request), share)
					})
					const compressor = of(chatModel, { recall: memoryRecallStore({ maxBytes }) })
					const result = await compressor.compress(given, { query })
					expect(result.tokensAfter).toBe(tokenizer.count(result.text))
					expect(result.tokensAfter * 2).toBeGreaterThanOrEqual(result.tokensBefore)
					for (const { recall = [] } of result.omissions) {
						expect(recall.length).toBeGreaterThan(0)
						for (const id of recall) expect(given).toContain(await compressor.recall(id))
					}
					taken += result.sections?.filter(({ by }) => by === 'model').length ?? 0
				},
			),
			{ numRuns: 150, seed: 32 },
		)
		expect(taken).toBeGreaterThan(50)
	}, 60_000)
})
