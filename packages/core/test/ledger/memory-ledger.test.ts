import { expect, it } from 'vitest'
import { memoryLedger, type ReportBy } from '../../src/index.ts'
import { madeUpRecord } from './made-up-records.ts'

it('a ledger in memory that sums up older calls has the sums of one that keeps them all', () => {
	const [all, few] = [memoryLedger(), memoryLedger({ maxRecords: 100 })]
	const records = Array.from({ length: 3000 }, (_, n) => madeUpRecord(n))
	all.record(records)
	for (const record of records) few.record([record])
	for (const by of [
		'month',
		'day',
		'model',
		'provider',
		'route',
		'tag:team',
		'tag:feature',
	] satisfies ReportBy[]) {
		expect(few.summarize(by)).toEqual(all.summarize(by))
		const query = { tags: { team: 'search' }, from: Date.UTC(2026, 2, 1), to: Date.UTC(2026, 8, 1) }
		expect(few.summarize(by, query)).toEqual(all.summarize(by, query))
	}
	expect(all.summarize('month').reduce((sum, { calls, estimated }) => sum + calls + estimated.calls, 0)).toBe(
		3000,
	)
})
