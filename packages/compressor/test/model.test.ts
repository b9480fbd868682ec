import type { ChatModel, HeadroomEvent, Message, Tokenizer } from '@headroom/spec'
import { describe, expect, it } from 'vitest'
import { ContextCompressor, type ContextCompressorOptions, hasMarker } from '../src/index.ts'
import { fakeModel, sentencesOf, shorten, sourceOf } from './shorten.ts'

/** Counts words, so that a person can. */
const tokenizer: Tokenizer = { id: 'words', count: (text) => text.match(/\S+/g)?.length ?? 0 }

/** Ten words. */
const sentence = (n: number): string =>
	`Station ${1000 + n} delivered several parcels by train to Lyon yesterday.`
const paragraph = (from: number, count: number): string =>
	Array.from({ length: count }, (_, at) => sentence(from + at)).join(' ')

/** 40 sentences, 400 words: a summary may have 201 to 256, five of which are its marker. */
const text = paragraph(0, 40)
/** 24 paragraphs of 50 sentences, 12,000 words: 8 sections of 1,500. */
const long = Array.from({ length: 24 }, (_, at) => paragraph(at * 50, 50)).join('\n\n')
const query = 'What did station 1007 deliver?'

const compressor = (chatModel: ChatModel, more: ContextCompressorOptions = {}): ContextCompressor =>
	new ContextCompressor({ tokenizer, model: 'gpt-4o-mini', chatModel, ...more })
const extractive = new ContextCompressor({ tokenizer }).compress(text, { query })

describe('a model that summarises a text', () => {
	it('writes it, under a marker that says of how much', async () => {
		const model = fakeModel((request) => shorten(sourceOf(request), 0.55))
		const result = await compressor(model).compress(text, { query })
		expect(result.text).toBe(`[… 40 sentences summarised: 1–40]\n${paragraph(0, 22)}`)
		expect(result).toMatchObject({ tokensBefore: 400, tokensAfter: 225, ratio: 0.5625, savedTokens: 175 })
		expect(hasMarker(result.text)).toBe(true)
		expect(result.omissions).toEqual([
			{
				message: 0,
				text: 0,
				unit: 'sentences',
				count: 40,
				total: 40,
				ranges: [[1, 40]],
				tokens: 175,
				reason: 'summarised by openai/gpt-4o-mini',
			},
		])
		expect(result.sections).toEqual([
			{
				message: 0,
				unit: 'sentences',
				range: [1, 40],
				by: 'model',
				reason: 'summarised by openai/gpt-4o-mini',
			},
		])
	})

	it('is told how many tokens to aim at, what it is for and which of the keywords the text holds', async () => {
		const model = fakeModel((request) => shorten(sourceOf(request), 0.55))
		await compressor(model, { preserveKeywords: ['1007', 'Berlin'] }).compress(text, { query })
		const [request] = model.requests
		expect(request?.model).toBe('gpt-4o-mini')
		expect(request?.messages[1]?.content).toBe(
			[
				'Shorten this text from 400 to about 211 tokens.',
				'Keywords: 1007',
				`Keep whatever bears on: ${query}`,
				'<text>',
				text,
				'</text>',
			].join('\n'),
		)
	})

	it('is not asked without being connected, nor where nothing would be compressed', async () => {
		const named = new ContextCompressor({ tokenizer, model: 'gpt-4o-mini' })
		expect(await named.compress(text, { query })).toEqual(await extractive)
		const model = fakeModel(() => '')
		const short = await compressor(model).compress(paragraph(0, 19), { query })
		expect(short.sections).toBeUndefined()
		expect(model.requests).toHaveLength(0)
	})

	it('shortens sections of about 1,500 tokens, four at a time, in the order of the text', async () => {
		let running = 0
		let most = 0
		const model = fakeModel(async (request) => {
			most = Math.max(most, ++running)
			await new Promise((resolve) => setTimeout(resolve, 5))
			running--
			return shorten(sourceOf(request), 0.55)
		})
		const result = await compressor(model).compress(long, { query })
		expect(most).toBe(4)
		expect(result.sections?.map(({ range, by }) => [...range, by])).toEqual(
			Array.from({ length: 8 }, (_, at) => [at * 150 + 1, at * 150 + 150, 'model']),
		)
		// 55 % of 150 sentences are 83 of ten words; a marker has five.
		expect(result.tokensAfter).toBe(8 * 835)
		expect(result.modelUsage).toEqual({ inputTokens: 800, outputTokens: 80 })
		expect(result.unreportedModelCalls).toBe(0)
	})
})

describe('an answer that cannot stand', () => {
	const good = paragraph(0, 22)
	const cases: readonly (readonly [string, string, string])[] = [
		['too long', paragraph(0, 26), 'it has 265 tokens where 256 are allowed'],
		['too short', paragraph(0, 15), 'it has 155 tokens where at least 201 are needed'],
		['with an invented number', good.replace('1008', '1800'), '"1800" does not stand in the text'],
		['with an invented name', good.replace('Lyon', 'Paris'), '"Paris" does not stand in the text'],
		['without a keyword', good.replace(sentence(7), sentence(22)), 'the keyword "1007" is missing'],
		['empty', '', 'it is empty'],
		['a refusal', "I'm sorry, but I can't help with that.", 'it opens like a refusal'],
		['with a preamble', `Here is the shortened text: ${good}`, 'it opens like a preamble'],
		['with a marker', `[… 2 lines omitted: 1–2] ${good}`, 'it holds a marker of omissions'],
		['longer than the text', `${text} ${text}`, 'it is longer than the text'],
	]
	it.each(cases)(
		'(%s) is asked for once more with what was wrong, then compressed extractively',
		async (_name, answer, wrong) => {
			const preserveKeywords = ['1007']
			const model = fakeModel(() => answer)
			const result = await compressor(model, { preserveKeywords }).compress(text, { query })
			const without = await new ContextCompressor({ tokenizer, preserveKeywords }).compress(text, { query })
			expect(model.requests).toHaveLength(2)
			expect(model.requests[1]?.messages.at(-1)?.content).toBe(
				`That cannot be used: ${wrong}. Shorten the text again by the same rules.`,
			)
			expect(result.text).toBe(without.text)
			expect(result.omissions).toEqual(without.omissions)
			expect(result.sections?.map(({ by, reason }) => [by, reason])).toEqual([
				['extractive', `the answer was not taken: ${wrong}`],
			])
			expect(result.modelUsage).toEqual({ inputTokens: 200, outputTokens: 20 })
		},
	)

	it('is followed by a good one: the second answer is taken', async () => {
		const model = fakeModel((_request, call) => (call === 0 ? '' : good))
		const result = await compressor(model).compress(text, { query })
		expect(result.tokensAfter).toBe(225)
		expect(result.modelUsage).toEqual({ inputTokens: 200, outputTokens: 20 })
	})
})

describe('a model that fails', () => {
	it.each([
		['throws', () => Promise.reject(new Error('overloaded')), 'the model failed: overloaded'],
		['never answers', () => new Promise(() => {}), 'the model failed: no answer in time'],
		[
			'hangs until aborted',
			(_: unknown, __: unknown, signal?: AbortSignal) =>
				new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
			'the model failed: no answer in time',
		],
	])('(%s) leaves the extractive result', async (_name, answer, reason) => {
		const result = await compressor(fakeModel(answer), { modelTimeoutMs: 30 }).compress(text, { query })
		expect(result.text).toBe((await extractive).text)
		expect(result.sections?.map((section) => section.reason)).toEqual([reason])
		expect(result.unreportedModelCalls).toBe(1)
	})

	it.each([[undefined], [{}], [{ message: null }], [{ message: { content: 7 } }]])(
		'(answers %j) leaves the extractive result',
		async (response) => {
			const result = await compressor(fakeModel(() => response)).compress(text, { query })
			expect(result.text).toBe((await extractive).text)
			expect(result.sections?.[0]?.reason).toMatch(/^the model failed: /)
		},
	)

	it('for one section costs that section alone', async () => {
		const model = fakeModel((request) => {
			if (sourceOf(request).includes(sentence(150))) throw new Error('overloaded')
			return shorten(sourceOf(request), 0.55)
		})
		const result = await compressor(model).compress(long, { query })
		expect(result.sections?.map(({ by }) => by)).toEqual(['model', 'extractive', ...Array(6).fill('model')])
		const kept = new Set(sentencesOf(result.text.replace(/\[…[^\]]+\]/g, '')))
		for (const { ranges, reason } of result.omissions) {
			if (reason.startsWith('summarised')) continue
			for (const [from, to] of ranges) {
				expect(from).toBeGreaterThan(150)
				expect(to).toBeLessThanOrEqual(300)
				for (let n = from; n <= to; n++) expect(kept.has(sentence(n - 1))).toBe(false)
			}
		}
		const omitted = result.omissions.filter(({ reason }) => !reason.startsWith('summarised'))
		const count = omitted.reduce((sum, omission) => sum + omission.count, 0)
		const present = Array.from({ length: 150 }, (_, at) => sentence(150 + at)).filter((one) => kept.has(one))
		expect(present.length).toBe(150 - count)
		expect(result.ratio).toBeGreaterThanOrEqual(0.5)
		expect(result.ratio).toBeLessThan(0.6)
	})

	it('too slowly is given its time once, not once a section', async () => {
		const model = fakeModel(() => new Promise(() => {}))
		const options = { modelConcurrency: 1, modelTimeoutMs: 30 }
		const result = await compressor(model, options).compress(long, { query })
		expect(model.requests).toHaveLength(1)
		expect(result.sections?.map(({ reason }) => reason)).toEqual([
			'the model failed: no answer in time',
			...Array(7).fill('not asked, since the time for it was over'),
		])
	})

	it('three times is not asked any more', async () => {
		const model = fakeModel(() => Promise.reject(new Error('overloaded')))
		const result = await compressor(model, { modelConcurrency: 1 }).compress(long, { query })
		expect(model.requests).toHaveLength(3)
		expect(result.sections?.[7]?.reason).toBe('not asked, since the model kept failing')
	})

	it('because the caller gave up rejects with the very reason', async () => {
		const controller = new AbortController()
		const reason = new Error('gave up')
		const model = fakeModel(() => {
			controller.abort(reason)
			return new Promise(() => {})
		})
		const call = compressor(model).compress(text, { query, signal: controller.signal })
		await expect(call).rejects.toBe(reason)
	})
})

/** 60 messages of 30 words each, then a question: 1,800 words before it. */
const turns: Message[] = Array.from({ length: 60 }, (_, n) => ({
	role: n % 2 === 0 ? 'user' : 'assistant',
	content: paragraph(n * 3, 3),
}))
const conversation: Message[] = [...turns, { role: 'user', content: 'What did station 1007 deliver?' }]

describe('a model that summarises a conversation', () => {
	const model = (): ReturnType<typeof fakeModel> =>
		fakeModel((request) => shorten(sourceOf(request).replace(/(?:user|assistant): /g, ''), 0.53))

	it('makes one message of its old turns and leaves the last four alone', async () => {
		const result = await compressor(model()).compress(conversation)
		// 57 messages of three sentences are 171, of which 91 stay.
		expect(result.messages[0]).toEqual({
			role: 'user',
			content: `[… 57 messages summarised: 1–57]\n${paragraph(0, 91)}`,
		})
		expect(result.messages.at(-1)).toBe(conversation.at(-1))
		expect(result.omissions[0]).toEqual({
			message: 0,
			text: 0,
			unit: 'messages',
			count: 57,
			total: 61,
			ranges: [[1, 57]],
			tokens: 1710 - 915,
			reason: 'summarised by openai/gpt-4o-mini',
		})
		const words = result.messages.reduce((sum, { content }) => sum + tokenizer.count(String(content)), 0)
		expect(result.tokensAfter).toBe(words)
		expect(result.tokensBefore).toBe(1805)
	})

	it('is not asked for tool calls, their results, pinned messages and instructions of the system', async () => {
		const messages: Message[] = conversation.map((message, at) =>
			at === 20 ? { ...message, pinned: true } : message,
		)
		messages.splice(10, 0, { role: 'tool', content: paragraph(500, 30) })
		const asked = model()
		const result = await compressor(asked).compress([{ role: 'system', content: 'Be brief.' }, ...messages])
		const sources = asked.requests.map(sourceOf).join('\n')
		expect(sources).not.toContain(sentence(500))
		expect(sources).not.toContain('Be brief.')
		expect(sources).not.toContain(sentence(61))
		expect(result.messages).toContain(messages[21])
		expect(asked.requests.length).toBeGreaterThan(0)
	})

	it('as a stage is asked only where no prefix is cached', async () => {
		for (const [cache, calls] of [
			['preserve', 0],
			[undefined, 0],
			['ignore', 1],
		] as const) {
			const asked = model()
			const stage = compressor(asked, cache === undefined ? {} : { cache })
			const context = { tokenizer, signal: new AbortController().signal, observe: () => {} }
			await stage.run({ model: 'gpt-4o', messages: conversation }, context)
			expect(asked.requests).toHaveLength(calls)
		}
		const asked = model()
		await compressor(asked, { cache: 'preserve' }).compress(text, { query })
		await compressor(asked, { cache: 'preserve' }).compress(conversation)
		expect(asked.requests).toHaveLength(0)
	})

	it('tells observers what it cost and where it failed', async () => {
		const events: HeadroomEvent[] = []
		const stage = compressor(
			fakeModel(() => ''),
			{ cache: 'ignore' },
		)
		const signal = new AbortController().signal
		await stage.run(
			{ model: 'gpt-4o', messages: conversation },
			{ tokenizer, signal, observe: (event) => events.push(event) },
		)
		expect(events.filter(({ type }) => type !== 'omission')).toEqual([
			{
				type: 'warning',
				code: 'summary-failed',
				message:
					'compressor: messages 1–57 from message 0 were compressed without gpt-4o-mini: the answer was not taken: it is empty',
			},
			{
				type: 'model-usage',
				stage: 'compressor',
				model: 'gpt-4o-mini',
				usage: { inputTokens: 200, outputTokens: 20 },
				unreportedCalls: 0,
			},
		])
	})
})

describe('options of the model', () => {
	it.each([
		[{ model: '' }, /model is ;/],
		[{ chatModel: fakeModel(() => '') }, /model is undefined; expected a model id beside chatModel/],
		[{ modelConcurrency: 0 }, /modelConcurrency is 0; expected a whole number above 0/],
		[{ modelTimeoutMs: Number.NaN }, /modelTimeoutMs is NaN; expected milliseconds from 1 up to/],
	] as const)('%o is refused with what was expected', (options, message) => {
		expect(() => new ContextCompressor(options)).toThrow(message)
	})
})
