import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { createReport, formatUsd, type LedgerSums, sqliteLedger } from '../../src/index.ts'
import { madeUp } from './made-up-records.ts'

const folder = mkdtempSync(join(tmpdir(), 'ledger-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const runner = fileURLToPath(new URL('./run-source.mjs', import.meta.url))
const recorder = fileURLToPath(new URL('./record-calls.ts', import.meta.url))

/** Books calls in another process, killed as soon as it has said that call `killAt` is safe; gives what it said. */
async function recordCalls(
	path: string,
	from: number,
	to: number,
	{ killAt = Number.POSITIVE_INFINITY, perOpening = to } = {},
) {
	const child = spawn(process.execPath, [runner, recorder, path, `${from}`, `${to}`, `${perOpening}`])
	const said: number[] = []
	let [rest, done, errors] = ['', false, '']
	child.stderr.on('data', (data) => (errors += String(data)))
	child.stdout.on('data', (data) => {
		const lines = `${rest}${String(data)}`.split('\n')
		rest = lines.pop() ?? ''
		for (const line of lines) {
			if (line === 'done') done = true
			else said.push(Number(line))
		}
		if ((said.at(-1) ?? -1) >= killAt) child.kill('SIGKILL')
	})
	const signal = await new Promise<string | null>((resolve) =>
		child.on('close', (_code, name) => resolve(name)),
	)
	expect(errors).toBe('')
	return { said, done, signal }
}

interface Expected {
	calls: number
	unpriced: number
	original: number
	sent: number
	output: number
	cost: bigint
	baseline: bigint
}

/** Adds made-up calls up in whole numbers, on a path of its own. */
function expectedSums(count: number, only: (n: number) => boolean): Expected {
	const sums = { calls: 0, unpriced: 0, original: 0, sent: 0, output: 0, cost: 0n, baseline: 0n }
	for (let n = 0; n < count; n++) {
		if (!only(n)) continue
		const call = madeUp(n)
		sums.calls++
		sums.original += call.original
		sums.sent += call.sent
		sums.output += call.output
		if (!call.priced) sums.unpriced++
		else {
			sums.cost += call.cost
			sums.baseline += call.baseline
		}
	}
	return sums
}

/** Money in whole numbers as it is to be printed: cents, or four significant digits below a dollar; half goes up. */
function printed(pico: bigint): string {
	const digits = pico >= 10n ** 12n ? 2 : 16 - pico.toString().length
	const step = 10n ** BigInt(12 - digits)
	const rounded = (pico + step / 2n) / step
	const unit = 10n ** BigInt(digits)
	const fraction = (rounded % unit).toString().padStart(digits, '0')
	const shown = fraction.slice(0, 2) + fraction.slice(2).replace(/0+$/, '')
	return `$${(rounded / unit).toString().replace(/\B(?=(\d{3})+$)/g, ',')}.${shown}`
}

/** The number nearest to money in whole numbers, read from its decimals. */
function nearest(pico: bigint): number {
	return Number(`${pico / 10n ** 12n}.${(pico % 10n ** 12n).toString().padStart(12, '0')}`)
}

function expectSums(actual: LedgerSums, expected: Expected): void {
	expect(actual).toMatchObject({
		calls: expected.calls,
		unpricedCalls: expected.unpriced,
		baselineInputTokens: expected.original,
		inputTokens: expected.sent,
		outputTokens: expected.output,
	})
	expect(actual.costUsd).toBe(nearest(expected.cost))
	expect(actual.baselineUsd).toBe(nearest(expected.baseline))
	expect(actual.savedUsd).toBe(nearest(expected.baseline - expected.cost))
	expect(formatUsd(actual.costUsd)).toBe(printed(expected.cost))
	expect(formatUsd(actual.savedUsd)).toBe(printed(expected.baseline - expected.cost))
}

describe('a ledger in a file', () => {
	it('loses nothing that it said was safe and counts nothing twice, over 100,000 calls and four kills', async () => {
		const path = join(folder, 'killed.db')
		const count = 100_000
		let from = 0
		for (const killAt of [9_000, 30_001, 54_321, 80_000]) {
			const { said, signal } = await recordCalls(path, from, count, { killAt })
			expect(signal).toBe('SIGKILL')
			const last = said.at(-1) ?? -1
			expect(said).toEqual(Array.from({ length: last + 1 - from }, (_, n) => from + n))
			const ledger = sqliteLedger({ path })
			const { total } = createReport(ledger)
			const booked = total.calls + total.estimated.calls
			ledger.close()
			// The one that was being written when the kill came may be in the file too, unsaid.
			expect(booked).toBeGreaterThanOrEqual(last + 1)
			// As after any crash, calls from before it are given again.
			from = last + 1 - 700
		}
		const { done } = await recordCalls(path, from, count)
		expect(done).toBe(true)

		const ledger = sqliteLedger({ path })
		const report = createReport(ledger, { by: 'month' })
		ledger.close()
		expect(report.rows.map((row) => row.group)).toEqual(
			Array.from({ length: 12 }, (_, n) => `2026-${String(n + 1).padStart(2, '0')}`),
		)
		for (const row of report.rows) {
			const inMonth = (n: number): boolean => madeUp(n).month === row.group
			expectSums(
				row,
				expectedSums(count, (n) => inMonth(n) && madeUp(n).billed),
			)
			expectSums(
				row.estimated,
				expectedSums(count, (n) => inMonth(n) && !madeUp(n).billed),
			)
		}
		expectSums(
			report.total,
			expectedSums(count, (n) => madeUp(n).billed),
		)
		expectSums(
			report.total.estimated,
			expectedSums(count, (n) => !madeUp(n).billed),
		)
	}, 180_000)

	it('takes calls of two processes at once, each once', async () => {
		const path = join(folder, 'shared.db')
		// Both make the file, and 2,000 calls are given by both.
		const [one, two] = await Promise.all([recordCalls(path, 0, 6_000), recordCalls(path, 4_000, 10_000)])
		expect([one.done, two.done]).toEqual([true, true])
		const ledger = sqliteLedger({ path })
		const { total } = createReport(ledger, { by: 'tag:team' })
		ledger.close()
		expectSums(
			total,
			expectedSums(10_000, (n) => madeUp(n).billed),
		)
		expectSums(
			total.estimated,
			expectedSums(10_000, (n) => !madeUp(n).billed),
		)
	}, 120_000)

	it('is not harmed by processes that open and close it over and over', async () => {
		const path = join(folder, 'reopened.db')
		const all = await Promise.all(
			[0, 1, 2, 3].map((n) => recordCalls(path, n * 600, (n + 1) * 600, { perOpening: 5 })),
		)
		expect(all.map(({ done }) => done)).toEqual([true, true, true, true])
		const ledger = sqliteLedger({ path })
		const { total } = createReport(ledger)
		ledger.close()
		expectSums(
			total,
			expectedSums(2_400, (n) => madeUp(n).billed),
		)
	}, 120_000)
})
