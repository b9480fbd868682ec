import type { CallEvent, ChatModel, HeadroomEvent, Stage, Tokenizer, Usage } from '@headroom/spec'
import { ProviderError } from '@headroom/spec'
import { scriptedModel } from '@headroom/spec/testing'
import { describe, expect, it } from 'vitest'
import {
	type CallRecord,
	type ChatResult,
	createCatalog,
	createReport,
	HeadroomClient,
	type HeadroomOptions,
	memoryLedger,
	type Prompt,
} from '../src/index.ts'
import { messageOf, micro, requestOf, says, shorten, words } from './by-words.ts'

// USD per 1M tokens in the catalog: gpt-4o-mini 0.15 in, 0.60 out; gpt-4o 2.50, 10; claude-sonnet-4-5 3, 15,
// cache read 0.30, cache write 3.75; claude-haiku-4-5 1, 5. All figures below are millionths of a dollar.
const off: HeadroomOptions = { slimmer: false, compressor: false, tokenizerFor: () => words }

function answering(
	usage: Usage | undefined,
	model?: string,
	before: readonly HeadroomEvent[] = [],
): ChatModel {
	return {
		async generate(request, context) {
			for (const event of before) context?.observe?.(event)
			return {
				id: 'r1',
				model: model ?? `openai/${request.model.replace(/^openai\//, '')}`,
				message: { role: 'assistant', content: says('yes it is') },
				finishReason: 'stop',
				...(usage === undefined ? {} : { usage }),
			}
		},
		async *stream() {},
	}
}

async function ask(prompt: Prompt, options: HeadroomOptions): Promise<ChatResult> {
	return new HeadroomClient({ ...off, onStageError: 'throw', ...options }).chat(prompt)
}

describe('the books of a call', () => {
	it('adds to the bill what the stages took off: 1010 tokens become 510', async () => {
		const { record, savings, tokenSavings, usage } = await ask(requestOf(1003), {
			stages: [shorten(0, 500)],
			chatModel: answering({ inputTokens: 510, outputTokens: 200 }, 'openai/gpt-4o-mini-2024-07-18'),
		})
		// Counted 503 of 1003; 7 tokens of framing are on both sides.
		expect(record.usage).toEqual({ inputTokens: 510, outputTokens: 200 })
		expect(record.baseline.usage).toEqual({ inputTokens: 1010, outputTokens: 200 })
		expect(usage).toEqual(record.usage)
		expect(record).toMatchObject({
			requestedModel: 'openai/gpt-4o-mini',
			model: 'openai/gpt-4o-mini-2024-07-18',
			provider: 'openai',
			outcome: 'completed',
			usageMark: 'billed',
			cost: { mark: 'billed' },
			baseline: { model: 'openai/gpt-4o-mini', cost: { mark: 'estimated' } },
			route: null,
		})
		// 1010 × 0.15 + 200 × 0.60; 510 × 0.15 + 200 × 0.60.
		expect(micro(record)).toEqual({ baseline: 271.5, cost: 196.5, extra: undefined, saved: 75 })
		expect(savings).toMatchObject({ tokensBefore: 1010, tokensAfter: 510, savedTokens: 500, mark: 'billed' })
		expect(savings.cost).toMatchObject({ optimized: record.cost, savedUsd: record.savedUsd })
		expect(tokenSavings).toBeCloseTo((100 * 500) / 1010, 10)
	})

	it('prices what the cache had read and written of the original, message by message', async () => {
		const { record, savings } = await ask(conversation('claude-sonnet-4-5'), {
			stages: [shorten(1, 1000)],
			chatModel: answering(
				{ inputTokens: 3003, outputTokens: 100, cacheReadInputTokens: 2000, cacheWriteInputTokens: 1000 },
				'anthropic/claude-sonnet-4-5-20250929',
			),
		})
		// Read: the system message and the first question, of 1000 and 2000 tokens. Written: the two after them.
		expect(record.baseline.usage).toEqual({
			inputTokens: 4003,
			outputTokens: 100,
			cacheReadInputTokens: 3000,
			cacheWriteInputTokens: 1000,
		})
		// 3 × 3 + 3000 × 0.30 + 1000 × 3.75 + 100 × 15; the same with 2000 read.
		expect(micro(record)).toEqual({ baseline: 6159, cost: 5859, extra: undefined, saved: 300 })
		expect(savings.layers.map(({ stage }) => stage)).toEqual(['shorten-1'])
	})

	it('measures a rerouted call against the model that was requested', async () => {
		const { record, savings, route } = await ask(requestOf(1000, 'gpt-4o'), {
			router: {
				defaultModel: 'openai/gpt-4o',
				routes: [{ name: 'all', when: { maxWords: 5000 }, model: 'openai/gpt-4o-mini' }],
			},
			chatModel: answering({ inputTokens: 1000, outputTokens: 200 }, 'openai/gpt-4o-mini-2024-07-18'),
		})
		expect(route).toMatchObject({ route: 'all', model: 'openai/gpt-4o-mini' })
		expect(record).toMatchObject({ requestedModel: 'openai/gpt-4o', route: 'all' })
		// 1000 × 2.50 + 200 × 10; 1000 × 0.15 + 200 × 0.60.
		expect(micro(record)).toEqual({ baseline: 4500, cost: 270, extra: undefined, saved: 4230 })
		expect(savings.layers.map(({ stage }) => stage)).toEqual(['router'])
		expect(savings.layers[0]?.cost.savedUsd).toBe(record.savedUsd)
	})

	it('shows a loss when a stage asked a model for more than it saved', async () => {
		const asking: Stage = {
			name: 'asking',
			run(request, context) {
				context.observe({
					type: 'model-usage',
					stage: 'asking',
					model: 'gpt-4o',
					usage: { inputTokens: 10_000, outputTokens: 1000 },
					unreportedCalls: 0,
				})
				return shorten(0, 897).run(request, context)
			},
		}
		const { record, savings } = await ask(requestOf(1000), {
			stages: [asking],
			chatModel: answering({ inputTokens: 900, outputTokens: 0 }),
		})
		// 10,000 × 2.50 + 1000 × 10 for 100 × 0.15.
		expect(micro(record)).toEqual({ baseline: 150, cost: 135, extra: 35_000, saved: -34_985 })
		expect(savings.layers[0]?.cost.stageCalls).toEqual(record.extraCost)
	})

	it('says unpriced, never 0, where a price is unknown', async () => {
		const usage = { inputTokens: 1000, outputTokens: 200 }
		const own = await ask(requestOf(1000, 'somebody/unheard-of'), {
			chatModel: answering(usage, 'somebody/unheard-of'),
		})
		expect(micro(own.record)).toEqual({
			baseline: 'unpriced',
			cost: 'unpriced',
			extra: undefined,
			saved: undefined,
		})
		expect('savedUsd' in own.record).toBe(false)
		const other = await ask(requestOf(1000), { chatModel: answering(usage, 'somebody/unheard-of') })
		expect(micro(other.record)).toEqual({
			baseline: 270,
			cost: 'unpriced',
			extra: undefined,
			saved: undefined,
		})
		expect(other.savings.cost).not.toHaveProperty('savedUsd')
	})

	it('lets the baseline go on reading its cached prefix when a checkpoint rewrites the prompt', async () => {
		const { record, savings } = await ask(conversation('claude-sonnet-4-5'), {
			stages: [checkpointing],
			chatModel: answering(
				{ inputTokens: 3003, outputTokens: 0, cacheReadInputTokens: 1000, cacheWriteInputTokens: 2000 },
				'anthropic/claude-sonnet-4-5',
			),
		})
		// The request before this one ended before the answer: 1000 + 2000 original tokens were in the cache.
		expect(record.baseline.usage).toEqual({
			inputTokens: 4003,
			outputTokens: 0,
			cacheReadInputTokens: 3000,
			cacheWriteInputTokens: 1000,
		})
		// 3 × 3 + 3000 × 0.30 + 1000 × 3.75; 3 × 3 + 1000 × 0.30 + 2000 × 3.75.
		expect(micro(record)).toEqual({ baseline: 4659, cost: 7809, extra: undefined, saved: -3150 })
		expect(savings.layers.map(({ stage }) => stage)).toEqual(['checkpointing'])
		expect(savings.layers[0]?.cost.savedUsd).toBeCloseTo(-0.00315, 12)
	})

	it('prices what was written for an hour on both sides, in the same share', async () => {
		const { record } = await ask(
			{ ...requestOf(1003), model: 'claude-sonnet-4-5' },
			{
				stages: [shorten(0, 500)],
				chatModel: answering(
					{ inputTokens: 503, outputTokens: 0, cacheWriteInputTokens: 400, cacheWrite1hInputTokens: 100 },
					'anthropic/claude-sonnet-4-5',
				),
			},
		)
		const { cacheWriteInputTokens: written = 0, cacheWrite1hInputTokens: ofAnHour = 0 } =
			record.baseline.usage
		expect(ofAnHour).toBe(written / 4)
		// 103 × 3 + 300 × 3.75 + 100 × 6.
		expect(micro(record).cost).toBe(2034)
		// The rest of 1003 at 3, three quarters of the written ones at 3.75, one at 6.
		expect(micro(record).baseline).toBeCloseTo((1003 - written) * 3 + ofAnHour * (3 * 3.75 + 6), 6)
	})

	it('takes a bill of no input tokens for none: an answer without a prompt there is not', async () => {
		const { record, usage, tokenSavings } = await ask(requestOf(1003), {
			stages: [shorten(0, 500)],
			chatModel: answering({ inputTokens: 0, outputTokens: 0 }),
		})
		expect(usage).toBeUndefined()
		// 503 words are sent of 1003, and four come back.
		expect(record).toMatchObject({
			usageMark: 'estimated',
			usage: { inputTokens: 503 },
			baseline: { usage: { inputTokens: 1003 } },
		})
		expect(tokenSavings).toBeCloseTo((100 * 500) / 1003, 9)
	})

	it.each([12.5, 1e300])(
		'makes whole tokens of a bill of %d, which is then an estimate',
		async (inputTokens) => {
			const ledger = memoryLedger()
			const { record } = await ask(requestOf(1003), {
				ledger,
				chatModel: answering({ inputTokens, outputTokens: 1 }),
			})
			expect(record).toMatchObject({
				usageMark: 'estimated',
				usage: { inputTokens: inputTokens === 12.5 ? 13 : 1003 },
			})
			expect(createReport(ledger).total.estimated.calls).toBe(1)
		},
	)

	it('counts an answer under an alias as the model that was asked for', async () => {
		const tokenizerFor = (model: string): Tokenizer =>
			model === 'openai/alias' ? { id: 'letters', count: (text) => text.length } : words
		const { savings, record } = await ask(requestOf(1003), {
			tokenizerFor,
			stages: [shorten(0, 500)],
			chatModel: answering({ inputTokens: 503, outputTokens: 0 }, 'openai/alias'),
		})
		expect(record.model).toBe('openai/alias')
		expect(savings).toMatchObject({ tokensBefore: 1003, tokensAfter: 503 })
	})

	it('compares tokens of one tokenizer, in savings as in the books, when another vendor answers', async () => {
		// A word is two tokens to Anthropic here, and one to OpenAI.
		const pairs: Tokenizer = { ...words, id: 'pairs', count: (text) => 2 * words.count(text) }
		const tokenizerFor = (model: string): Tokenizer => (model.startsWith('anthropic/') ? pairs : words)
		const ledger = memoryLedger()
		const calls: CallEvent[] = []
		const { savings, record } = await ask(requestOf(1003), {
			ledger,
			tokenizerFor,
			observe: (event) => event.type === 'call' && calls.push(event),
			stages: [
				shorten(0, 500),
				{ name: 'to', run: (request) => ({ ...request, model: 'claude-haiku-4-5' }) },
			],
			chatModel: answering({ inputTokens: 1006, outputTokens: 0 }, 'anthropic/claude-haiku-4-5'),
		})
		// 496 words and the role's, twice, and 6 are 1000 of the 1006 that were billed; the original has 500 words more.
		expect(savings).toMatchObject({ tokensBefore: 2006, tokensAfter: 1006, ratio: 1006 / 2006 })
		expect(record.originalInputTokens).toBe(2006)
		// Money is that of the model that was requested, to which a word is one token: 1003, and the 6 beyond the count.
		expect(record.baseline).toMatchObject({ model: 'openai/gpt-4o-mini', usage: { inputTokens: 1009 } })
		const { total } = createReport(ledger)
		expect(total.baselineInputTokens).toBe(savings.tokensBefore)
		expect(total.savedTokensFraction).toBeCloseTo(savings.savedFraction, 12)
		expect(calls[0]?.record).toBe(record)
	})

	it('books an answer of the response cache as free, and what the call would have cost as saved', async () => {
		const usage = { inputTokens: 510, outputTokens: 200 }
		const {
			record,
			savings,
			tokenSavings,
			usage: billed,
		} = await ask(requestOf(1003), {
			stages: [shorten(0, 500)],
			chatModel: answering(usage, undefined, [
				{ type: 'response-cache', model: 'openai/gpt-4o-mini', usage },
			]),
		})
		expect(billed).toEqual({ inputTokens: 0, outputTokens: 0 })
		expect(record.cost).toEqual({ status: 'priced', usd: 0, mark: 'billed' })
		expect(micro(record)).toEqual({ baseline: 271.5, cost: 0, extra: undefined, saved: 271.5 })
		expect(savings.layers.map(({ stage, savedTokens }) => [stage, savedTokens])).toEqual([
			['shorten-0', 500],
			['call', 510],
		])
		expect(tokenSavings).toBe(100)
	})

	it('counts what no provider reported, and says so', async () => {
		const { record, usage, savings } = await ask(requestOf(1003), {
			stages: [shorten(0, 500)],
			chatModel: answering(undefined),
		})
		expect(usage).toBeUndefined()
		// Sent 503; the answer is of three words.
		expect(record).toMatchObject({
			usage: { inputTokens: 503, outputTokens: 3 },
			usageMark: 'estimated',
			cost: { mark: 'estimated' },
			baseline: { usage: { inputTokens: 1003, outputTokens: 3 } },
		})
		expect(savings.mark).toBe('estimated')
	})

	it('measures against a model of your own choice, and credits no layer for it', async () => {
		const client = new HeadroomClient({
			...off,
			stages: [shorten(0, 497)],
			chatModel: answering({ inputTokens: 500, outputTokens: 200 }),
			baseline: 'gpt-4o',
		})
		const { record, savings } = await client.chat(requestOf(1000))
		// 1000 × 2.50 + 200 × 10; 500 × 0.15 + 200 × 0.60.
		expect(micro(record)).toMatchObject({ baseline: 4500, cost: 195, saved: 4305 })
		expect(record.baseline.model).toBe('openai/gpt-4o')
		expect(savings.layers.map(({ stage }) => stage)).toEqual(['requested-model', 'shorten-0'])
		expect(savings.layers[1]?.cost.savedUsd).toBeCloseTo(75e-6, 15)
		const requested = await client.chat(requestOf(1000), { baseline: 'requested' })
		expect(micro(requested.record)).toMatchObject({ baseline: 270, cost: 195, saved: 75 })
	})

	it('puts what another model than the chosen one cost into a layer of its own', async () => {
		const { record, savings } = await ask(requestOf(1000), {
			stages: [shorten(0, 497)],
			chatModel: answering({ inputTokens: 500, outputTokens: 200 }, 'anthropic/claude-haiku-4-5', [
				{
					type: 'fallback',
					from: 'openai/gpt-4o-mini',
					to: 'anthropic/claude-haiku-4-5',
					error: new Error('overloaded'),
				},
				{
					type: 'model-usage',
					stage: 'cascade',
					model: 'gpt-4o-mini',
					usage: { inputTokens: 500, outputTokens: 100 },
					unreportedCalls: 0,
				},
			]),
		})
		// 500 × 1 + 200 × 5, and a thrown-away answer of 500 × 0.15 + 100 × 0.60.
		expect(micro(record)).toEqual({ baseline: 270, cost: 1500, extra: 135, saved: -1365 })
		expect(savings.layers.map(({ stage, model }) => [stage, model])).toEqual([
			['shorten-0', 'gpt-4o-mini'],
			['call', 'anthropic/claude-haiku-4-5'],
		])
		expect(savings.layers[0]?.cost.savedUsd).toBeCloseTo(75e-6, 15)
		expect(savings.layers[1]?.cost.savedUsd).toBeCloseTo(-1440e-6, 15)
	})

	it('prices an answer by a version at your own price of the model, on both sides', async () => {
		const catalog = createCatalog({
			overrides: { 'gpt-4o-mini': { price: { input: 1, output: 2, source: 'contract' } } },
		})
		const { record } = await new HeadroomClient({
			...off,
			catalog,
			chatModel: answering({ inputTokens: 1000, outputTokens: 100 }, 'openai/gpt-4o-mini-2024-07-18'),
		}).chat(requestOf(1000))
		expect(micro(record)).toMatchObject({ baseline: 1200, cost: 1200, saved: 0 })
	})

	it('makes sense of a usage that makes none, and does not call it billed', async () => {
		const { record, usage } = await ask(requestOf(1000), {
			chatModel: answering({ inputTokens: 100, outputTokens: Number.NaN, cacheReadInputTokens: 900 }),
		})
		expect(record).toMatchObject({
			usage: { inputTokens: 100, outputTokens: 0, cacheReadInputTokens: 100 },
			usageMark: 'estimated',
		})
		expect(usage).toBeUndefined()
	})
})

describe('accounting that fails', () => {
	it('costs nobody an answer that was paid for: the call is booked unpriced, with a warning', async () => {
		const usage = { inputTokens: 1000, outputTokens: 200 }
		const codes: string[] = []
		const { content, record, savings } = await ask(requestOf(1000), {
			stages: [shorten(0, 500)],
			catalog: {
				resolve: () => undefined,
				cost() {
					throw new Error('prices are being updated')
				},
			},
			chatModel: answering(usage),
			observe: (event) => event.type === 'warning' && codes.push(event.code),
		})
		expect(content).toBe('yes it is')
		expect(record).toMatchObject({ usage, usageMark: 'billed', cost: { status: 'unpriced' } })
		expect(record).not.toHaveProperty('savedUsd')
		expect(savings.cost.optimized).toEqual({ status: 'unpriced', model: 'openai/gpt-4o-mini' })
		expect(codes).toEqual(['accounting-failed'])
	})
})

describe('a call that fails', () => {
	const fails = (error: unknown): Promise<CallRecord[]> => {
		const records: CallRecord[] = []
		const client = new HeadroomClient({
			...off,
			chatModel: scriptedModel([{ error }], 'openai'),
			observe: (event) => event.type === 'call' && records.push(event.record),
		})
		return client.chat(requestOf(1000)).then(
			() => expect.unreachable('it fails'),
			(thrown) => {
				expect(thrown).toBe(error)
				return records
			},
		)
	}

	it('is booked with no tokens and no cost on either side', async () => {
		const options = { provider: 'openai', retryable: true, status: 503, reason: 'overloaded' } as const
		const [record] = await fails(new ProviderError('openai: overloaded', options))
		const nothing = { inputTokens: 0, outputTokens: 0 }
		expect(record).toMatchObject({
			outcome: 'failed',
			provider: 'openai',
			model: 'openai/gpt-4o-mini',
			usage: nothing,
			usageMark: 'billed',
			cost: { status: 'priced', usd: 0 },
			baseline: { usage: nothing, cost: { status: 'priced', usd: 0 } },
			savedUsd: 0,
		})
	})

	it('is an estimate where the provider may have worked without an answer reaching us', async () => {
		const timeout = new ProviderError('openai: no answer', {
			provider: 'openai',
			retryable: true,
			reason: 'timeout',
		})
		expect((await fails(timeout))[0]?.usageMark).toBe('estimated')
	})
})

function conversation(model: string): Prompt {
	return {
		model,
		messages: [messageOf(1000, 'system'), messageOf(2000), messageOf(500, 'assistant'), messageOf(500)],
	}
}

const checkpointing: Stage = {
	name: 'checkpointing',
	run(request, context) {
		context.observe({
			type: 'checkpoint',
			stage: 'checkpointing',
			boundary: 4,
			compacted: 2,
			number: 1,
			taken: true,
			savedTokens: 1000,
			gain: 100,
		})
		return shorten(1, 1000).run(request, context)
	},
}
