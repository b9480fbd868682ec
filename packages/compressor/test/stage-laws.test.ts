import { stageLaws, testStageLaw } from '@headroom/spec/testing'
import { o200kBase } from '@headroom/tokenizer'
import { describe, it } from 'vitest'
import { ContextCompressor, memoryRecallStore } from '../src/index.ts'

const wholeConversation = new Set(['causal'])

describe('ContextCompressor keeps every law of a stage', () => {
	for (const law of stageLaws) {
		it(`${law.name}, on 500 requests, with texts of any length open to compression`, async () => {
			await testStageLaw(law, () => new ContextCompressor({ minTokens: 20 }), { cases: 500 })
		}, 120_000)
		it(`${law.name}, on 500 requests, counted as gpt-4o counts`, async () => {
			await testStageLaw(
				law,
				() => new ContextCompressor({ minTokens: 40, preserveKeywords: ['security', '退款'] }),
				{
					cases: 500,
					seed: 2,
					tokenizer: o200kBase(),
				},
			)
		}, 120_000)
		it(`${law.name}, on 500 requests, with a store to recall from`, async () => {
			const recall = memoryRecallStore()
			await testStageLaw(law, () => new ContextCompressor({ minTokens: 20, recall }), { cases: 500, seed: 4 })
		}, 120_000)
		it(`${law.name}, on 200 requests, with a store too small for most of them`, async () => {
			const recall = memoryRecallStore({ maxBytes: 1500 })
			await testStageLaw(law, () => new ContextCompressor({ minTokens: 20, recall }), { cases: 200, seed: 6 })
		}, 120_000)
		if (wholeConversation.has(law.name)) continue
		it(`${law.name}, on 500 requests, with no prefix cached`, async () => {
			await testStageLaw(law, () => new ContextCompressor({ minTokens: 20, cache: 'ignore' }), {
				cases: 500,
				seed: 3,
			})
		}, 120_000)
		it(`${law.name}, on 500 requests, with no prefix cached and a store to recall from`, async () => {
			const recall = memoryRecallStore()
			await testStageLaw(law, () => new ContextCompressor({ minTokens: 20, cache: 'ignore', recall }), {
				cases: 500,
				seed: 5,
			})
		}, 120_000)
	}
})
