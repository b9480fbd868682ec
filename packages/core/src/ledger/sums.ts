import type { LedgerEntry } from './entry.ts'
import type { LedgerRow, LedgerSums } from './ledger-store.ts'
import { usdOf } from './usd.ts'

/** Sums that are still exact: money in 1e-12 USD. */
export interface ExactSums {
	calls: number
	unpricedCalls: number
	baselineInputTokens: number
	inputTokens: number
	cacheReadInputTokens: number
	cacheWriteInputTokens: number
	outputTokens: number
	reasoningOutputTokens: number
	baseline: bigint
	cost: bigint
}

/** Sums of one group: what was billed, and what is estimated. */
export interface ExactRow {
	readonly billed: ExactSums
	readonly estimated: ExactSums
}

export function noSums(): ExactSums {
	return {
		calls: 0,
		unpricedCalls: 0,
		baselineInputTokens: 0,
		inputTokens: 0,
		cacheReadInputTokens: 0,
		cacheWriteInputTokens: 0,
		outputTokens: 0,
		reasoningOutputTokens: 0,
		baseline: 0n,
		cost: 0n,
	}
}

/** The sums of a group, made when it is met first. */
export function rowOf(rows: Map<string, ExactRow>, group: string): ExactRow {
	let row = rows.get(group)
	if (row === undefined) {
		row = { billed: noSums(), estimated: noSums() }
		rows.set(group, row)
	}
	return row
}

/** Adds one call. Field by field: over a hundred thousand of them, a copy of each would be most of the time. */
export function addEntry(row: ExactRow, entry: LedgerEntry): void {
	const into = entry.billed ? row.billed : row.estimated
	into.calls++
	into.baselineInputTokens += entry.baselineInputTokens
	into.inputTokens += entry.inputTokens
	into.cacheReadInputTokens += entry.cacheReadInputTokens
	into.cacheWriteInputTokens += entry.cacheWriteInputTokens
	into.outputTokens += entry.outputTokens
	into.reasoningOutputTokens += entry.reasoningOutputTokens
	if (entry.cost === null || entry.baselineCost === null) into.unpricedCalls++
	else {
		into.cost += BigInt(entry.cost)
		into.baseline += BigInt(entry.baselineCost)
	}
}

/** Adds other sums to `into`. */
export function addSums(into: ExactSums, more: ExactSums): void {
	into.calls += more.calls
	into.unpricedCalls += more.unpricedCalls
	into.baselineInputTokens += more.baselineInputTokens
	into.inputTokens += more.inputTokens
	into.cacheReadInputTokens += more.cacheReadInputTokens
	into.cacheWriteInputTokens += more.cacheWriteInputTokens
	into.outputTokens += more.outputTokens
	into.reasoningOutputTokens += more.reasoningOutputTokens
	into.baseline += more.baseline
	into.cost += more.cost
}

/** The rows as numbers, in order of their groups' names, by UTF-16 units. */
export function ledgerRows(rows: ReadonlyMap<string, ExactRow>): readonly LedgerRow[] {
	return [...rows]
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([group, { billed, estimated }]) => ({ group, ...inUsd(billed), estimated: inUsd(estimated) }))
}

/** The sums as numbers. */
export function inUsd({ baseline, cost, ...counts }: ExactSums): LedgerSums {
	return { ...counts, baselineUsd: usdOf(baseline), costUsd: usdOf(cost), savedUsd: usdOf(baseline - cost) }
}
