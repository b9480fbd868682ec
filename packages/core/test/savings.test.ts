import type { ChatRequest, ModelCatalog } from '@headroom/spec'
import { describe, expect, it } from 'vitest'
import { computeSavings, type Savings } from '../src/savings.ts'

// $2 and $1 per 1M input tokens, four times that for output; anything else has no price.
const usdPerMillion: Record<string, number> = { 'a/dear': 2, 'a/cheap': 1 }
const catalog: ModelCatalog = {
	resolve: () => undefined,
	cost(model, usage, mark) {
		const price = usdPerMillion[model]
		return price === undefined
			? { status: 'unpriced', model }
			: { status: 'priced', usd: ((usage.inputTokens + 4 * usage.outputTokens) * price) / 1e6, mark }
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

	describe('with a stage that asked a model of its own', () => {
		const asked = (model: string, unreportedCalls = 0): Savings =>
			computeSavings(
				ask('a/dear', 'long'),
				ask('a/dear', 'short'),
				[
					{ ...report, stage: 'slimmer', tokensBefore: 1_000_000, tokensAfter: 900_000, model: 'a/dear' },
					{
						...report,
						stage: 'compressor',
						tokensBefore: 900_000,
						tokensAfter: 500_000,
						model: 'a/dear',
						modelUsage: [
							{
								type: 'model-usage',
								stage: 'compressor',
								model,
								usage: { inputTokens: 400_000, outputTokens: 50_000 },
								unreportedCalls,
							},
						],
					},
				],
				source,
			)

		it('takes what that cost off the savings, of the stage and of the whole', () => {
			// $2.00 becomes $1.00; 400k tokens in and 50k out at $1 and $4 are $0.40 and $0.20.
			const { cost, layers } = asked('a/cheap')
			expect(cost.stageCalls).toEqual({ status: 'priced', usd: expect.closeTo(0.6, 12), mark: 'billed' })
			expect(cost.savedUsd).toBeCloseTo(0.4, 12)
			expect(layers[0]?.cost).not.toHaveProperty('stageCalls')
			expect(layers[0]?.cost.savedUsd).toBeCloseTo(0.2, 12)
			expect(layers[1]?.cost.savedUsd).toBeCloseTo(0.8 - 0.6, 12)
			expect(layers.reduce((sum, layer) => sum + (layer.cost.savedUsd ?? 0), 0)).toBeCloseTo(0.4, 12)
		})

		it('shows a loss when asking cost more than it saved', () => {
			// The same calls at $2 and $8 are $1.20, for $1.00 saved.
			expect(asked('a/dear').cost.savedUsd).toBeCloseTo(-0.2, 12)
		})

		it('says unpriced, never zero, when that model has no price or a call reported nothing', () => {
			for (const { cost, layers } of [asked('x/new'), asked('a/cheap', 1)]) {
				expect(cost.stageCalls?.status).toBe('unpriced')
				expect(cost).not.toHaveProperty('savedUsd')
				expect(cost.optimized).toEqual({ status: 'priced', usd: 1, mark: 'estimated' })
				expect(layers[0]?.cost.savedUsd).toBeCloseTo(0.2, 12)
				expect(layers[1]?.cost).not.toHaveProperty('savedUsd')
			}
		})
	})

	it('calls an empty prompt unchanged', () => {
		expect(computeSavings(ask('a/cheap', ''), ask('a/cheap', ''), [], source)).toMatchObject({
			ratio: 1,
			savedFraction: 0,
			savedTokens: 0,
		})
	})
})
