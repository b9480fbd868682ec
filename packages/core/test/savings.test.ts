import type { ChatRequest, ModelCatalog } from '@headroom/spec'
import { describe, expect, it } from 'vitest'
import { computeSavings } from '../src/savings.ts'

// $2 and $1 per 1M input tokens; anything else has no price.
const usdPerMillion: Record<string, number> = { 'a/dear': 2, 'a/cheap': 1 }
const catalog: ModelCatalog = {
	resolve: () => undefined,
	cost(model, usage, mark) {
		const price = usdPerMillion[model]
		return price === undefined
			? { status: 'unpriced', model }
			: { status: 'priced', usd: (usage.inputTokens * price) / 1e6, mark }
	},
}
const sizes: Record<string, number> = { long: 1_000_000, short: 500_000 }
const source = { catalog, count: (request: ChatRequest) => sizes[String(request.messages[0]?.content)] ?? 0 }
const ask = (model: string, content: string): ChatRequest => ({
	model,
	messages: [{ role: 'user', content }],
})
const report = { outcome: 'applied', durationMs: 1 } as const

describe('computeSavings', () => {
	it('splits the money by layer in the order they ran, and the parts add up', () => {
		const savings = computeSavings(
			ask('a/dear', 'long'),
			ask('a/cheap', 'short'),
			[
				{ ...report, stage: 'router', tokensBefore: 1_000_000, tokensAfter: 1_000_000, model: 'a/cheap' },
				{ ...report, stage: 'compressor', tokensBefore: 1_000_000, tokensAfter: 500_000, model: 'a/cheap' },
			],
			source,
		)
		expect(savings).toMatchObject({
			tokensBefore: 1_000_000,
			tokensAfter: 500_000,
			savedTokens: 500_000,
			ratio: 0.5,
			savedFraction: 0.5,
		})
		// $2.00 at the requested model; $1.00 after routing; $0.50 after compression.
		expect(savings.cost).toEqual({
			baseline: { status: 'priced', usd: 2, mark: 'estimated' },
			optimized: { status: 'priced', usd: 0.5, mark: 'estimated' },
			savedUsd: 1.5,
		})
		expect(savings.layers.map((layer) => layer.cost.savedUsd)).toEqual([1, 0.5])
	})

	it('shows a dearer route as a loss', () => {
		const savings = computeSavings(
			ask('a/cheap', 'short'),
			ask('a/dear', 'short'),
			[{ ...report, stage: 'router', tokensBefore: 500_000, tokensAfter: 500_000, model: 'a/dear' }],
			source,
		)
		expect(savings.cost.savedUsd).toBe(-0.5)
	})

	it('says unpriced, never zero, when a price is unknown', () => {
		const savings = computeSavings(ask('x/new', 'long'), ask('x/new', 'short'), [], source)
		expect(savings.cost).toEqual({
			baseline: { status: 'unpriced', model: 'x/new' },
			optimized: { status: 'unpriced', model: 'x/new' },
		})
		expect('savedUsd' in savings.cost).toBe(false)
	})

	it('calls an empty prompt unchanged', () => {
		expect(computeSavings(ask('a/cheap', ''), ask('a/cheap', ''), [], source)).toMatchObject({
			ratio: 1,
			savedFraction: 0,
			savedTokens: 0,
		})
	})
})
