import type { ChatRequest, Message } from '@headroom/spec'
import { arbitraryRequest, stageLaws, testStageLaw, wordTokenizer } from '@headroom/spec/testing'
import { o200kBase } from '@headroom/tokenizer'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ContextCompressor } from '../src/index.ts'

const cachePrices = { write: 1, read: 0.5 }
const remark = (n: number): string =>
	`Remark ${n} on ${['stock', 'returns', 'billing'][n % 3]}: nothing new since day ${n % 17}, and no one has called about it again.`

/** Requests long enough for checkpoints: those of the laws one after another, with short rounds between them. */
const longRequest = fc.array(arbitraryRequest, { minLength: 6, maxLength: 10 }).map((pieces): ChatRequest => {
	const messages = pieces.flatMap((request, piece): Message[] => [
		...request.messages.filter(({ role }, at) => at > 0 || role !== 'system'),
		...Array.from(
			{ length: 12 },
			(_, n): Message => ({ role: n % 2 === 0 ? 'user' : 'assistant', content: remark(piece * 100 + n) }),
		),
	])
	// The law of references compares messages by their place, so that none may be equal to an earlier one.
	const distinct = new Map(messages.map((message) => [JSON.stringify(message), message]))
	return { model: 'openai/gpt-4o-mini', messages: [...distinct.values()] }
})

describe('ContextCompressor keeps the laws of a stage where it takes checkpoints', () => {
	for (const law of stageLaws) {
		// What was sent changes at a checkpoint, and there alone: test/checkpoints.test.ts.
		if (law.name === 'causal') continue
		it(`${law.name}, on 130 long requests`, async () => {
			const options = { minTokens: 20, preserveKeywords: ['security', '退款'], cachePrices }
			await testStageLaw(law, () => new ContextCompressor(options), { cases: 100, requests: longRequest })
			await testStageLaw(law, () => new ContextCompressor({ cachePrices }), {
				cases: 30,
				requests: longRequest,
				tokenizer: o200kBase(),
			})
		}, 240_000)
	}

	it('and takes them in most of these requests', async () => {
		let taken = 0
		for (const request of fc.sample(longRequest, { numRuns: 50, seed: 1 })) {
			await new ContextCompressor({ minTokens: 20, cachePrices }).run(request, {
				tokenizer: wordTokenizer,
				signal: new AbortController().signal,
				observe: ({ type }) => {
					if (type === 'checkpoint') taken++
				},
			})
		}
		expect(taken).toBeGreaterThan(25)
	})
})
