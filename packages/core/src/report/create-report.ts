import { HeadroomError } from '@headroom/spec'
import type { LedgerQuery, LedgerRow, LedgerStore, LedgerSums, ReportBy } from '../ledger/ledger-store.ts'
import { addSums, type ExactSums, inUsd, noSums } from '../ledger/sums.ts'
import { picoOf } from '../ledger/usd.ts'

/** What a report is of. */
export interface ReportOptions extends LedgerQuery {
	/** @default 'month' */
	readonly by?: ReportBy
}

/** One group of a report, or all of them. */
export interface ReportRow extends LedgerRow {
	/** `1 − inputTokens / baselineInputTokens`: negative when prompts grew, 0 without any. */
	readonly savedTokensFraction: number
	/** `savedUsd / baselineUsd`: negative for a loss, 0 when nothing is priced. */
	readonly savedUsdFraction: number
}

/** What calls cost and would have cost, from billed usage. Plain JSON. */
export interface Report {
	readonly by: ReportBy
	readonly query: LedgerQuery
	/** In order of the group's name. */
	readonly rows: readonly ReportRow[]
	/** Sums of all rows; `group` is `total`. */
	readonly total: ReportRow
}

/**
 * Sums a ledger up. Calls whose usage the provider did not report stand in `estimated` of each row and in no other
 * figure; calls without a known price are counted in `unpricedCalls` and are in no sum of money.
 *
 * @throws HeadroomError `invalid-argument` for a `by` that there is none of, or times that are none.
 */
export function createReport(ledger: LedgerStore, options: ReportOptions = {}): Report {
	const { by = 'month', ...query } = options
	for (const name of ['from', 'to'] as const) {
		if (query[name] === undefined || Number.isFinite(query[name])) continue
		throw new HeadroomError(
			'invalid-argument',
			`report: ${name} is ${String(query[name])}; expected ms since 1970, as of Date.parse('2026-11-01')`,
		)
	}
	const rows = ledger.summarize(by, query)
	return { by, query, rows: rows.map(withFractions), total: withFractions(totalOf(rows)) }
}

function totalOf(rows: readonly LedgerRow[]): LedgerRow {
	const billed = noSums()
	const estimated = noSums()
	for (const row of rows) {
		addSums(billed, exactly(row))
		addSums(estimated, exactly(row.estimated))
	}
	return { group: 'total', ...inUsd(billed), estimated: inUsd(estimated) }
}

function exactly(sums: LedgerSums): ExactSums {
	return { ...sums, baseline: BigInt(picoOf(sums.baselineUsd)), cost: BigInt(picoOf(sums.costUsd)) }
}

function withFractions(row: LedgerRow): ReportRow {
	return {
		...row,
		savedTokensFraction: row.baselineInputTokens === 0 ? 0 : 1 - row.inputTokens / row.baselineInputTokens,
		savedUsdFraction: row.baselineUsd === 0 ? 0 : row.savedUsd / row.baselineUsd,
	}
}
