import { formatCount, formatPercent, formatTable, formatUsd, placesOf } from '../format.ts'
import type { LedgerSums } from '../ledger/ledger-store.ts'
import type { Report, ReportRow } from './create-report.ts'
import { printable } from './printable.ts'

/** What a line of the table is, for a caller that colours it. */
export type ReportLine = 'head' | 'row' | 'loss' | 'total' | 'note'

/** How a report is written. */
export interface FormatReportOptions {
	/** Dresses one line, as with a colour. @default as it is */
	readonly style?: (line: ReportLine, text: string) => string
	/** Columns of the terminal: a wider table gets a head of two lines, and what stands beneath it is wrapped. @default no bound */
	readonly width?: number
}

/**
 * A report as a table for a person, with a line for the total, and beneath it what its figures are and what is not
 * in them. A loss is negative. No line break at the end.
 */
export function formatReport(report: Report, options: FormatReportOptions = {}): string {
	const { style = (_line, text) => text, width = Number.POSITIVE_INFINITY } = options
	const { rows, total, by } = report
	if (total.calls + total.estimated.calls === 0) return style('note', 'No calls are booked for this report.')
	const body = [
		...rows.map((row) => cells(row.group === '' ? '(none)' : printable(row.group), row)),
		cells('total', total),
	]
	const name = printable(by.replace(/^tag:/, ''))
	let heads = 1
	let lines = formatTable([[name, ...HEAD, ''], ...body]).split('\n')
	if (lines.some((line) => placesOf(line) > width)) {
		heads = 2
		const above = HEAD.map((cell) => cell.split(' ').slice(0, -1).join(' '))
		const below = HEAD.map((cell) => cell.slice(cell.indexOf(' ') + 1))
		lines = formatTable([['', ...above, ''], [name, ...below, ''], ...body]).split('\n')
	}
	const last = lines.pop() ?? ''
	return [
		...lines.map((line, index) =>
			index < heads ? style('head', line) : style(isLoss(rows[index - heads]) ? 'loss' : 'row', line),
		),
		style('total', last),
		'',
		...notes(report).flatMap((note) => wrapped(note, width).map((line) => style('note', line))),
	].join('\n')
}

const HEAD = [
	'calls',
	'original tokens',
	'optimized tokens',
	'savings',
	'original cost',
	'optimized cost',
	'saved',
] as const

function isLoss(row: ReportRow | undefined): boolean {
	return row !== undefined && row.savedUsd < 0
}

/** A sentence in lines of at most so many letters, cut at spaces. */
function wrapped(text: string, width: number): string[] {
	const lines: string[] = []
	let line = ''
	for (const word of text.split(' ')) {
		if (line !== '' && line.length + 1 + word.length > width) {
			lines.push(line)
			line = word
		} else line = line === '' ? word : `${line} ${word}`
	}
	return [...lines, line]
}

function cells(name: string, row: ReportRow): string[] {
	const priced = row.calls > row.unpricedCalls
	const money = (usd: number): string => (priced ? formatUsd(usd) : row.calls === 0 ? '-' : 'unpriced')
	return [
		name,
		formatCount(row.calls),
		formatCount(row.baselineInputTokens),
		formatCount(row.inputTokens),
		formatPercent(row.savedTokensFraction),
		money(row.baselineUsd),
		money(row.costUsd),
		money(row.savedUsd),
		marks(row),
	]
}

/** What is not in the sums of a row. */
function marks(row: ReportRow): string {
	return [
		...(row.unpricedCalls > 0 ? [`${formatCount(row.unpricedCalls)} unpriced`] : []),
		...(row.estimated.calls > 0 ? [`+ ${formatCount(row.estimated.calls)} estimated`] : []),
	].join(', ')
}

function notes({ by, total }: Report): string[] {
	const { estimated, unpricedCalls } = total
	return [
		`From billed usage, at list price${by === 'day' || by === 'month' ? `; ${by}s are those of UTC` : ''}. Tokens are those of prompts; cost has answers and calls of stages in it.`,
		...(unpricedCalls === 0
			? []
			: [
					`Unpriced: ${calls(unpricedCalls)} with a model of unknown price. Their tokens are in the sums, their money is not; give prices under models: in headroom.yaml.`,
				]),
		...(estimated.calls === 0 ? [] : [estimates(estimated)]),
	]
}

function estimates(sums: LedgerSums): string {
	const tokens = `${formatCount(sums.baselineInputTokens)} -> ${formatCount(sums.inputTokens)} tokens`
	const money = `${formatUsd(sums.baselineUsd)} -> ${formatUsd(sums.costUsd)}, saved ${formatUsd(sums.savedUsd)}`
	const unpriced = sums.unpricedCalls === 0 ? '' : ` (${calls(sums.unpricedCalls)} unpriced)`
	const priced = sums.unpricedCalls === sums.calls ? 'unpriced' : `${money}${unpriced}`
	return `Estimated, and in no sum: ${calls(sums.calls)} whose usage no provider reported; ${tokens}, ${priced}.`
}

function calls(count: number): string {
	return count === 1 ? '1 call' : `${formatCount(count)} calls`
}
