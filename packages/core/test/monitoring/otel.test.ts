import { setTimeout as sleep } from 'node:timers/promises'
import { HeadroomError, type HeadroomEvent, ProviderError } from '@headroom/spec'
import { context, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import {
	AggregationTemporality,
	type HistogramMetricData,
	InMemoryMetricExporter,
	MeterProvider,
	PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics'
import {
	BasicTracerProvider,
	InMemorySpanExporter,
	type ReadableSpan,
	SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { otelObserver } from '../../src/otel.ts'
import { baselineOf, callEvent, priced, unpriced } from '../ledger/call-record.ts'

beforeAll(() => void context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable()))
afterAll(() => context.disable())

/** An observer whose spans and metrics can be read. */
function observed(tags: readonly string[] = []) {
	const spans = new InMemorySpanExporter()
	const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] })
	const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE)
	const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 60_000 })
	const meters = new MeterProvider({ readers: [reader] })
	const tracer = provider.getTracer('test')
	return {
		tracer,
		observe: otelObserver({ tracer, meter: meters.getMeter('test'), tags }),
		spans: (): ReadableSpan[] => spans.getFinishedSpans(),
		span: (name: string): ReadableSpan => {
			const found = spans.getFinishedSpans().find((span) => span.name === name)
			if (found === undefined) throw new Error(`no span ${name}`)
			return found
		},
		async histograms(): Promise<Map<string, HistogramMetricData>> {
			await reader.forceFlush()
			const metrics =
				exporter
					.getMetrics()
					.at(-1)
					?.scopeMetrics.flatMap((scope) => scope.metrics) ?? []
			await meters.shutdown()
			return new Map(metrics.map((metric) => [metric.descriptor.name, metric as HistogramMetricData]))
		},
	}
}

const ms = ([seconds, nanos]: readonly [number, number]): number => seconds * 1000 + nanos / 1e6
const stage = (callId: string, name: string, durationMs: number): HeadroomEvent => ({
	type: 'stage',
	stage: name,
	outcome: 'applied',
	tokensBefore: 1000,
	tokensAfter: 700,
	durationMs,
	callId,
})

describe('a call in OpenTelemetry', () => {
	it('is a CLIENT span by the conventions for generative AI, with what was saved', () => {
		const { observe, span } = observed(['team'])
		observe(
			callEvent(
				{
					id: 'c',
					requestedModel: 'openai/gpt-4o',
					model: 'openai/gpt-4o-mini',
					route: 'simple',
					tags: { team: 'search', user: 'jane' },
					usage: {
						inputTokens: 600,
						cacheReadInputTokens: 300,
						cacheWriteInputTokens: 100,
						outputTokens: 50,
						reasoningOutputTokens: 20,
					},
					extraCost: priced(0.0004),
					savedUsd: 0.0006,
				},
				{
					streamed: true,
					timeToFirstChunkMs: 250,
					finishReason: 'tool-calls',
					responseId: 'resp-1',
					server: { address: 'api.openai.com', port: 443 },
				},
			),
		)
		const { kind, attributes, status, startTime, endTime } = span('chat gpt-4o-mini')
		expect(kind).toBe(SpanKind.CLIENT)
		expect(status.code).toBe(SpanStatusCode.UNSET)
		expect(ms(startTime)).toBe(Date.parse('2026-11-26T12:00:00Z'))
		expect(ms(endTime) - ms(startTime)).toBeCloseTo(800, 3)
		expect(attributes).toEqual({
			'gen_ai.operation.name': 'chat',
			'gen_ai.provider.name': 'openai',
			'gen_ai.request.model': 'gpt-4o-mini',
			'gen_ai.response.model': 'gpt-4o-mini',
			'gen_ai.request.stream': true,
			'gen_ai.response.id': 'resp-1',
			'gen_ai.response.finish_reasons': ['tool_call'],
			'gen_ai.response.time_to_first_chunk': 0.25,
			'gen_ai.usage.input_tokens': 600,
			'gen_ai.usage.output_tokens': 50,
			'gen_ai.usage.cache_read.input_tokens': 300,
			'gen_ai.usage.cache_creation.input_tokens': 100,
			'gen_ai.usage.reasoning.output_tokens': 20,
			'server.address': 'api.openai.com',
			'server.port': 443,
			'headroom.call.id': 'c',
			'headroom.outcome': 'completed',
			'headroom.requested_model': 'openai/gpt-4o',
			'headroom.route': 'simple',
			'headroom.usage.mark': 'billed',
			'headroom.overhead.seconds': 0.00134,
			'headroom.baseline.model': 'openai/gpt-4o',
			'headroom.baseline.input_tokens': 1000,
			'headroom.cost.usd': 0.002,
			'headroom.baseline.cost.usd': 0.003,
			'headroom.extra_cost.usd': 0.0004,
			'headroom.saved.usd': 0.0006,
			'headroom.tag.team': 'search',
		})
	})

	it('says nothing of money that is unpriced, and never 0 in its place', () => {
		const { observe, span } = observed()
		observe(callEvent({ cost: unpriced, baseline: baselineOf(1000, unpriced) }))
		const names = Object.keys(span('chat gpt-4o').attributes).filter((name) => name.endsWith('.usd'))
		// The record of the test says what was saved; one of the client does not.
		expect(names).toEqual(['headroom.saved.usd'])
	})

	it.each([
		[
			'failed',
			{ code: 'provider-error', reason: 'rate-limit', status: 429 },
			'rate-limit',
			SpanStatusCode.ERROR,
		],
		['failed', { code: 'budget-exceeded' }, 'budget-exceeded', SpanStatusCode.ERROR],
		['truncated', undefined, 'truncated', SpanStatusCode.ERROR],
		['aborted', undefined, undefined, SpanStatusCode.UNSET],
	] as const)('that %s with %j has error.type %s', (outcome, error, type, code) => {
		const { observe, span } = observed()
		observe(callEvent({ outcome }, error === undefined ? {} : { error }))
		const { attributes, status } = span('chat gpt-4o')
		expect(attributes['error.type']).toBe(type)
		expect(status).toEqual({ code })
		expect('gen_ai.usage.input_tokens' in attributes).toBe(outcome !== 'failed')
	})

	it('has a child for each of its stages, of calls at once too, and the parent that was active', async () => {
		const { tracer, observe, spans, span } = observed()
		const call = async (id: string, wait: number): Promise<void> => {
			const startedAt = Date.now()
			await sleep(20)
			observe(stage(id, `slimmer-${id}`, 8))
			await sleep(wait)
			observe(stage(id, `compressor-${id}`, 5))
			await sleep(wait)
			observe(callEvent({ id, model: `acme/${id}`, startedAt }, { durationMs: Date.now() - startedAt }))
		}
		await Promise.all(
			['one', 'two', 'three'].map((id, n) =>
				tracer.startActiveSpan(`request ${id}`, async (parent) => {
					await call(id, 10 + n * 5)
					parent.end()
				}),
			),
		)
		expect(spans()).toHaveLength(3 + 3 + 6)
		for (const id of ['one', 'two', 'three']) {
			const own = span(`chat ${id}`)
			expect(own.parentSpanContext?.spanId).toBe(span(`request ${id}`).spanContext().spanId)
			for (const [name, durationMs] of [
				['slimmer', 8],
				['compressor', 5],
			] as const) {
				const child = span(`headroom.stage ${name}-${id}`)
				expect(child.parentSpanContext?.spanId).toBe(own.spanContext().spanId)
				expect(ms(child.endTime) - ms(child.startTime)).toBeCloseTo(durationMs, 3)
				expect(ms(child.startTime)).toBeGreaterThanOrEqual(ms(own.startTime))
				expect(ms(child.endTime)).toBeLessThanOrEqual(ms(own.endTime) + 1)
				expect(child.attributes).toEqual({
					'headroom.stage.name': `${name}-${id}`,
					'headroom.stage.outcome': 'applied',
					'headroom.stage.tokens_before': 1000,
					'headroom.stage.tokens_after': 700,
				})
			}
		}
	})

	it('guesses nothing of stages that name no call', () => {
		const { observe, spans } = observed()
		const { callId: _, ...nameless } = stage('x', 'slimmer', 1)
		observe(nameless as HeadroomEvent)
		observe(callEvent())
		expect(spans().map((span) => span.name)).toEqual(['chat gpt-4o'])
	})

	it('keeps a bounded memory of calls whose end does not come', () => {
		const { observe, spans } = observed()
		for (let n = 0; n < 1500; n++) observe(stage(`lost-${n}`, 'slimmer', 1))
		for (let n = 0; n < 1000; n++) observe(stage('chatty', 'slimmer', 1))
		observe(callEvent({ id: 'lost-0' }))
		expect(spans()).toHaveLength(1)
		observe(callEvent({ id: 'lost-1499' }))
		expect(spans()).toHaveLength(3)
		observe(callEvent({ id: 'chatty' }))
		expect(spans()).toHaveLength(3 + 201)
	})

	it('tells of a failed stage, retries and fallbacks by their kind, never by a message', () => {
		const { observe, span } = observed()
		const error = new ProviderError('sk-canary', {
			provider: 'openai',
			retryable: true,
			reason: 'overloaded',
		})
		observe({
			type: 'stage-failed',
			stage: 'own',
			error: new HeadroomError('timeout', 'sk-canary'),
			durationMs: 3,
			callId: 'c',
		})
		observe({ type: 'retry', model: 'openai/gpt-4o', attempt: 1, delayMs: 50, error, callId: 'c' })
		observe({
			type: 'fallback',
			from: 'openai/gpt-4o',
			to: 'b/c',
			error: new TypeError('sk-canary'),
			callId: 'c',
		})
		observe(callEvent({ id: 'c' }))
		expect(span('headroom.stage own')).toMatchObject({
			status: { code: SpanStatusCode.ERROR },
			attributes: { 'headroom.stage.outcome': 'failed', 'error.type': 'timeout' },
		})
		expect(
			span('chat gpt-4o').events.map(({ name, attributes }) => [name, attributes?.['error.type']]),
		).toEqual([
			['headroom.retry', 'overloaded'],
			['headroom.fallback', 'TypeError'],
		])
	})

	it('is in the client metrics with the buckets that the conventions state', async () => {
		const { observe, histograms } = observed()
		observe(callEvent({}, { durationMs: 800 }))
		observe(
			callEvent({ usageMark: 'estimated' }, { durationMs: 100, timeToFirstChunkMs: 30, streamed: true }),
		)
		observe(
			callEvent(
				{ outcome: 'failed' },
				{ durationMs: 5, error: { code: 'provider-error', reason: 'server' } },
			),
		)
		const metrics = await histograms()
		expect([...metrics.keys()].sort()).toEqual([
			'gen_ai.client.operation.duration',
			'gen_ai.client.operation.time_to_first_chunk',
			'gen_ai.client.token.usage',
		])
		const shared = {
			'gen_ai.operation.name': 'chat',
			'gen_ai.provider.name': 'openai',
			'gen_ai.request.model': 'gpt-4o',
		}
		const answered = { ...shared, 'gen_ai.response.model': 'gpt-4o' }
		const tokens = metrics.get('gen_ai.client.token.usage')
		expect(tokens?.descriptor.unit).toBe('{token}')
		expect(tokens?.dataPoints.map(({ attributes, value }) => [attributes, value.sum, value.count])).toEqual([
			[{ ...answered, 'gen_ai.token.type': 'input' }, 600, 1],
			[{ ...answered, 'gen_ai.token.type': 'output' }, 50, 1],
		])
		expect(tokens?.dataPoints[0]?.value.buckets.boundaries).toEqual([
			1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864,
		])
		const seconds = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92]
		const duration = metrics.get('gen_ai.client.operation.duration')
		expect(duration?.descriptor.unit).toBe('s')
		expect(duration?.dataPoints.map(({ attributes, value }) => [attributes, value.count])).toEqual([
			[answered, 2],
			[{ ...shared, 'error.type': 'server' }, 1],
		])
		expect(duration?.dataPoints[0]?.value.sum).toBeCloseTo(0.9, 9)
		expect(duration?.dataPoints[0]?.value.buckets.boundaries).toEqual(seconds)
		const first = metrics.get('gen_ai.client.operation.time_to_first_chunk')
		expect(first?.dataPoints.map(({ value }) => [value.sum, value.buckets.boundaries])).toEqual([
			[0.03, seconds],
		])
	})

	it('goes to the global providers, and nowhere without them', () => {
		const observe = otelObserver()
		expect(() => observe(callEvent())).not.toThrow()
		expect(trace.getTracer('x').startSpan('y').isRecording()).toBe(false)
	})
})
