import type { CallRecord } from '@headroom/spec'
import { entryOf, type LedgerEntry } from './entry.ts'
import { checkedQuery, groupOf, matches } from './group.ts'
import type { LedgerQuery, LedgerRow, LedgerStore, ReportBy } from './ledger-store.ts'
import { addEntry, type ExactRow, ledgerRows, rowOf } from './sums.ts'

/** A ledger that ends with the process. */
export function memoryLedger(): LedgerStore {
	const entries = new Map<string, LedgerEntry>()
	return {
		record(records: readonly CallRecord[]): number {
			for (const entry of records.map(entryOf)) if (!entries.has(entry.id)) entries.set(entry.id, entry)
			return 0
		},
		summarize(by: ReportBy, given?: LedgerQuery): readonly LedgerRow[] {
			const query = checkedQuery(by, given)
			const rows = new Map<string, ExactRow>()
			for (const entry of entries.values())
				if (matches(entry, query)) addEntry(rowOf(rows, groupOf(entry, by)), entry)
			return ledgerRows(rows)
		},
		close: () => entries.clear(),
	}
}
