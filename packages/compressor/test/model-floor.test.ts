import { messageTexts } from '@headroom/spec'
import { arbitraryRequest, arbitraryText, stageLaws, testStageLaw } from '@headroom/spec/testing'
import { o200kBase } from '@headroom/tokenizer'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ContextCompressor } from '../src/index.ts'
import { fakeModel, shorten, sourceOf } from './shorten.ts'

const tokenizer = o200kBase()
const preserveKeywords = ['security', '退款']
const KEYWORDS = [/(?<![\p{L}\p{N}_])security(?![\p{L}\p{N}_])/iu, /退款/]

/** Answers with `random`, or with a share of what it was given. */
function model(random: string, share: number): ReturnType<typeof fakeModel> {
	return fakeModel((request, call) => {
		const source = sourceOf(request)
		if (share === 0) return random
		const words = source.split(' ')
		const part = words.slice(0, Math.round(words.length * share)).join(' ')
		return call % 3 === 2 ? part + random : part
	})
}

const answers = fc.tuple(
	fc.oneof(fc.string({ maxLength: 400 }), arbitraryText, fc.string({ unit: 'binary', maxLength: 400 })),
	fc.constantFrom(0, 0.5, 0.55, 0.6, 1),
)

describe('whatever a model answers', () => {
	it('the floor, the keywords and the accounts of a text hold', async () => {
		let taken = 0
		await fc.assert(
			fc.asyncProperty(
				fc.array(arbitraryText, { minLength: 1, maxLength: 6 }),
				answers,
				async (texts, [random, share]) => {
					const text = texts.join('\n\n')
					const options = { tokenizer, minTokens: 0, preserveKeywords }
					const chatModel = model(random, share)
					const result = await new ContextCompressor({ ...options, model: 'm', chatModel }).compress(text)
					const [before, after] = [tokenizer.count(text), tokenizer.count(result.text)]
					expect([result.tokensBefore, result.tokensAfter]).toEqual([before, after])
					expect(after).toBeGreaterThanOrEqual(before / 2)
					expect(after).toBeLessThanOrEqual(before)
					for (const keyword of KEYWORDS) if (keyword.test(text)) expect(result.text).toMatch(keyword)
					expect(result.omissions.length === 0).toBe(result.text === text)
					const numbers = new Set<string>()
					for (const { ranges, count, total, unit } of result.omissions) {
						let sum = 0
						for (const [from, to] of ranges) {
							sum += to - from + 1
							expect(to).toBeLessThanOrEqual(total)
							for (let n = from; unit !== 'rows' && unit !== 'entries' && n <= to; n++) {
								expect(numbers.has(`${unit} ${n}`)).toBe(false)
								numbers.add(`${unit} ${n}`)
							}
						}
						expect(sum).toBe(count)
					}
					const calls = chatModel.requests.length
					if (calls > 0) expect(result.modelUsage?.inputTokens).toBe(100 * calls)
					taken += result.sections?.filter(({ by }) => by === 'model').length ?? 0
				},
			),
			{ numRuns: 300, seed: 11 },
		)
		// A property that never saw a summary would hold of nothing.
		expect(taken).toBeGreaterThan(10)
	}, 120_000)

	it('the floor of a conversation holds, summed and joined', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(arbitraryRequest, { minLength: 1, maxLength: 4 }),
				answers,
				async (requests, [random, share]) => {
					const messages = requests.flatMap((request) => request.messages)
					const chatModel = model(random, share)
					const result = await new ContextCompressor({
						tokenizer,
						minTokens: 0,
						model: 'm',
						chatModel,
					}).compress(messages)
					const texts = (list: typeof messages): string[] => list.flatMap(messageTexts)
					const sum = (list: typeof messages): number =>
						texts(list).reduce((all, text) => all + tokenizer.count(text), 0)
					expect(result.tokensAfter).toBe(sum([...result.messages]))
					expect(result.tokensAfter).toBeGreaterThanOrEqual(sum(messages) / 2)
					expect(result.tokensAfter).toBeLessThanOrEqual(sum(messages))
					expect(tokenizer.count(texts([...result.messages]).join('\n'))).toBeGreaterThanOrEqual(
						tokenizer.count(texts(messages).join('\n')) / 2,
					)
				},
			),
			{ numRuns: 150, seed: 12 },
		)
	}, 120_000)

	for (const law of stageLaws) {
		if (law.name === 'causal') continue
		it(`the stage keeps its law: ${law.name}`, async () => {
			const chatModel = fakeModel((request) => shorten(sourceOf(request), 0.55))
			const stage = (): ContextCompressor =>
				new ContextCompressor({ minTokens: 20, cache: 'ignore', model: 'm', chatModel })
			await testStageLaw(law, stage, { cases: 100, seed: 13 })
		}, 120_000)
	}
})
