import type { CallRecord } from '@headroom/spec'
import { entryOf, type LedgerEntry } from './entry.ts'
import { checkedQuery, groupOf, matches } from './group.ts'
import type { LedgerQuery, LedgerRow, LedgerStore, ReportBy } from './ledger-store.ts'
import { addEntry, addSums, type ExactRow, ledgerRows, noSums, rowOf } from './sums.ts'

/** How much a ledger in memory holds. */
export interface MemoryLedgerOptions {
	/**
	 * Calls that are held one by one, some 40 MB at the default. Older ones are summed up by hour, model, provider, route
	 * and tags: no sum loses anything, but `from` and `to` then take or leave whole hours, and their ids are forgotten.
	 *
	 * @default 100000
	 */
	readonly maxRecords?: number
}

/** Calls of one hour that no report tells apart. */
interface Folded {
	/** One of them, at the beginning of the hour. */
	readonly entry: LedgerEntry
	readonly row: ExactRow
}

const HOUR = 3_600_000

/** A ledger that ends with the process. */
export function memoryLedger({ maxRecords = 100_000 }: MemoryLedgerOptions = {}): LedgerStore {
	const entries = new Map<string, LedgerEntry>()
	const folded = new Map<string, Folded>()
	return {
		record(records: readonly CallRecord[]): number {
			for (const entry of records.map(entryOf)) if (!entries.has(entry.id)) entries.set(entry.id, entry)
			if (entries.size > maxRecords) foldOldest(entries, folded, entries.size - Math.floor(maxRecords / 2))
			return 0
		},
		summarize(by: ReportBy, given?: LedgerQuery): readonly LedgerRow[] {
			const query = checkedQuery(by, given)
			const rows = new Map<string, ExactRow>()
			for (const { entry, row } of folded.values()) {
				if (!matches(entry, query)) continue
				const into = rowOf(rows, groupOf(entry, by))
				addSums(into.billed, row.billed)
				addSums(into.estimated, row.estimated)
			}
			for (const entry of entries.values())
				if (matches(entry, query)) addEntry(rowOf(rows, groupOf(entry, by)), entry)
			return ledgerRows(rows)
		},
		close: () => {
			entries.clear()
			folded.clear()
		},
	}
}

function foldOldest(entries: Map<string, LedgerEntry>, folded: Map<string, Folded>, count: number): void {
	for (const entry of [...entries.values()].slice(0, count)) {
		entries.delete(entry.id)
		const startedAt = Math.floor(entry.startedAt / HOUR) * HOUR
		const { provider, model, route, tags } = entry
		const key = JSON.stringify([startedAt, provider, model, route, Object.entries(tags).sort()])
		let together = folded.get(key)
		if (together === undefined) {
			together = { entry: { ...entry, startedAt }, row: { billed: noSums(), estimated: noSums() } }
			folded.set(key, together)
		}
		addEntry(together.row, entry)
	}
}
