import type { ChatRequest, Tokenizer, Usage } from '@headroom/spec'
import { describe, expect, it } from 'vitest'
import { Counterfactual } from '../src/account/counterfactual.ts'
import { mapPrefix } from '../src/account/map-prefix.ts'
import { RequestCounter } from '../src/count.ts'
import { messageOf, requestOf, roughWords, words } from './by-words.ts'

const dense: Tokenizer = { id: 'dense', count: (text) => 2 * words.count(text) }

/** Models are named after their tokenizer. */
function counterfactual(sent: ChatRequest, model: string, usage: Usage): Counterfactual {
	return new Counterfactual(sent, model, usage, {
		counter: new RequestCounter(),
		tokenizerFor: (name) => (name === 'rough' ? roughWords : name === 'dense' ? dense : words),
	})
}
const input = (inputTokens: number): Usage => ({ inputTokens, outputTokens: 7 })

describe('the prompt that was not sent', () => {
	it('is billed what the sent one was and the difference of the two counts', () => {
		const { tokensOf } = bound(counterfactual(requestOf(1000), 'exact', input(1040)))
		expect(tokensOf(requestOf(2500), 'exact')).toBe(2540)
		expect(tokensOf(requestOf(1000), 'exact')).toBe(1040)
	})

	it('is never less than nothing, whatever was billed', () => {
		const { tokensOf } = bound(counterfactual(requestOf(1000), 'exact', input(100)))
		expect(tokensOf(requestOf(500), 'exact')).toBe(0)
	})

	it('is scaled to the bill where the tokenizer only estimates', () => {
		// Counted 1000, billed 1200: 2000 counted are 2400.
		const { tokensOf } = bound(counterfactual(requestOf(1000), 'rough', input(1200)))
		expect(tokensOf(requestOf(2000), 'rough')).toBe(2400)
	})

	it('is scaled by no more than 2 and no less than a half', () => {
		// Beyond, what is left is framing: 3000 = 2 × 1000 + 1000, and 200 = 0.5 × 1000 − 300.
		expect(
			bound(counterfactual(requestOf(1000), 'rough', input(3000))).tokensOf(requestOf(2000), 'rough'),
		).toBe(5000)
		expect(
			bound(counterfactual(requestOf(1000), 'rough', input(200))).tokensOf(requestOf(2000), 'rough'),
		).toBe(700)
	})

	it('is not scaled where an image was sent, whose tokens nobody counted', () => {
		const image = { type: 'opaque', kind: 'image_url', value: {} } as const
		const sent: ChatRequest = {
			model: 'rough',
			messages: [messageOf(997), { role: 'user', content: [image] }],
		}
		const original: ChatRequest = { ...sent, messages: [messageOf(1997), ...sent.messages.slice(1)] }
		expect(bound(counterfactual(sent, 'rough', input(1800))).tokensOf(original, 'rough')).toBe(2800)
	})

	it('is counted in the tokenizer of its own model', () => {
		// 993 words twice, and 2 for the role, 3 and 3 that frame it and start the reply.
		const original = requestOf(1000, 'dense')
		expect(bound(counterfactual(requestOf(1000), 'exact', input(1010))).tokensOf(original, 'dense')).toBe(
			2 * 993 + 2 + 3 + 3 + 10,
		)
	})

	it('has the same answer, and no cache where the provider says nothing of one', () => {
		const usage = { inputTokens: 1000, outputTokens: 90, reasoningOutputTokens: 40 }
		expect(counterfactual(requestOf(1000), 'exact', usage).usageOf(requestOf(1500), 'exact', 1)).toEqual({
			...usage,
			inputTokens: 1500,
		})
	})

	it('was read from the cache as far as its counterpart, in proportion inside a message', () => {
		const sent: ChatRequest = { model: 'exact', messages: [messageOf(400), messageOf(597, 'assistant')] }
		const original: ChatRequest = { model: 'exact', messages: [messageOf(800), messageOf(1197, 'assistant')] }
		const usage = { ...input(1000), cacheReadInputTokens: 200 }
		// Half of the first message.
		expect(counterfactual(sent, 'exact', usage).usageOf(original, 'exact')).toMatchObject({
			inputTokens: 2000,
			cacheReadInputTokens: 400,
		})
	})

	it('was read from the cache in proportion where its messages do not pair', () => {
		const original: ChatRequest = { model: 'exact', messages: [messageOf(1000), messageOf(997)] }
		const usage = { ...input(1000), cacheReadInputTokens: 250, cacheWriteInputTokens: 500 }
		expect(counterfactual(requestOf(1000), 'exact', usage).usageOf(original, 'exact')).toMatchObject({
			inputTokens: 2000,
			cacheReadInputTokens: 500,
			cacheWriteInputTokens: 1000,
		})
	})

	it('starts with its tools, which the cache holds first', () => {
		// Of the source of `countTools`: 12 for the list, 7 for a function, and its name and description, here one word.
		const tools = [{ name: 'look', description: 'up' }]
		const sent: ChatRequest = { model: 'exact', tools, messages: [messageOf(477)] }
		const original: ChatRequest = { ...sent, messages: [messageOf(977)] }
		const usage = { ...input(500), cacheReadInputTokens: 20 }
		expect(counterfactual(sent, 'exact', usage).usageOf(original, 'exact')).toMatchObject({
			inputTokens: 1000,
			cacheReadInputTokens: 20,
		})
	})

	it('keeps the usage of the prompt that was sent to the token, also where the bill is far from the count', () => {
		const sent: ChatRequest = { model: 'rough', messages: [messageOf(333), messageOf(11, 'assistant')] }
		const copy: ChatRequest = { model: 'rough', messages: [...sent.messages] }
		for (const inputTokens of [100, 347, 1999]) {
			const usage = { ...input(inputTokens), cacheReadInputTokens: 61, cacheWriteInputTokens: 17 }
			expect(counterfactual(sent, 'rough', usage).usageOf(copy, 'rough')).toEqual(usage)
		}
	})
})

describe('mapPrefix', () => {
	it('carries whole parts over whole and the last one in proportion', () => {
		expect(mapPrefix([10, 10, 10], [100, 10, 40], 0)).toBe(0)
		expect(mapPrefix([10, 10, 10], [100, 10, 40], 10)).toBe(100)
		expect(mapPrefix([10, 10, 10], [100, 10, 40], 25)).toBe(130)
		expect(mapPrefix([10, 10, 10], [100, 10, 40], 30)).toBe(150)
		expect(mapPrefix([0, 10], [0, 20], 5)).toBe(10)
	})
})

function bound(given: Counterfactual): { tokensOf: Counterfactual['tokensOf'] } {
	return { tokensOf: (request, model) => given.tokensOf(request, model) }
}
