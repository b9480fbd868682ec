import { type Message, messageTexts } from '@headroom/spec'
import { arbitraryRequest, arbitraryText, wordTokenizer } from '@headroom/spec/testing'
import { o200kBase } from '@headroom/tokenizer'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ContextCompressor, type Strategy } from '../src/index.ts'

const tokenizer = o200kBase()
const observe = (): void => {}
const query = fc.constantFrom(
	'',
	'Which refund was sent to Ms Ito?',
	'订单什么时候发货？',
	'connection reset',
)

async function checkText(text: string, asked: string, ratio: number): Promise<void> {
	const compressor = new ContextCompressor({
		tokenizer,
		minTokens: 0,
		maxCompressionRatio: ratio,
		allowBelowFloor: true,
	})
	const result = await compressor.compress(text, { query: asked })
	const [before, after] = [tokenizer.count(text), tokenizer.count(result.text)]
	expect(result.tokensBefore).toBe(before)
	expect(result.tokensAfter).toBe(after)
	expect(after).toBeGreaterThanOrEqual(before * ratio)
	expect(after).toBeLessThanOrEqual(before)
	expect(result.omissions.length === 0).toBe(result.text === text)
}

function checkMessages(before: readonly Message[], after: readonly Message[]): void {
	const texts = (list: readonly Message[]): string[] => list.flatMap(messageTexts)
	const sum = (list: readonly Message[]): number =>
		texts(list).reduce((all, text) => all + tokenizer.count(text), 0)
	expect(sum(after)).toBeGreaterThanOrEqual(sum(before) / 2)
	expect(sum(after)).toBeLessThanOrEqual(sum(before))
	expect(tokenizer.count(texts(after).join('\n'))).toBeGreaterThanOrEqual(
		tokenizer.count(texts(before).join('\n')) / 2,
	)
}

describe('the floor', () => {
	it('holds on the final text, counted as gpt-4o counts, for any text and share', async () => {
		await fc.assert(fc.asyncProperty(arbitraryText, query, fc.constantFrom(0.3, 0.5, 0.7), checkText), {
			numRuns: 500,
			seed: 1,
		})
	}, 120_000)

	it('holds for a whole conversation, summed and joined', async () => {
		const compressor = new ContextCompressor({ tokenizer, minTokens: 0 })
		await fc.assert(
			fc.asyncProperty(arbitraryRequest, async ({ messages }) => {
				const result = await compressor.compress(messages)
				expect(result.tokensAfter).toBeGreaterThanOrEqual(result.tokensBefore / 2)
				checkMessages(messages, result.messages)
			}),
			{ numRuns: 400, seed: 2 },
		)
	}, 120_000)

	it('holds joined too, when many short messages go and one long one stays', async () => {
		const long = Array.from({ length: 25 }, (_, n) => `Otters of lake ${n} sleep holding hands.`).join(' ')
		const messages: Message[] = [{ role: 'assistant', content: long }]
		for (let n = 0; n < 130; n++)
			messages.push({ role: n % 2 === 0 ? 'user' : 'assistant', content: 'Ok, yes' })
		messages.push({ role: 'user', content: 'How do otters sleep?' })
		const result = await new ContextCompressor({ tokenizer }).compress(messages)
		expect(result.savedTokens).toBeGreaterThan(0)
		checkMessages(messages, result.messages)
	})

	it('holds for every single text of a request as a stage, and for the request joined', async () => {
		const stage = new ContextCompressor({ minTokens: 0 })
		await fc.assert(
			fc.asyncProperty(arbitraryRequest, async (request) => {
				const context = { tokenizer, signal: new AbortController().signal, observe }
				const result = await stage.run(request, context)
				checkMessages(request.messages, result.messages)
				for (const [index, message] of request.messages.entries()) {
					const after = messageTexts(result.messages[index] as Message)
					for (const [at, text] of messageTexts(message).entries()) {
						expect(tokenizer.count(after[at] ?? '')).toBeGreaterThanOrEqual(tokenizer.count(text) / 2)
					}
				}
			}),
			{ numRuns: 400, seed: 3 },
		)
	}, 120_000)

	it('holds whatever a strategy answers, even when it answers nonsense', async () => {
		const scores = fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -1, 0, 5)
		await fc.assert(
			fc.asyncProperty(
				arbitraryText,
				fc.array(scores, { minLength: 1, maxLength: 9 }),
				async (text, cycle) => {
					const strategy: Strategy = {
						name: 'nonsense',
						rank: ({ texts }) => {
							const size = texts.reduce((sum, { segments }) => sum + segments.length, 0)
							return {
								scores: Float64Array.from({ length: size }, (_, at) => cycle[at % cycle.length] ?? 0),
								reason: '',
							}
						},
					}
					const compressor = new ContextCompressor({ tokenizer: wordTokenizer, minTokens: 0, strategy })
					const result = await compressor.compress(text, { query: 'x' })
					expect(wordTokenizer.count(result.text)).toBeGreaterThanOrEqual(wordTokenizer.count(text) / 2)
				},
			),
			{ numRuns: 300, seed: 4 },
		)
	}, 120_000)

	it('is aimed at closely: long prose lands between 0.50 and 0.55', async () => {
		const sentence = (n: number): string =>
			`Station ${n} reported ${n * 7} arrivals and moved its counter to hall ${n % 9}.`
		const text = Array.from({ length: 30 }, (_, block) =>
			Array.from({ length: 6 }, (_, at) => sentence(block * 6 + at)).join(' '),
		).join('\n\n')
		const result = await new ContextCompressor({ tokenizer }).compress(text, {
			query: 'What did station 77 report?',
		})
		expect(result.text).toContain('Station 77 reported 539 arrivals')
		expect(result.ratio).toBeGreaterThanOrEqual(0.5)
		expect(result.ratio).toBeLessThanOrEqual(0.55)
	})

	it('gives way upward when what must stay is more than the floor', async () => {
		const text = Array.from({ length: 40 }, (_, n) => `ERROR job ${n} failed with code ${n}`).join('\n')
		const result = await new ContextCompressor({ tokenizer }).compress(`${text}\n${'idle\n'.repeat(20)}`, {
			query: 'idle',
		})
		for (let n = 0; n < 40; n++) expect(result.text).toContain(`ERROR job ${n} failed with code ${n}`)
	})
})
