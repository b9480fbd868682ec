import { describe, expect, it } from 'vitest'
import { catalog, createCatalog, type ModelOverride } from '../src/index.ts'

describe('overrides', () => {
	it('win over the snapshot, for exactly the name they are given', () => {
		const own = createCatalog({
			overrides: { 'gpt-4o': { price: { input: 2, output: 8, asOf: '2026-01-31' } } },
		})
		expect(own.resolve('openai/gpt-4o')?.price).toEqual({
			input: 2,
			output: 8,
			asOf: '2026-01-31',
			source: 'override',
		})
		expect(own.resolve('gpt-4o')?.contextWindow).toBe(128_000)
		expect(own.resolve('gpt-4o-2024-08-06')?.price?.input).toBe(2.5)
		expect(own.resolve('azure/gpt-4o')?.price?.input).toBe(2.5)
		expect(catalog.resolve('gpt-4o')?.price?.input).toBe(2.5)
	})

	it('add models and providers the snapshot does not know', () => {
		const own = createCatalog({
			overrides: {
				'acme/Large-1': {
					price: { input: { base: 1, tiers: [{ above: 1_000, usd: 2 }] }, output: 4 },
					contextWindow: 32_000,
				},
				'openai/gpt-99': { contextWindow: 9_000_000 },
			},
		})
		expect(own.resolve('acme/large-1')).toMatchObject({
			id: 'acme/Large-1',
			provider: 'acme',
			model: 'Large-1',
		})
		expect(own.resolve('large-1')?.id).toBe('acme/Large-1')
		// 2,000 tokens pass the tier: $0.004, and 500 of output at $4: $0.002.
		const usage = { inputTokens: 2_000, outputTokens: 500 }
		expect(own.cost('large-1', usage, 'estimated')).toEqual({
			status: 'priced',
			usd: 0.006,
			mark: 'estimated',
		})
		expect(own.cost('gpt-99', usage, 'estimated')).toEqual({ status: 'unpriced', model: 'openai/gpt-99' })
		expect(own.nearest('acme/largo-1')).toBe('acme/Large-1')
	})

	it('merge capabilities and leave the rest', () => {
		const own = createCatalog({ overrides: { 'gpt-4o-mini': { capabilities: { vision: false } } } })
		expect(own.resolve('gpt-4o-mini')?.capabilities).toEqual({
			vision: false,
			tools: true,
			structuredOutput: true,
			reasoning: false,
		})
	})

	it.each<[string, Record<string, unknown>, string]>([
		[
			'a negative price',
			{ 'gpt-4o': { price: { input: -1, output: 1 } } },
			'overrides["gpt-4o"].price.input is -1',
		],
		['half a price', { 'gpt-4o': { price: { input: 1 } } }, 'price.output is undefined'],
		['a price per thousand in words', { 'gpt-4o': { price: { input: '1', output: 1 } } }, 'price.input is 1'],
		['a window of 0', { 'gpt-4o': { contextWindow: 0 } }, 'contextWindow is 0'],
		['a misspelt field', { 'gpt-4o': { contextWindows: 1 } }, 'contextWindows is not known'],
		['a day in words', { 'gpt-4o': { price: { input: 1, output: 1, asOf: 'May' } } }, 'such as 2026-01-31'],
		['tiers without a list', { 'gpt-4o': { price: { input: { base: 1 }, output: 1 } } }, 'tiers is missing'],
		['a bare unknown name', { 'large-1': { contextWindow: 10 } }, 'as provider/model'],
		['null', { 'gpt-4o': null }, 'expected an object'],
		['a capability in words', { 'gpt-4o': { capabilities: { vision: 'no' } } }, 'capabilities.vision is no'],
	])('with %s are refused', (_, overrides, message) => {
		expect(() => createCatalog({ overrides: overrides as Record<string, ModelOverride> })).toThrowError(
			expect.objectContaining({ code: 'invalid-argument', message: expect.stringContaining(message) }),
		)
	})
})
