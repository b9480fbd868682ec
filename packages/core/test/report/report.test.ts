import { describe, expect, it } from 'vitest'
import { formatPercent } from '../../src/format.ts'
import {
	createReport,
	formatCount,
	formatReport,
	formatTable,
	formatUsd,
	memoryLedger,
	type Report,
	reportCsv,
} from '../../src/index.ts'
import { baselineOf, callRecord, priced, unpriced } from '../ledger/call-record.ts'

const october = Date.parse('2026-10-03T08:00:00Z')

function ledgerOf(...records: readonly Parameters<typeof callRecord>[0][]) {
	const ledger = memoryLedger()
	ledger.record(records.map((record, n) => callRecord({ id: `call-${n}`, ...record })))
	return ledger
}

/** Two months: one that saves, one that loses. */
function twoMonths() {
	return ledgerOf(
		{
			startedAt: october,
			usage: { inputTokens: 5_120_000, outputTokens: 9 },
			cost: priced(1_234.5),
			baseline: baselineOf(8_412_000, priced(2_000)),
		},
		// Grown, and 0.0004 dearer.
		{ usage: { inputTokens: 1100, outputTokens: 9 }, cost: priced(0.0034), tags: { team: 'search' } },
	)
}

describe('a report', () => {
	it('has sums by group, their shares, and a total', () => {
		const report = createReport(twoMonths())
		expect(report).toMatchObject({
			by: 'month',
			query: {},
			rows: [
				{ group: '2026-10', calls: 1, savedUsd: 765.5, savedUsdFraction: 0.38275 },
				{ group: '2026-11', calls: 1, savedUsd: -0.0004 },
			],
			total: { group: 'total', calls: 2, baselineUsd: 2000.003, costUsd: 1234.5034, savedUsd: 765.4996 },
		})
		// 1 − 1100/1000
		expect(report.rows[1]?.savedTokensFraction).toBeCloseTo(-0.1, 12)
		expect(JSON.parse(JSON.stringify(report))).toEqual(report)
	})

	it('is of the calls asked for', () => {
		expect(createReport(twoMonths(), { tags: { team: 'search' } }).total.calls).toBe(1)
		expect(createReport(twoMonths(), { to: Date.parse('2026-11-01') }).rows.map((row) => row.group)).toEqual([
			'2026-10',
		])
		expect(() => createReport(twoMonths(), { from: Number.NaN })).toThrow(
			"report: from is NaN; expected ms since 1970, as of Date.parse('2026-11-01')",
		)
	})

	it('is a table by month with a total, and says what its figures are', () => {
		expect(formatReport(createReport(twoMonths())).split('\n')).toEqual([
			'month    calls  original tokens  optimized tokens  savings  original cost  optimized cost     saved',
			'2026-10      1        8,412,000         5,120,000   39.1 %      $2,000.00       $1,234.50   $765.50',
			'2026-11      1            1,000             1,100  -10.0 %         $0.003         $0.0034  -$0.0004',
			'total        2        8,413,000         5,121,100   39.1 %      $2,000.00       $1,234.50   $765.50',
			'',
			'From billed usage, at list price; months are those of UTC. Tokens are those of prompts; cost has answers and calls of stages in it.',
		])
	})

	it('fits a narrow terminal, with a head of two lines', () => {
		const kinds: string[] = []
		const style = (kind: string, line: string) => {
			kinds.push(kind)
			return line
		}
		expect(formatReport(createReport(twoMonths()), { width: 80, style }).split('\n')).toEqual([
			'                 original  optimized            original  optimized',
			'month    calls     tokens     tokens  savings       cost       cost     saved',
			'2026-10      1  8,412,000  5,120,000   39.1 %  $2,000.00  $1,234.50   $765.50',
			'2026-11      1      1,000      1,100  -10.0 %     $0.003    $0.0034  -$0.0004',
			'total        2  8,413,000  5,121,100   39.1 %  $2,000.00  $1,234.50   $765.50',
			'',
			'From billed usage, at list price; months are those of UTC. Tokens are those of',
			'prompts; cost has answers and calls of stages in it.',
		])
		expect(kinds).toEqual(['head', 'head', 'row', 'loss', 'total', 'note', 'note'])
	})

	it('says beneath what is estimated or unpriced, and marks its rows', () => {
		const ledger = ledgerOf(
			{ model: 'a/known' },
			{ model: 'a/known', usageMark: 'estimated', usage: { inputTokens: 700, outputTokens: 1 } },
			{ model: 'a/mixed', cost: unpriced },
			{ model: 'a/mixed' },
			{ model: 'a/none', cost: unpriced },
			{ model: 'a/guess', usageMark: 'estimated', cost: unpriced },
		)
		expect(formatReport(createReport(ledger, { by: 'model' })).split('\n')).toEqual([
			'model    calls  original tokens  optimized tokens  savings  original cost  optimized cost     saved',
			'a/guess      0                0                 0    0.0 %              -               -         -              + 1 estimated',
			'a/known      1            1,000               600   40.0 %         $0.003          $0.002    $0.001              + 1 estimated',
			'a/mixed      2            2,000             1,200   40.0 %         $0.003          $0.002    $0.001                 1 unpriced',
			'a/none       1            1,000               600   40.0 %       unpriced        unpriced  unpriced                 1 unpriced',
			'total        4            4,000             2,400   40.0 %         $0.006          $0.004    $0.002  2 unpriced, + 2 estimated',
			'',
			'From billed usage, at list price. Tokens are those of prompts; cost has answers and calls of stages in it.',
			'Unpriced: 2 calls with a model of unknown price. Their tokens are in the sums, their money is not; give prices under models: in headroom.yaml.',
			'Estimated, and in no sum: 2 calls whose usage no provider reported; 2,000 -> 1,300 tokens, $0.003 -> $0.002, saved $0.001 (1 call unpriced).',
		])
	})

	it('shows a name that a terminal would obey as it is spelt', () => {
		const ledger = ledgerOf({ route: '\u001b[31mred\u202e' }, { id: 'b', route: null })
		const text = formatReport(createReport(ledger, { by: 'route' }))
		expect(text).toContain('\n(none) ')
		expect(text).not.toContain('\u001b')
		expect(text).not.toContain('\u202e')
	})

	it('lets its lines be dressed', () => {
		const kinds: string[] = []
		const text = formatReport(createReport(twoMonths()), {
			style: (kind, line) => {
				kinds.push(kind)
				return `<${line}>`
			},
		})
		expect(kinds).toEqual(['head', 'row', 'loss', 'total', 'note'])
		expect(text.split('\n')[0]).toMatch(/^<month.*saved>$/)
	})

	it('of nothing says so', () => {
		expect(formatReport(createReport(memoryLedger()))).toBe('No calls are booked for this report.')
	})

	it('is CSV for a spreadsheet, in which no name is a formula', () => {
		const ledger = ledgerOf(
			{ route: '=1+1', cost: priced(0.0000004), baseline: baselineOf(1000, priced(0.5)) },
			{ route: 'a "b", c', usageMark: 'estimated' },
		)
		expect(reportCsv(createReport(ledger, { by: 'route' })).split('\n')).toEqual([
			'route,calls,unpriced_calls,original_tokens,optimized_tokens,cache_read_tokens,cache_write_tokens,output_tokens,reasoning_tokens,original_usd,optimized_usd,saved_usd,estimated_calls,estimated_unpriced_calls,estimated_original_tokens,estimated_optimized_tokens,estimated_cache_read_tokens,estimated_cache_write_tokens,estimated_output_tokens,estimated_reasoning_tokens,estimated_original_usd,estimated_optimized_usd,estimated_saved_usd',
			"'=1+1,1,0,1000,600,0,0,50,0,0.5,0.0000004,0.4999996,0,0,0,0,0,0,0,0,0,0,0",
			'"a ""b"", c",0,0,0,0,0,0,0,0,0,0,0,1,0,1000,600,0,0,50,0,0.003,0.002,0.001',
			'',
		])
	})
})

describe('figures', () => {
	it.each([
		[0, '$0'],
		[0.0004, '$0.0004'],
		[-0.0004, '-$0.0004'],
		[0.00000012345678, '$0.0000001235'],
		[1e-12, '$0.000000000001'],
		[0.5, '$0.50'],
		[0.99999, '$1.00'],
		[1_234_567.894, '$1,234,567.89'],
		[-1234.5, '-$1,234.50'],
	])('writes %d USD as %s', (value, text) => {
		expect(formatUsd(value)).toBe(text)
	})

	it('writes counts with thousands, and shares with one decimal', () => {
		expect(formatCount(1234567)).toBe('1,234,567')
		expect([0.3913, -0.1, 0, -0.0001].map(formatPercent)).toEqual(['39.1 %', '-10.0 %', '0.0 %', '0.0 %'])
	})
})

it('a table keeps its columns where letters are wide', () => {
	const rows = [
		['ab', '1'],
		['支持', '22'],
		['é👩‍👩‍👧', '3'],
	]
	// 2, 4 and 1 + 2 places.
	expect(formatTable(rows)).toBe('ab     1\n支持  22\né👩‍👩‍👧    3')
})

it('a total of many rows is that of their exact sums', () => {
	const ledger = memoryLedger()
	// A cent a day for 300 days: 3.0000000000000027 when floating point adds it up.
	ledger.record(
		Array.from({ length: 300 }, (_, n) =>
			callRecord({ id: `${n}`, startedAt: n * 86_400_000, cost: priced(0.01) }),
		),
	)
	const report: Report = createReport(ledger, { by: 'day' })
	expect(report.rows).toHaveLength(300)
	expect(report.total.costUsd).toBe(3)
})
