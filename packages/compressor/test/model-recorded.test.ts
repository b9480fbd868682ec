import { readFileSync } from 'node:fs'
import type { ChatResponse } from '@headroom/spec'
import { o200kBase } from '@headroom/tokenizer'
import { describe, expect, it } from 'vitest'
import { ContextCompressor } from '../src/index.ts'
import { fakeModel } from './shorten.ts'

interface Recorded {
	readonly source: string
	readonly answers: readonly {
		readonly name: string
		readonly taken: boolean
		readonly reason?: string
		readonly response: ChatResponse
	}[]
}

const recorded: Recorded = JSON.parse(
	readFileSync(new URL('fixtures/recorded-answers.json', import.meta.url), 'utf8'),
)

const hasSummary = (text: string): boolean => /\[… 12 sentences summarised: 1–12\]\n/.test(text)

describe('an answer in the shape of real ones', () => {
	it.each(recorded.answers)('$name: taken, $taken', async ({ taken, reason, response }) => {
		const compressor = new ContextCompressor({
			tokenizer: o200kBase(),
			preserveKeywords: ['warranty'],
			model: 'gpt-4o-mini',
			chatModel: fakeModel(() => response),
		})
		const result = await compressor.compress(recorded.source, { query: 'What did the water board decide?' })
		expect(
			result.text.includes(JSON.stringify(response.message.content).slice(1, -1)) && hasSummary(result.text),
		).toBe(taken)
		expect(result.text).toContain('warranty')
		expect(result.sections?.map((section) => [section.by, section.reason])).toEqual([
			taken ? ['model', 'summarised by openai/gpt-4o-mini-2024-07-18'] : ['extractive', reason],
		])
		// What was not taken was asked for twice.
		const { inputTokens = 0, outputTokens = 0 } = response.usage ?? {}
		const calls = taken ? 1 : 2
		expect(result.modelUsage).toMatchObject({
			inputTokens: calls * inputTokens,
			outputTokens: calls * outputTokens,
		})
	})
})
