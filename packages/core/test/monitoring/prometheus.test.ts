import { HeadroomError, ProviderError } from '@headroom/spec'
import { describe, expect, it } from 'vitest'
import { prometheusMetrics } from '../../src/index.ts'
import { baselineOf, callEvent, priced, unpriced } from '../ledger/call-record.ts'
import { type Exposition, parseExposition } from './parse-exposition.ts'

/** The value of the one series with these labels, and no others. */
function sampleOf(scrape: Exposition, name: string, labels: Record<string, string> = {}): number | undefined {
	const wanted = JSON.stringify(Object.entries(labels).sort())
	return scrape.samples.find(
		(sample) => sample.name === name && JSON.stringify(Object.entries(sample.labels).sort()) === wanted,
	)?.value
}

describe('metrics for Prometheus', () => {
	it('count what a sequence of events adds up to', () => {
		const { observe, render } = prometheusMetrics()
		const who = { provider: 'openai', model: 'openai/gpt-4o' }
		const usage = {
			inputTokens: 600,
			cacheReadInputTokens: 300,
			cacheWriteInputTokens: 100,
			outputTokens: 50,
			reasoningOutputTokens: 20,
		}
		const stage = { type: 'stage', stage: 'slimmer', durationMs: 2 } as const
		observe({ ...stage, outcome: 'applied', tokensBefore: 1000, tokensAfter: 700 })
		observe({ ...stage, outcome: 'unchanged', tokensBefore: 700, tokensAfter: 700 })
		observe({ ...stage, outcome: 'reverted', tokensBefore: 700, tokensAfter: 900 })
		observe({
			type: 'stage-failed',
			stage: 'slimmer',
			error: new HeadroomError('timeout', 'x'),
			durationMs: 30,
		})
		observe({ type: 'stage-failed', stage: 'slimmer', error: new Error('x'), durationMs: 30 })
		observe(
			callEvent(
				{ usage, route: 'simple', extraCost: priced(0.0005) },
				{ durationMs: 801.34, overheadMs: 1.34 },
			),
		)
		observe(
			callEvent(
				{ id: '2', usage, route: 'simple' },
				{ durationMs: 50, timeToFirstChunkMs: 20, streamed: true },
			),
		)
		observe(
			callEvent({ id: '3', usageMark: 'estimated', outcome: 'truncated', cost: priced(0.004, 'estimated') }),
		)
		observe(callEvent({ id: '4', cost: unpriced }))
		const error = new ProviderError('x', { provider: 'openai', retryable: true, reason: 'overloaded' })
		observe({ type: 'retry', model: 'openai/gpt-4o', attempt: 1, delayMs: 5, error })
		observe({ type: 'retry', model: 'openai/gpt-4o', attempt: 2, delayMs: 5, error })
		observe({ type: 'fallback', from: 'openai/gpt-4o', to: 'b/c', error })
		observe({ type: 'breaker', model: 'openai/gpt-4o', state: 'open' })
		observe({ type: 'breaker', model: 'openai/gpt-4o', state: 'half-open' })
		observe({ type: 'response-cache', model: 'openai/gpt-4o' })
		observe({ type: 'budget', budget: 'daily', spentUsd: 2, limitUsd: 1 })
		observe({ type: 'warning', code: 'model-unknown', message: 'x' })

		const scrape = parseExposition(render())
		const value = (name: string, labels?: Record<string, string>) =>
			sampleOf(scrape, `headroom_${name}`, labels)
		expect(value('requests_total', { ...who, route: 'simple', status: 'completed' })).toBe(2)
		expect(value('requests_total', { ...who, route: '', status: 'truncated' })).toBe(1)
		expect(value('requests_total', { ...who, route: '', status: 'completed' })).toBe(1)
		// Two calls of 600 = 200 fresh + 300 read + 100 written, and 50 = 30 + 20 reasoning; one of 600 and 50.
		const billed = { ...who, mark: 'billed' }
		expect(value('tokens_total', { ...billed, class: 'input' })).toBe(200 + 200 + 600)
		expect(value('tokens_total', { ...billed, class: 'cache_read' })).toBe(600)
		expect(value('tokens_total', { ...billed, class: 'cache_write' })).toBe(200)
		expect(value('tokens_total', { ...billed, class: 'output' })).toBe(30 + 30 + 50)
		expect(value('tokens_total', { ...billed, class: 'reasoning' })).toBe(40)
		expect(value('tokens_total', { ...who, mark: 'estimated', class: 'input' })).toBe(600)
		expect(value('baseline_input_tokens_total', billed)).toBe(3000)
		expect(value('cost_usd_total', billed)).toBeCloseTo(0.0025 + 0.002, 12)
		expect(value('baseline_cost_usd_total', billed)).toBeCloseTo(0.006, 12)
		expect(value('cost_usd_total', { ...who, mark: 'estimated' })).toBe(0.004)
		expect(value('unpriced_requests_total', who)).toBe(1)
		expect(value('tokens_removed_total', { stage: 'slimmer' })).toBe(300)
		expect(value('fail_open_total', { stage: 'slimmer', reason: 'reverted' })).toBe(1)
		expect(value('fail_open_total', { stage: 'slimmer', reason: 'timeout' })).toBe(1)
		expect(value('fail_open_total', { stage: 'slimmer', reason: 'error' })).toBe(1)
		expect(value('stage_seconds_count', { stage: 'slimmer' })).toBe(5)
		expect(value('stage_seconds_bucket', { stage: 'slimmer', le: '0.0025' })).toBe(3)
		expect(value('stage_seconds_bucket', { stage: 'slimmer', le: '0.025' })).toBe(3)
		expect(value('stage_seconds_bucket', { stage: 'slimmer', le: '0.05' })).toBe(5)
		expect(value('stage_seconds_sum', { stage: 'slimmer' })).toBeCloseTo(0.066, 12)
		expect(value('overhead_seconds_count')).toBe(4)
		expect(value('upstream_seconds_bucket', { ...who, le: '1.28' })).toBe(4)
		// 50 − 1.34 ms: one call.
		expect(value('upstream_seconds_bucket', { ...who, le: '0.08' })).toBe(1)
		expect(value('ttft_seconds_bucket', { ...who, le: '0.02' })).toBe(1)
		expect(value('ttft_seconds_bucket', { ...who, le: '0.01' })).toBe(0)
		expect(value('stream_truncated_total', who)).toBe(1)
		expect(value('retries_total', { model: 'openai/gpt-4o', reason: 'overloaded' })).toBe(2)
		expect(value('fallbacks_total', { from: 'openai/gpt-4o', to: 'b/c' })).toBe(1)
		expect(value('breaker_state', { model: 'openai/gpt-4o' })).toBe(1)
		expect(value('response_cache_hits_total', { model: 'openai/gpt-4o' })).toBe(1)
		expect(value('budget_exceeded_total', { budget: 'daily', action: 'refused' })).toBe(1)
		expect(value('warnings_total', { code: 'model-unknown' })).toBe(1)
		expect(scrape.types.get('headroom_overhead_seconds')).toBe('histogram')
		expect(scrape.types.get('headroom_breaker_state')).toBe('gauge')
	})

	it('are none before anything happened', () => {
		expect(prometheusMetrics().render()).toBe('')
	})

	it('tell at most 200 models apart, and count the rest', () => {
		const { observe, render } = prometheusMetrics()
		for (let n = 0; n < 1000; n++)
			observe(callEvent({ id: `${n}`, model: `acme/model-${n}`, provider: 'acme' }))
		const requests = parseExposition(render()).samples.filter((one) => one.name === 'headroom_requests_total')
		expect(requests).toHaveLength(201)
		expect(requests.find(({ labels }) => labels.model === 'other')?.value).toBe(800)
		expect(requests.reduce((sum, { value }) => sum + value, 0)).toBe(1000)
	})

	it('stay few when every label has many values', () => {
		const { observe, render } = prometheusMetrics()
		for (let n = 0; n < 40_000; n++)
			observe(callEvent({ model: `m${n % 199}`, provider: `p${n % 193}`, route: `r${n % 197}` }))
		const requests = parseExposition(render()).samples.filter((one) => one.name === 'headroom_requests_total')
		expect(requests.length).toBeLessThanOrEqual(2001)
		expect(requests.reduce((sum, { value }) => sum + value, 0)).toBe(40_000)
	})

	it('escape what labels hold', () => {
		const { observe, render } = prometheusMetrics()
		const route = 'a"b\\c\nd'
		observe(callEvent({ route }))
		observe(callEvent({ route: '\u001b[2J\u0000\ud800' }))
		const routes = parseExposition(render())
			.samples.filter((one) => one.name === 'headroom_requests_total')
			.map(({ labels }) => labels.route)
		expect(routes).toEqual([route, '\uFFFD[2J\uFFFD\uFFFD'])
	})

	it('have no user, session or tag in them', () => {
		const { observe, render } = prometheusMetrics()
		observe(callEvent({ tags: { user: 'jane', session: 's-77' } }))
		expect(render()).not.toMatch(/jane|s-77|user|session/)
	})

	it('show a loss as the higher cost, so that the difference is negative', () => {
		const { observe, render } = prometheusMetrics()
		observe(callEvent({ cost: priced(0.005), baseline: baselineOf(1000, priced(0.003)) }))
		const scrape = parseExposition(render())
		const labels = { provider: 'openai', model: 'openai/gpt-4o', mark: 'billed' }
		const [cost = 0, baseline = 0] = ['cost', 'baseline_cost'].map((name) =>
			sampleOf(scrape, `headroom_${name}_usd_total`, labels),
		)
		expect(baseline - cost).toBeCloseTo(-0.002, 12)
	})
})

describe('the parser of the tests', () => {
	it.each([
		['a_total 1', 'no line break'],
		['# TYPE a_total counter\na_total one\n', 'no value'],
		['# TYPE a_total counter\na_total{x="1} 1\n', 'not closed'],
		['# TYPE a_total counter\na_total{x="\\t"} 1\n', 'unknown escape'],
		['# TYPE a_total counter\na_total 1\na_total 2\n', 'twice'],
		['# TYPE a counter\na 1\n', 'without _total'],
		['# TYPE h histogram\nh_bucket{le="1"} 2\nh_bucket{le="+Inf"} 1\nh_sum 1\nh_count 1\n', 'buckets fall'],
		['# TYPE h histogram\nh_bucket{le="+Inf"} 1\nh_sum 1\nh_count 2\n', 'not the last bucket'],
	])('refuses %j', (text, why) => {
		expect(() => parseExposition(text)).toThrow(why)
	})
})
