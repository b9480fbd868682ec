import type { JsonObject, Usage } from '@headroom/spec'
import { describe, expect, it } from 'vitest'
import { readStream } from '../src/codec/anthropic-messages/read-stream.ts'
import { readAnthropicUsage, readOpenAiUsage } from '../src/codec/read-usage.ts'

describe('usage of OpenAI’s formats', () => {
	it.each<readonly [string, JsonObject, Usage]>([
		[
			'with every class',
			{
				prompt_tokens: 2006,
				completion_tokens: 300,
				total_tokens: 2306,
				prompt_tokens_details: { cached_tokens: 1920, cache_write_tokens: 50 },
				completion_tokens_details: { reasoning_tokens: 192 },
			},
			{
				inputTokens: 2006,
				outputTokens: 300,
				cacheReadInputTokens: 1920,
				cacheWriteInputTokens: 50,
				reasoningOutputTokens: 192,
			},
		],
		['without details', { prompt_tokens: 7, completion_tokens: 3 }, { inputTokens: 7, outputTokens: 3 }],
		[
			'of a zero, which is said',
			{ prompt_tokens: 0, completion_tokens: 0, prompt_tokens_details: { cached_tokens: 0 } },
			{ inputTokens: 0, outputTokens: 0, cacheReadInputTokens: 0 },
		],
		[
			'as Responses names it',
			{ input_tokens: 9, output_tokens: 4, input_tokens_details: { cached_tokens: 8 }, total_tokens: 13 },
			{ inputTokens: 9, outputTokens: 4, cacheReadInputTokens: 8 },
		],
		[
			'as DeepSeek names its cache',
			{ prompt_tokens: 10, completion_tokens: 1, prompt_cache_hit_tokens: 6, prompt_cache_miss_tokens: 4 },
			{ inputTokens: 10, outputTokens: 1, cacheReadInputTokens: 6 },
		],
		[
			// xAI's example: 37 + 23 completion + 233 reasoning = 293.
			'with reasoning beside the completion, as the total says',
			{
				prompt_tokens: 37,
				completion_tokens: 23,
				total_tokens: 293,
				completion_tokens_details: { reasoning_tokens: 233 },
			},
			{ inputTokens: 37, outputTokens: 256, reasoningOutputTokens: 233 },
		],
	])('%s', (_what, reported, usage) => {
		expect(readOpenAiUsage(reported)).toEqual({ usage })
	})

	it.each([[undefined], [null], [[]], ['12'], [{}], [{ prompt_tokens: null, completion_tokens: null }]])(
		'is absent for %j',
		(reported) => {
			expect(readOpenAiUsage(reported)).toEqual({})
		},
	)

	it('that contradicts itself is made to fit, with the reason', () => {
		expect(
			readOpenAiUsage({
				prompt_tokens: 10,
				completion_tokens: 5,
				prompt_tokens_details: { cached_tokens: 12, cache_write_tokens: 3 },
				completion_tokens_details: { reasoning_tokens: 6 },
				total_tokens: 99,
			}),
		).toEqual({
			usage: {
				inputTokens: 10,
				outputTokens: 5,
				cacheReadInputTokens: 10,
				cacheWriteInputTokens: 0,
				reasoningOutputTokens: 5,
			},
			problem:
				'the provider reported 12 cache-read tokens of at most 10 and 3 cache-write tokens of at most 0 and 6 reasoning tokens of at most 5 and a total of 99 that is not 10 + 5',
		})
	})

	it('of one side alone is no usage, with the reason', () => {
		expect(readOpenAiUsage({ prompt_tokens: 10 })).toEqual({
			problem: 'the provider reported no output tokens',
		})
	})

	it.each([[-1], [1.5], [Number.NaN], [Number.POSITIVE_INFINITY], ['7'], [true]])(
		'takes %j for no count',
		(value) => {
			expect(readOpenAiUsage({ prompt_tokens: value, completion_tokens: 1 }).usage).toBeUndefined()
		},
	)
})

describe('usage of Anthropic', () => {
	it('adds up what was read from and written to the cache', () => {
		expect(
			readAnthropicUsage({
				input_tokens: 50,
				cache_creation_input_tokens: 248,
				cache_read_input_tokens: 1800,
				cache_creation: { ephemeral_5m_input_tokens: 148, ephemeral_1h_input_tokens: 100 },
				output_tokens: 503,
				output_tokens_details: { thinking_tokens: 400 },
			}),
		).toEqual({
			// 50 + 248 + 1800
			usage: {
				inputTokens: 2098,
				outputTokens: 503,
				cacheReadInputTokens: 1800,
				cacheWriteInputTokens: 248,
				cacheWrite1hInputTokens: 100,
				reasoningOutputTokens: 400,
			},
		})
	})

	it('takes the breakdown by life where the sum is missing', () => {
		const reported = {
			input_tokens: 1,
			cache_creation_input_tokens: null,
			cache_creation: { ephemeral_5m_input_tokens: 2, ephemeral_1h_input_tokens: 3 },
			output_tokens: 4,
		}
		expect(readAnthropicUsage(reported)).toEqual({
			usage: { inputTokens: 6, outputTokens: 4, cacheWriteInputTokens: 5, cacheWrite1hInputTokens: 3 },
		})
	})

	it('of a zero is said, and of null is not', () => {
		const reported = {
			input_tokens: 3,
			cache_read_input_tokens: 0,
			cache_creation_input_tokens: null,
			output_tokens: 0,
		}
		expect(readAnthropicUsage(reported)).toEqual({
			usage: { inputTokens: 3, outputTokens: 0, cacheReadInputTokens: 0 },
		})
	})

	it('adds compactions, which the top level leaves out, and no other iteration', () => {
		const reported = {
			input_tokens: 100,
			output_tokens: 10,
			iterations: [
				{ type: 'compaction', input_tokens: 1000, output_tokens: 50, cache_read_input_tokens: 7 },
				{ type: 'message', input_tokens: 100, output_tokens: 10 },
			],
		}
		expect(readAnthropicUsage(reported)).toEqual({
			// 100 + 1000 + 7, 10 + 50
			usage: { inputTokens: 1107, outputTokens: 60, cacheReadInputTokens: 7 },
		})
	})
})

describe('usage that Anthropic’s stream reports twice', () => {
	it.each([
		['0 at the start', { input_tokens: 0, output_tokens: 0 }, { input_tokens: 40, output_tokens: 9 }],
		['0 at the end', { input_tokens: 40, output_tokens: 1 }, { input_tokens: 0, output_tokens: 9 }],
		['null at the end', { input_tokens: 40, output_tokens: 1 }, { input_tokens: null, output_tokens: 9 }],
		['nothing of the input at the end', { input_tokens: 40, output_tokens: 1 }, { output_tokens: 9 }],
		['nothing at the start', undefined, { input_tokens: 40, output_tokens: 9 }],
	])('is cumulative, with %s', (_what, first, last) => {
		const reader = readStream('anthropic')
		reader.push({ type: 'message_start', message: { id: 'm', model: 'c', usage: first } })
		reader.push({ type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: last })
		expect(reader.response().usage).toEqual({ inputTokens: 40, outputTokens: 9 })
	})
})
