import { describe, expect, it } from 'vitest'
import { blendedPrice, catalog } from '../src/index.ts'

describe('blendedPrice', () => {
	it('blends 40/30/20/10 % over $0.15, $2.50, $3.00 and $0.15 to $1.425, 43.0 % below $2.50', () => {
		const blend = blendedPrice([
			{ share: 0.4, price: 0.15 },
			{ share: 0.3, price: 2.5 },
			{ share: 0.2, price: 3 },
			{ share: 0.1, price: 0.15 },
		])
		expect(blend).toBeCloseTo(1.425, 12)
		expect(1 - blend / 2.5).toBeCloseTo(0.43, 12)
	})

	it('blends the same shares of output over $0.60, $10, $15 and $0.60 to $6.30, 37.0 % below $10', () => {
		const blend = blendedPrice([
			{ share: 0.4, price: 0.6 },
			{ share: 0.3, price: 10 },
			{ share: 0.2, price: 15 },
			{ share: 0.1, price: 0.6 },
		])
		expect(blend).toBeCloseTo(6.3, 12)
		expect(1 - blend / 10).toBeCloseTo(0.37, 12)
	})

	it('is no bill: the same shares of requests, with long prompts on the dear route, cost 6.7 % more', () => {
		const traffic = [
			{ requests: 400, model: 'gpt-4o-mini', inputTokens: 300, outputTokens: 100 },
			{ requests: 300, model: 'gpt-4o', inputTokens: 800, outputTokens: 300 },
			{ requests: 200, model: 'claude-sonnet-4-5', inputTokens: 3_000, outputTokens: 900 },
			{ requests: 100, model: 'gpt-4o-mini', inputTokens: 300, outputTokens: 100 },
		]
		const bill = (modelOf: (route: (typeof traffic)[number]) => string): number =>
			traffic.reduce((sum, route) => {
				const cost = catalog.cost(modelOf(route), route, 'simulated')
				return sum + route.requests * (cost.status === 'priced' ? cost.usd : Number.NaN)
			}, 0)
		// gpt-4o-mini 500 × $0.000105, gpt-4o 300 × $0.005, Claude 200 × $0.0225.
		const routed = bill(({ model }) => model)
		// 500 × $0.00175, 300 × $0.005, 200 × $0.0165.
		const baseline = bill(() => 'gpt-4o')
		expect(routed).toBeCloseTo(6.0525, 9)
		expect(baseline).toBeCloseTo(5.675, 9)
		expect(routed / baseline - 1).toBeCloseTo(0.067, 3)
		// Against Claude for everything the same traffic saves 22.1 %: the baseline decides the sign.
		expect(1 - routed / bill(() => 'claude-sonnet-4-5')).toBeCloseTo(0.221, 3)
	})

	it.each([
		['an incomplete split', [{ share: 0.9, price: 1 }], 'sum to 0.9'],
		['percents', [{ share: 40, price: 1 }], 'write 40 % as 0.4'],
		['no shares', [], 'sum to 0'],
		[
			'a negative share',
			[
				{ share: -1, price: 1 },
				{ share: 2, price: 1 },
			],
			'shares[0].share is -1',
		],
		['a price that is no number', [{ share: 1, price: Number.NaN }], 'shares[0].price is NaN'],
	])('refuses %s', (_, shares, message) => {
		expect(() => blendedPrice(shares)).toThrowError(
			expect.objectContaining({ code: 'invalid-argument', message: expect.stringContaining(message) }),
		)
	})

	it('accepts shares whose decimals do not sum to 1 exactly', () => {
		expect(blendedPrice([0.1, 0.2, 0.7].map((share) => ({ share, price: 10 })))).toBeCloseTo(10, 9)
	})
})
