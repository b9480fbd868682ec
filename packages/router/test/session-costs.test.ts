import { createCatalog } from '@headroom/models'
import { describe, expect, it } from 'vitest'
import { compareSession, listCost } from '../src/session/session-costs.ts'

const catalog = createCatalog()
const SONNET = 'anthropic/claude-sonnet-4-5'
const HAIKU = 'anthropic/claude-haiku-4-5'

describe('the worked example: a prefix of 30,000 tokens goes from Sonnet to Haiku, 500 in and 500 out', () => {
	const size = { prefixTokens: 30_000, freshTokens: 500, outputTokens: 500 }
	const costs = compareSession(
		{ model: SONNET, caching: { heldTokens: 30_000, kept: true } },
		{ model: HAIKU, caching: { heldTokens: 0, kept: true } },
		size,
		catalog,
		3,
	)

	it('costs $0.0405 against $0.018 on the first call, then $0.006 against $0.018', () => {
		expect(costs?.switch.next).toBeCloseTo(0.0405, 10)
		expect(costs?.stay.next).toBeCloseTo(0.018, 10)
		expect(costs?.switch.later).toBeCloseTo(0.006, 10)
		expect(costs?.stay.later).toBeCloseTo(0.018, 10)
	})

	it('pays back after about two more calls', () => {
		// (0.0405 − 0.018) / (0.018 − 0.006)
		expect(costs?.paysBackAfter).toBeCloseTo(1.875, 10)
	})
})

describe('comparing', () => {
	const size = { prefixTokens: 10_000, freshTokens: 0, outputTokens: 0 }
	const cold = { heldTokens: 0, kept: false }

	it('takes cached input at the input price where no cache price is known, never for free', () => {
		const own = createCatalog({ overrides: { 'acme/plain': { price: { input: 2, output: 4 } } } })
		const costs = compareSession(
			{ model: 'acme/plain', caching: { heldTokens: 10_000, kept: true } },
			{ model: 'acme/plain', caching: cold },
			size,
			own,
			1,
		)
		expect(costs?.stay).toEqual({ next: 0.02, later: 0.02 })
		expect(costs?.switch).toEqual({ next: 0.02, later: 0.02 })
		expect(costs?.paysBackAfter).toBe(0)
	})

	it('never pays back where the cheaper model is the dearer one in the long run', () => {
		// Reads at $0.30 against input at $0.80: cheap by its list price, dear beside a warm cache.
		const own = createCatalog({ overrides: { 'acme/cheap': { price: { input: 0.8, output: 4 } } } })
		const costs = compareSession(
			{ model: SONNET, caching: { heldTokens: 10_000, kept: true } },
			{ model: 'acme/cheap', caching: cold },
			size,
			own,
			100,
		)
		expect(costs?.paysBackAfter).toBeNull()
		expect(listCost('acme/cheap', size, own)).toBeLessThan(listCost(SONNET, size, own) ?? 0)
	})

	it('says nothing without a price', () => {
		const caching = { heldTokens: 0, kept: true }
		expect(
			compareSession({ model: 'acme/none', caching }, { model: HAIKU, caching }, size, catalog, 1),
		).toBeUndefined()
	})
})
