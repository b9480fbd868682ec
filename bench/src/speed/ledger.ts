import { fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createReport, type LedgerStore, memoryLedger, sqliteLedger } from '@headroom/core'
import type { CallRecord } from '@headroom/spec'
import { milliseconds, print, verdict } from './table.ts'

const CALLS = 100_000
const BUSY_CALLS = 2_000
/** Milliseconds that one record may block the event loop while another process writes. */
const BAR_BLOCKED = 50

const DAY = 86_400_000

function recordOf(n: number, who: string): CallRecord {
	const inputTokens = 1000 + ((n * 7919) % 9000)
	const usage = { inputTokens, outputTokens: 200 }
	return {
		id: `${who}-${n}-6f1c2a44-9d0e-4a57`,
		startedAt: Date.UTC(2026, 0, 1) + (n % 365) * DAY,
		provider: 'openai',
		requestedModel: 'openai/gpt-4o',
		model: n % 3 === 0 ? 'openai/gpt-4o' : 'openai/gpt-4o-mini',
		route: n % 2 === 0 ? 'simple' : null,
		tags: { team: `team-${n % 12}`, feature: `feature-${n % 5}` },
		outcome: 'completed',
		usage,
		usageMark: 'billed',
		originalInputTokens: inputTokens * 2,
		cost: { status: 'priced', usd: inputTokens * 2.5e-6, mark: 'billed' },
		baseline: {
			model: 'openai/gpt-4o',
			usage: { inputTokens: inputTokens * 2, outputTokens: 200 },
			cost: { status: 'priced', usd: inputTokens * 5e-6, mark: 'estimated' },
		},
	}
}

/** Milliseconds of each record of `count`, given one by one. */
function timesOf(ledger: LedgerStore, count: number, who: string): Float64Array {
	const times = new Float64Array(count)
	for (let n = 0; n < count; n++) {
		const record = recordOf(n, who)
		const started = performance.now()
		ledger.record([record])
		times[n] = performance.now() - started
	}
	return times.sort()
}

function at(times: Float64Array, share: number): string {
	return ((times[Math.floor((times.length - 1) * share)] ?? 0) * 1000).toFixed(1)
}

function timed(work: () => unknown): number {
	const started = performance.now()
	work()
	return performance.now() - started
}

async function main(): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), 'headroom-ledger-'))
	const ledgers = { memory: memoryLedger(), sqlite: sqliteLedger({ path: join(folder, 'ledger.db') }) }
	const rows = Object.entries(ledgers).map(([name, ledger]) => {
		const times = timesOf(ledger, CALLS, 'c')
		const sum = times.reduce((all, one) => all + one, 0)
		return [
			name,
			((sum / CALLS) * 1000).toFixed(1),
			at(times, 0.5),
			at(times, 0.99),
			at(times, 1),
			milliseconds(timed(() => createReport(ledger))),
			milliseconds(timed(() => createReport(ledger, { by: 'tag:team' }))),
		]
	})
	print(
		`${CALLS} calls booked one by one`,
		['ledger', 'mean µs', 'p50 µs', 'p99 µs', 'max µs', 'report by month ms', 'by tag ms'],
		rows,
	)
	await busy(ledgers.sqlite, join(folder, 'ledger.db'))
	for (const ledger of Object.values(ledgers)) ledger.close()
	rmSync(folder, { recursive: true })
}

/** Another process writes to the same file all the while, in transactions of 1,000 records. */
async function busy(ledger: LedgerStore, path: string): Promise<void> {
	const other = fork(fileURLToPath(import.meta.url), [path])
	await new Promise((resolve) => other.once('message', resolve))
	const times = timesOf(ledger, BUSY_CALLS, 'busy')
	const waiting = ledger.record([])
	const longest = times.at(-1) ?? 0
	print(
		`${BUSY_CALLS} calls booked while another process writes 1,000 at a time`,
		['', 'p50 µs', 'p99 µs', 'longest ms', '', '', 'wait at the end'],
		[
			[
				'sqlite',
				at(times, 0.5),
				at(times, 0.99),
				milliseconds(longest),
				...verdict(longest, BAR_BLOCKED),
				String(waiting),
			],
		],
	)
	other.kill()
	await new Promise((resolve) => other.once('exit', resolve))
}

/** What the other process does until it is ended. */
async function writeOn(path: string): Promise<void> {
	const ledger = sqliteLedger({ path })
	for (let round = 0; ; round++) {
		ledger.record(Array.from({ length: 1000 }, (_, n) => recordOf(n, `other-${round}`)))
		if (round === 0) process.send?.('writing')
		await new Promise((resolve) => setImmediate(resolve))
	}
}

const [path] = process.argv.slice(2)
await (path === undefined ? main() : writeOn(path))
