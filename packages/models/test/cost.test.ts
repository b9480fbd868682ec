import type { Usage } from '@headroom/spec'
import { describe, expect, it } from 'vitest'
import { catalog } from '../src/index.ts'

function usd(model: string, usage: Usage): number {
	const cost = catalog.cost(model, usage, 'billed')
	if (cost.status === 'unpriced') throw new Error(`${model} is unpriced`)
	return cost.usd
}

describe('cost', () => {
	it('prices input read from the cache apart from the rest', () => {
		// 200k at $2.50 = $0.50, 800k at $1.25 = $1.00.
		const usage = { inputTokens: 1_000_000, outputTokens: 0, cacheReadInputTokens: 800_000 }
		expect(catalog.cost('gpt-4o', usage, 'billed')).toEqual({ status: 'priced', usd: 1.5, mark: 'billed' })
	})

	it('charges the whole request at the upper tier once its input passes the boundary', () => {
		// Gemini 2.5 Pro: $1.25 in and $10 out up to 200k of input, $2.50 and $15 above.
		expect(usd('gemini-2.5-pro', { inputTokens: 150_000, outputTokens: 1_000 })).toBe(0.1975)
		expect(usd('gemini-2.5-pro', { inputTokens: 250_000, outputTokens: 1_000 })).toBe(0.64)
		expect(usd('gemini-2.5-pro', { inputTokens: 200_000, outputTokens: 0 })).toBe(0.25)
		expect(usd('gemini-2.5-pro', { inputTokens: 200_001, outputTokens: 0 })).toBeCloseTo(0.500_002_5, 10)
	})

	it('chooses the tier by all of the input, cached parts included', () => {
		// 250k of input, 200k of it cached: the fresh 50k alone is far below the boundary.
		// 50k at $2.50 + 200k at $0.25 = $0.125 + $0.05.
		const usage = { inputTokens: 250_000, outputTokens: 0, cacheReadInputTokens: 200_000 }
		expect(usd('gemini-2.5-pro', usage)).toBe(0.175)
	})

	it('charges a quarter more for what Anthropic writes to its cache and a tenth for what it reads', () => {
		// Haiku 4.5, $1 in: 10k fresh = 1 cent, 20k written at $1.25 = 2.5 cents, 30k read at $0.10 = 0.3 cents,
		// 2k out at $5 = 1 cent.
		const usage = {
			inputTokens: 60_000,
			outputTokens: 2_000,
			cacheWriteInputTokens: 20_000,
			cacheReadInputTokens: 30_000,
		}
		expect(usd('claude-haiku-4-5', usage)).toBeCloseTo(0.048, 12)
		expect(usd('claude-haiku-4-5', { inputTokens: 0, outputTokens: 0 })).toBe(0)
	})

	it('charges twice the input price for what Anthropic keeps for an hour', () => {
		// Haiku 4.5: 20k written, of which 8k for an hour: 12k at $1.25 = 1.5 cents, 8k at $2 = 1.6 cents.
		const written = { inputTokens: 20_000, outputTokens: 0, cacheWriteInputTokens: 20_000 }
		expect(usd('claude-haiku-4-5', { ...written, cacheWrite1hInputTokens: 8_000 })).toBeCloseTo(0.031, 12)
		// A vendor without a price for writing sells no hours either.
		expect(usd('gpt-4o', { ...written, cacheWrite1hInputTokens: 8_000 })).toBe(0.05)
	})

	it('reproduces the cost of moving a cached conversation to a cheaper model', () => {
		// 30k of prefix, 500 in, 500 out. Sonnet ($3, $15, read $0.30) keeps its cache; Haiku ($1, $5, read $0.10,
		// write $1.25) first has to write one: $0.0405 against $0.018, then $0.006 against $0.018.
		const turn = { inputTokens: 30_500, outputTokens: 500 }
		expect(usd('claude-sonnet-4-5', { ...turn, cacheReadInputTokens: 30_000 })).toBeCloseTo(0.018, 12)
		expect(usd('claude-haiku-4-5', { ...turn, cacheWriteInputTokens: 30_000 })).toBeCloseTo(0.0405, 12)
		expect(usd('claude-haiku-4-5', { ...turn, cacheReadInputTokens: 30_000 })).toBeCloseTo(0.006, 12)
	})

	it('charges cached input like any other where the vendor has no cache price', () => {
		expect(usd('gpt-4', { inputTokens: 1_000, outputTokens: 0, cacheReadInputTokens: 900 })).toBe(0.03)
	})

	it('counts reasoning as part of the output', () => {
		const output = { inputTokens: 0, outputTokens: 1_000 }
		expect(usd('o3', { ...output, reasoningOutputTokens: 900 })).toBe(0.008)
		expect(usd('o3', output)).toBe(0.008)
	})

	it('says unpriced, never 0, where no price is known', () => {
		const usage = { inputTokens: 10, outputTokens: 10 }
		expect(catalog.cost('acme/large-1', usage, 'estimated')).toEqual({
			status: 'unpriced',
			model: 'acme/large-1',
		})
		expect(catalog.cost('google/gemma-4-31b-it', usage, 'estimated').status).toBe('unpriced')
		// Perplexity also bills every request, which tokens alone cannot tell.
		expect(catalog.cost('perplexity/sonar', usage, 'estimated').status).toBe('unpriced')
	})

	it.each<[string, Partial<Usage>, string]>([
		[
			'more cached than in all',
			{ cacheReadInputTokens: 60, cacheWriteInputTokens: 50 },
			'110 cached input tokens but 100',
		],
		[
			'more written for an hour than in all',
			{ cacheWriteInputTokens: 5, cacheWrite1hInputTokens: 6 },
			'6 tokens written to the cache for an hour but 5',
		],
		['more reasoning than output', { reasoningOutputTokens: 11 }, '11 reasoning tokens but 10 output'],
		['a negative count', { outputTokens: -1 }, 'usage.outputTokens is -1'],
		['no number', { cacheReadInputTokens: Number.NaN }, 'usage.cacheReadInputTokens is NaN'],
		['infinity', { inputTokens: Number.POSITIVE_INFINITY }, 'usage.inputTokens is Infinity'],
	])('refuses a usage with %s, even of an unknown model', (_, fault, message) => {
		const usage = { inputTokens: 100, outputTokens: 10, ...fault }
		for (const model of ['gpt-4o', 'acme/large-1'])
			expect(() => catalog.cost(model, usage, 'billed')).toThrowError(
				expect.objectContaining({ code: 'invalid-argument', message: expect.stringContaining(message) }),
			)
	})
})
