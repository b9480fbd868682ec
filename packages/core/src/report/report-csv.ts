import type { LedgerSums } from '../ledger/ledger-store.ts'
import type { Report } from './create-report.ts'

const COLUMNS = [
	['calls', 'calls'],
	['unpriced_calls', 'unpricedCalls'],
	['original_tokens', 'baselineInputTokens'],
	['optimized_tokens', 'inputTokens'],
	['cache_read_tokens', 'cacheReadInputTokens'],
	['cache_write_tokens', 'cacheWriteInputTokens'],
	['output_tokens', 'outputTokens'],
	['reasoning_tokens', 'reasoningOutputTokens'],
	['original_usd', 'baselineUsd'],
	['optimized_usd', 'costUsd'],
	['saved_usd', 'savedUsd'],
] as const satisfies readonly (readonly [string, keyof LedgerSums])[]

/**
 * A report as CSV (RFC 4180, lines end with LF), a row a group and none for the total: billed figures, then those
 * of estimated calls. A group's name that a spreadsheet would take for a formula gets a `'` in front.
 */
export function reportCsv(report: Report): string {
	const head = [report.by, ...COLUMNS.map(([name]) => name), ...COLUMNS.map(([name]) => `estimated_${name}`)]
	const rows = report.rows.map((row) => [
		/^[=+\-@\t\r]/.test(row.group) ? `'${row.group}` : row.group,
		...figures(row),
		...figures(row.estimated),
	])
	return [head, ...rows].map((cells) => `${cells.map(quoted).join(',')}\n`).join('')
}

function figures(sums: LedgerSums): string[] {
	return COLUMNS.map(([, field]) => decimal(sums[field]))
}

/** Without an exponent, which not every reader knows; 12 decimals are all that is booked. */
function decimal(value: number): string {
	if (Number.isInteger(value)) return String(value)
	return value.toFixed(12).replace(/0+$/, '')
}

function quoted(cell: string): string {
	return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
