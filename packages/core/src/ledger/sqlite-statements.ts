import type Database from 'libsql'
import type { LedgerEntry } from './entry.ts'
import { tagOf } from './group.ts'
import type { LedgerQuery, ReportBy } from './ledger-store.ts'
import { addSums, type ExactRow, type ExactSums, rowOf } from './sums.ts'

/** What a ledger asks of its file. */
export interface LedgerStatements {
	/** Adds a call unless its id is known. */
	insert(entry: LedgerEntry): void
	has(id: string): boolean
	/** Adds the sums of the calls in the file. */
	sumInto(rows: Map<string, ExactRow>, by: ReportBy, query: LedgerQuery): void
}

export function prepareStatements(database: Database.Database): LedgerStatements {
	const insert = database.prepare(
		`insert or ignore into calls values (${Array.from({ length: 18 }, () => '?').join(', ')})`,
	)
	const known = database.prepare('select 1 from calls where id = ?')
	return {
		insert: (entry) => void insert.run(valuesOf(entry)),
		has: (id) => known.all([id]).length > 0,
		sumInto(rows, by, query) {
			const { sql, values } = sumQuery(by, query)
			for (const row of database.prepare(sql).all(values) as SumRow[]) {
				const { billed, estimated } = rowOf(rows, row.group_name)
				addSums(row.billed === 1 ? billed : estimated, {
					...row,
					baseline: exact(row.baseline_micro, row.baseline_rest),
					cost: exact(row.cost_micro, row.cost_rest),
				})
			}
		},
	}
}

function valuesOf(entry: LedgerEntry): (string | number | null)[] {
	return [
		entry.id,
		entry.startedAt,
		entry.provider,
		entry.requestedModel,
		entry.model,
		entry.route,
		JSON.stringify(entry.tags),
		entry.outcome,
		entry.billed ? 1 : 0,
		entry.inputTokens,
		entry.cacheReadInputTokens,
		entry.cacheWriteInputTokens,
		entry.outputTokens,
		entry.reasoningOutputTokens,
		entry.baselineModel,
		entry.baselineInputTokens,
		entry.cost,
		entry.baselineCost,
	]
}

/** A row of `sumQuery`. Money comes in two sums, since one of 1e-12 USD would end at nine million dollars. */
interface SumRow extends Omit<ExactSums, 'baseline' | 'cost'> {
	readonly group_name: string
	readonly billed: number
	readonly baseline_micro: number
	readonly baseline_rest: number
	readonly cost_micro: number
	readonly cost_rest: number
}

function exact(micro: number, rest: number): bigint {
	return BigInt(micro) * 1_000_000n + BigInt(rest)
}

function sumQuery(by: ReportBy, { from, to, tags = {} }: LedgerQuery): { sql: string; values: unknown[] } {
	const tag = tagOf(by)
	const values: unknown[] = tag === undefined ? [] : [tag]
	const where: string[] = []
	const only = (condition: string, ...given: unknown[]): void => {
		where.push(condition)
		values.push(...given)
	}
	if (from !== undefined) only('started_at >= ?', from)
	if (to !== undefined) only('started_at < ?', to)
	for (const [name, value] of Object.entries(tags))
		only('exists (select 1 from json_each(tags) where key = ? and value = ?)', name, value)
	const sql = `select ${groupColumn(by)} as group_name, billed, count(*) as calls,
		sum(cost is null) as unpricedCalls, sum(baseline_input) as baselineInputTokens, sum(input) as inputTokens,
		sum(cache_read) as cacheReadInputTokens, sum(cache_write) as cacheWriteInputTokens,
		sum(output) as outputTokens, sum(reasoning) as reasoningOutputTokens,
		coalesce(sum(baseline_cost / 1000000), 0) as baseline_micro,
		coalesce(sum(baseline_cost % 1000000), 0) as baseline_rest,
		coalesce(sum(cost / 1000000), 0) as cost_micro, coalesce(sum(cost % 1000000), 0) as cost_rest
		from calls ${where.length === 0 ? '' : `where ${where.join(' and ')}`} group by 1, 2`
	return { sql, values }
}

function groupColumn(by: ReportBy): string {
	if (by === 'day') return `strftime('%Y-%m-%d', started_at / 1000, 'unixepoch')`
	if (by === 'month') return `strftime('%Y-%m', started_at / 1000, 'unixepoch')`
	// The name stands in the place of the first value.
	return tagOf(by) === undefined ? by : `coalesce((select value from json_each(tags) where key = ?), '')`
}
