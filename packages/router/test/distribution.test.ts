import { blendedPrice, catalog } from '@headroom/models'
import type { CallRecord, Cost, Usage } from '@headroom/spec'
import { describe, expect, it } from 'vitest'
import { distributionOf, formatDistribution, ModelRouter } from '../src/index.ts'

const MINI = 'openai/gpt-4o-mini'
const GPT = 'openai/gpt-4o'
const CLAUDE = 'anthropic/claude-sonnet-4-5'

let made = 0

function record(
	model: string,
	usage: Usage,
	rest: Partial<CallRecord> & { against?: string } = {},
): CallRecord {
	const { against = GPT, ...own } = rest
	const cost = (of: string): Cost => catalog.cost(of, usage, 'billed')
	return {
		id: `call-${made++}`,
		startedAt: 0,
		provider: model.slice(0, model.indexOf('/')),
		requestedModel: against,
		model,
		route: null,
		tags: {},
		outcome: 'completed',
		usage,
		usageMark: 'billed',
		originalInputTokens: usage.inputTokens,
		cost: cost(model),
		baseline: { model: against, usage, cost: cost(against) },
		...own,
	}
}

describe('the traffic example: 40 % mini, 30 % gpt-4o, 20 % Claude, 10 % mini', () => {
	const shares = [
		{ share: 0.4, model: MINI },
		{ share: 0.3, model: GPT },
		{ share: 0.2, model: CLAUDE },
		{ share: 0.1, model: MINI },
	]
	const price = (model: string, part: 'input' | 'output'): number => {
		const found = catalog.resolve(model)?.price?.[part]
		return typeof found === 'number' ? found : (found?.base ?? Number.NaN)
	}
	const blend = (part: 'input' | 'output'): number =>
		blendedPrice(shares.map(({ share, model }) => ({ share, price: price(model, part) })))

	it('has mean prices of $1.425 and $6.30, 43.0 % and 37.0 % below those of gpt-4o', () => {
		expect(blend('input')).toBeCloseTo(1.425, 10)
		expect(1 - blend('input') / 2.5).toBeCloseTo(0.43, 10)
		expect(blend('output')).toBeCloseTo(6.3, 10)
		expect(1 - blend('output') / 10).toBeCloseTo(0.37, 10)
	})

	it.each([
		// (1.425 + 6.3) / 12.5, (4.275 + 6.3) / 17.5, (14.25 + 6.3) / 35
		[1, 38.2],
		[3, 39.6],
		[10, 41.3],
	])('is %i:1 blended %f %% cheaper', (weight, saved) => {
		const routed = weight * blend('input') + blend('output')
		expect(100 * (1 - routed / (weight * 2.5 + 10))).toBeCloseTo(saved, 1)
	})

	const sizes: readonly Usage[] = [
		{ inputTokens: 300, outputTokens: 100 },
		{ inputTokens: 800, outputTokens: 300 },
		{ inputTokens: 3_000, outputTokens: 900 },
		{ inputTokens: 300, outputTokens: 100 },
	]
	const traffic = (against: string): CallRecord[] =>
		shares.flatMap(({ share, model }, index) =>
			Array.from({ length: share * 1_000 }, () =>
				record(model, sizes[index] as Usage, { against, route: `route ${index}` }),
			),
		)

	it('costs $6.05 beside $5.68 all gpt-4o: a loss of 6.7 %, shown as one', () => {
		const [total] = distributionOf(traffic(GPT)).totals
		// 400·$0.000105 + 300·$0.005 + 200·$0.0225 + 100·$0.000105; at gpt-4o $0.00175, $0.005, $0.0165, $0.00175.
		expect(total?.per1kRequests?.costUsd).toBeCloseTo(6.0525, 8)
		expect(total?.per1kRequests?.baselineUsd).toBeCloseTo(5.675, 8)
		expect(total?.savedUsd).toBeCloseTo(-0.3775, 8)
		expect(total?.savedFraction).toBeCloseTo(-0.0665, 4)
	})

	it('saves 22.1 % beside all Claude: the baseline decides the sign', () => {
		const [total] = distributionOf(traffic(CLAUDE)).totals
		expect(total?.baselineUsd).toBeCloseTo(7.77, 8)
		expect(total?.savedFraction).toBeCloseTo(0.221, 3)
	})

	it('prints the loss, route by route', () => {
		const lines = formatDistribution(distributionOf(traffic(GPT))).split('\n')
		expect(lines[0]?.split(/ {2,}/)).toEqual([
			'route',
			'model',
			'requests',
			'input',
			'cached',
			'output',
			'cost',
			'extra',
			'baseline',
			'saved',
			'saved %',
			'cost / 1k requests',
		])
		expect(lines[3]?.split(/ {2,}/)).toEqual([
			'route 2',
			CLAUDE,
			'200',
			'600,000',
			'0',
			'180,000',
			'$4.50',
			'$0',
			'$3.30',
			'-$1.20',
			'-36.4 %',
			'$22.50',
		])
		expect(lines[5]?.split(/ {2,}/).slice(0, 3)).toEqual(['total', 'billed', '1,000'])
		expect(lines[5]?.split(/ {2,}/).slice(-3)).toEqual(['-$0.3775', '-6.7 %', '$6.05'])
	})
})

describe('a distribution', () => {
	const usage: Usage = { inputTokens: 1_000_000, outputTokens: 0 }

	it('sums tokens of every kind and takes extra costs off', () => {
		const cached: Usage = {
			inputTokens: 10_000,
			outputTokens: 1_000,
			cacheReadInputTokens: 6_000,
			cacheWriteInputTokens: 2_000,
		}
		const extraCost: Cost = { status: 'priced', usd: 0.5, mark: 'billed' }
		const { rows, totals } = distributionOf([
			record(MINI, cached, { route: 'a' }),
			record(MINI, usage, { route: 'a', extraCost }),
		])
		expect(rows).toHaveLength(1)
		expect(rows[0]).toMatchObject({
			route: 'a',
			model: MINI,
			mark: 'billed',
			requests: 2,
			inputTokens: 1_010_000,
			cacheReadInputTokens: 6_000,
			cacheWriteInputTokens: 2_000,
			outputTokens: 1_000,
			extraUsd: 0.5,
		})
		// Mini: 4,000 at $0.15, 6,000 at $0.075, 1,000 at $0.60; gpt-4o: 4,000 at $2.50, 6,000 at $1.25, 1,000 at $10.
		const cost = 0.000_6 + 0.000_45 + 0.000_6 + 0.15
		const baseline = 0.01 + 0.007_5 + 0.01 + 2.5
		expect(rows[0]?.costUsd).toBeCloseTo(cost, 10)
		expect(rows[0]?.savedUsd).toBeCloseTo(baseline - cost - 0.5, 10)
		expect(totals[0]?.per1kRequests?.costUsd).toBeCloseTo(500 * cost, 7)
	})

	it('counts calls without a price, names their models, and claims no money for them', () => {
		const { totals, unpricedModels } = distributionOf([
			record(MINI, usage),
			record('acme/large-1', usage),
			record(MINI, usage, { against: 'acme/huge-1' }),
			record(MINI, usage, { extraCost: { status: 'unpriced', model: 'acme/judge' } }),
		])
		expect(totals[0]).toMatchObject({ requests: 4, unpricedRequests: 3, inputTokens: 4_000_000 })
		expect(totals[0]?.costUsd).toBeCloseTo(0.15, 10)
		expect(totals[0]?.per1kRequests?.costUsd).toBeCloseTo(150, 8)
		expect(unpricedModels).toEqual(['acme/huge-1', 'acme/judge', 'acme/large-1'])
		const text = formatDistribution(distributionOf([record('acme/large-1', usage)]))
		expect(text).toContain('unpriced')
		expect(text).toContain('1 requests; no price of acme/large-1')
	})

	it('keeps billed, estimated and simulated apart', () => {
		const { rows, totals } = distributionOf([
			record(MINI, usage),
			record(MINI, usage, { usageMark: 'estimated' }),
			record(MINI, usage, { usageMark: 'simulated' }),
			record(MINI, usage, { usageMark: 'estimated' }),
		])
		expect(rows.map(({ mark, requests }) => [mark, requests])).toEqual([
			['billed', 1],
			['estimated', 2],
			['simulated', 1],
		])
		expect(totals.map(({ mark }) => mark)).toEqual(['billed', 'estimated', 'simulated'])
	})

	it('counts a record that comes twice once', () => {
		const once = record(MINI, usage)
		expect(distributionOf([once, once]).totals[0]?.requests).toBe(1)
	})

	it('lists routes by name and the default model last', () => {
		const { rows } = distributionOf([
			record(GPT, usage),
			record(MINI, usage, { route: 'b' }),
			record(GPT, usage, { route: 'a' }),
			record(CLAUDE, usage, { route: 'a' }),
		])
		expect(rows.map(({ route, model }) => [route, model])).toEqual([
			['a', CLAUDE],
			['a', GPT],
			['b', MINI],
			[null, GPT],
		])
	})

	it('of nothing says so, and is plain JSON', () => {
		expect(formatDistribution(distributionOf([]))).toBe('No calls are recorded.')
		const full = distributionOf([record(MINI, usage)])
		expect(JSON.parse(JSON.stringify(full))).toEqual(full)
	})

	it('stays small whatever models are named', () => {
		const records = Array.from({ length: 1_500 }, (_, index) => record(`acme/model-${index}`, usage))
		const { rows, totals } = distributionOf(records)
		expect(rows.length).toBeLessThanOrEqual(1_001)
		expect(totals[0]?.requests).toBe(1_500)
	})
})

describe('a router’s distribution', () => {
	it('adds up what is recorded and shows itself as a table', () => {
		const router = new ModelRouter({ defaultModel: GPT, catalog })
		expect(String(router.distribution())).toBe('No calls are recorded.')
		const one = record(MINI, { inputTokens: 300, outputTokens: 100 }, { route: 'simple' })
		router.record(one)
		const distribution = router.distribution()
		expect(JSON.parse(JSON.stringify(distribution))).toEqual(distributionOf([one]))
		expect(`${distribution}`).toBe(formatDistribution(distributionOf([one])))
	})
})
