import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseConfig } from '@headroom/config'
import type { ChatModel, HeadroomEvent } from '@headroom/spec'
import { context } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import type Database from 'libsql'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createReport, HeadroomClient, prometheusMetrics, sqliteLedger } from '../../src/index.ts'
import { monitoringFromConfig } from '../../src/monitoring/monitoring-from-config.ts'
import { otelObserver } from '../../src/otel.ts'

const folder = mkdtempSync(join(tmpdir(), 'client-telemetry-'))
beforeAll(() => void context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable()))
afterAll(() => {
	context.disable()
	rmSync(folder, { recursive: true, force: true })
})

/** Answers after a while that differs from call to call. */
const chatModel: ChatModel = {
	async generate({ model }) {
		await sleep(5 + (asked++ % 3) * 10)
		return {
			id: `answer-${asked}`,
			model: `openai/${model.replace(/^openai\//, '')}`,
			message: { role: 'assistant', content: 'None.' },
			finishReason: 'stop',
			usage: { inputTokens: 500, outputTokens: 2 },
		}
	},
	async *stream(request) {
		yield { type: 'text-delta', index: 0, text: 'None.' }
		yield { type: 'finish', response: await this.generate(request) }
	},
}
let asked = 0

const prompt = (n: number): string =>
	`${JSON.stringify(
		Array.from({ length: 40 }, (_, row) => ({ sku: `A-${n}-${row}`, stock: row, note: null })),
		null,
		2,
	)}\n\nWhich is out of stock?`

describe('a client that is watched', () => {
	it('tells OpenTelemetry of calls at once, each with its own stages under the span it was made in', async () => {
		const exporter = new InMemorySpanExporter()
		const tracer = new BasicTracerProvider({
			spanProcessors: [new SimpleSpanProcessor(exporter)],
		}).getTracer('test')
		const metrics = prometheusMetrics()
		const otel = otelObserver({ tracer })
		const observe = (event: HeadroomEvent): void => {
			otel(event)
			metrics.observe(event)
		}
		const client = new HeadroomClient({ chatModel, observe })
		await Promise.all(
			Array.from({ length: 6 }, (_, n) =>
				tracer.startActiveSpan(`request ${n}`, async (span) => {
					if (n % 2 === 0) await client.chat(prompt(n))
					else await client.stream(prompt(n)).result
					span.end()
				}),
			),
		)
		client.close()
		const spans = exporter.getFinishedSpans()
		const under = (parent: string) => spans.filter((span) => span.parentSpanContext?.spanId === parent)
		for (let n = 0; n < 6; n++) {
			const request = spans.find((span) => span.name === `request ${n}`)
			const calls = under(request?.spanContext().spanId ?? '')
			expect(calls.map((span) => span.name)).toEqual(['chat gpt-4o-mini'])
			expect(calls[0]?.attributes['gen_ai.request.stream']).toBe(n % 2 === 1)
			expect(under(calls[0]?.spanContext().spanId ?? '').map((span) => span.name)).toEqual([
				'headroom.stage slimmer',
				'headroom.stage compressor',
				'headroom.stage encoder',
			])
		}
		expect(spans).toHaveLength(6 * 5)
		expect(metrics.render()).toContain(
			'headroom_requests_total{provider="openai",model="openai/gpt-4o-mini",route="",status="completed"} 6\n',
		)
	})

	it('is set up by headroom.yaml', async () => {
		const { config } = parseConfig(
			'monitoring: { enabled: true, ledger: { path: books.db }, tags: { team: search }, baseline: gpt-4o }',
		)
		const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
		try {
			const monitoring = monitoringFromConfig(config, { folder })
			const client = new HeadroomClient({ chatModel, ...monitoring })
			await client.chat(prompt(1))
			client.close()
			expect(String(write.mock.calls[0]?.[0])).toMatch(/^headroom {2}openai\/gpt-4o-mini {2}.* tokens /)
		} finally {
			write.mockRestore()
		}
		const ledger = sqliteLedger({ path: join(folder, 'books.db') })
		expect(createReport(ledger, { by: 'tag:team' })).toMatchObject({
			rows: [{ group: 'search', calls: 1, inputTokens: 500 }],
		})
		ledger.close()
	})

	it('is not watched unless the file or the program says so, and may keep quiet', () => {
		const { config } = parseConfig('monitoring: { log: false, ledger: { store: memory } }')
		expect(monitoringFromConfig(config)).toBeUndefined()
		const monitoring = monitoringFromConfig(config, { enabled: true })
		expect(monitoring).toMatchObject({ tags: {} })
		expect(monitoring).not.toHaveProperty('observe')
		expect(monitoring).not.toHaveProperty('baseline')
	})

	it('answers while another process holds the ledger, warns once, and books what waited', async () => {
		const path = join(folder, 'held.db')
		const events: HeadroomEvent[] = []
		const ledger = sqliteLedger({ path })
		const client = new HeadroomClient({ chatModel, ledger, observe: (event) => events.push(event) })
		const Sqlite = createRequire(import.meta.url)('libsql') as typeof Database
		const other = new Sqlite(path)
		other.exec('begin immediate')
		for (let n = 0; n < 3; n++) expect((await client.chat(prompt(n))).content).toBe('None.')
		other.exec('rollback')
		other.close()
		client.close()
		expect(events.filter((event) => event.type === 'warning' && event.code === 'ledger-busy')).toMatchObject([
			{ message: "the ledger's file is held by another process; 1 records wait and are tried again" },
		])
		const later = sqliteLedger({ path })
		expect(createReport(later).total.calls).toBe(3)
		later.close()
	})
})
