import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { HeadroomError, type HeadroomEvent, ProviderError } from '@headroom/spec'
import {
	AggregationTemporality,
	InMemoryMetricExporter,
	MeterProvider,
	PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics'
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { afterAll, expect, it } from 'vitest'
import {
	createReport,
	formatReport,
	prometheusMetrics,
	reportCsv,
	savingsLog,
	sqliteLedger,
} from '../../src/index.ts'
import { otelObserver } from '../../src/otel.ts'
import { callEvent } from '../ledger/call-record.ts'

const KEY = 'sk-canary-4f9d2c71'
const PERSON = 'Jane Roe, jane.roe@example.com'

const folder = mkdtempSync(join(tmpdir(), 'canary-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Events as a careless stage, provider or caller would fill them: wherever a text is free, secrets stand in it. */
function events(): readonly HeadroomEvent[] {
	const text = `${KEY} ${PERSON}`
	const provider = new ProviderError(text, {
		provider: 'openai',
		retryable: true,
		reason: 'server',
		cause: text,
	})
	const call = callEvent(
		{ id: 'c', outcome: 'failed' },
		{ error: { code: 'provider-error', reason: 'authentication', status: 401 } },
	)
	// What no contract knows must not slip through either.
	const careless = {
		...call,
		prompt: text,
		record: { ...call.record, prompt: text, headers: { authorization: text } },
	}
	const inCall: HeadroomEvent[] = [
		{ type: 'stage-failed', stage: 'own', error: new Error(text), durationMs: 1 },
		{ type: 'stage-failed', stage: 'own', error: new HeadroomError('stage-failed', text), durationMs: 1 },
		{
			type: 'omission',
			stage: 'compressor',
			message: 0,
			count: 1,
			unit: 'lines',
			ranges: [[1, 1]],
			reason: text,
		},
		{ type: 'route', route: 'simple', model: 'openai/gpt-4o', reason: text },
		{ type: 'retry', model: 'openai/gpt-4o', attempt: 1, delayMs: 1, error: provider },
		{ type: 'retry', model: 'openai/gpt-4o', attempt: 2, delayMs: 1, error: text },
		{ type: 'fallback', from: 'openai/gpt-4o', to: 'b/c', error: provider },
		{ type: 'warning', code: 'model-unknown', message: text },
	]
	return [...inCall.map((event) => ({ ...event, callId: 'c' })), careless]
}

it('no key and nothing of a person is in log, metrics, traces, reports or the bytes of the ledger', async () => {
	let log = ''
	const prometheus = prometheusMetrics()
	const spans = new InMemorySpanExporter()
	const tracer = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] }).getTracer(
		'test',
	)
	const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE)
	const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 60_000 })
	const meters = new MeterProvider({ readers: [reader] })
	const listeners = [
		savingsLog({
			write: (line) => {
				log += line
			},
		}),
		prometheus.observe,
		otelObserver({ tracer, meter: meters.getMeter('test') }),
	]
	const ledger = sqliteLedger({ path: join(folder, 'ledger.db') })
	for (const event of events()) {
		for (const listen of listeners) listen(event)
		if (event.type === 'call') ledger.record([event.record])
	}
	await reader.forceFlush()
	await meters.shutdown()
	const report = createReport(ledger, { by: 'model' })
	const bytesOpen = bytesIn(folder)
	ledger.close()
	const told = {
		log,
		prometheus: prometheus.render(),
		spans: JSON.stringify(
			spans
				.getFinishedSpans()
				.map(({ name, attributes, events: said, status }) => [name, attributes, said, status]),
		),
		metrics: JSON.stringify(exporter.getMetrics().map(({ scopeMetrics }) => scopeMetrics)),
		report: `${formatReport(report)}${reportCsv(report)}${JSON.stringify(report)}`,
		bytesOpen,
		bytesClosed: bytesIn(folder),
	}
	for (const [where, text] of Object.entries(told)) {
		// Each of them did hear of the call.
		expect(`${where}: ${text.includes('gpt-4o')}`).toBe(`${where}: true`)
		for (const part of [KEY, ...PERSON.split(/[ ,]+/)])
			expect(`${where}: ${text.includes(part)}`).toBe(`${where}: false`)
	}
})

/** Everything that stands in the files of a folder, write-ahead log included. */
function bytesIn(path: string): string {
	return readdirSync(path)
		.map((name) => readFileSync(join(path, name), 'latin1'))
		.join('\n')
}
