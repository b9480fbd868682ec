import { resolve } from 'node:path'
import { type CallRecord, HeadroomError } from '@headroom/spec'
import type Database from 'libsql'
import { entryOf, type LedgerEntry } from './entry.ts'
import { checkedQuery, groupOf, matches } from './group.ts'
import { openLedgerFile } from './ledger-file.ts'
import type { LedgerQuery, LedgerRow, LedgerStore, ReportBy } from './ledger-store.ts'
import { type LedgerStatements, prepareStatements } from './sqlite-statements.ts'
import { addEntry, type ExactRow, ledgerRows, rowOf } from './sums.ts'
import { Waiting } from './waiting.ts'

/** Where a `sqliteLedger` keeps its records. */
export interface SqliteLedgerOptions {
	/** Path of the file; made when missing, with its folder. Processes may share it. */
	readonly path: string
}

/** Milliseconds that closing tries to write what waits. */
const CLOSING_PATIENCE = 1000

/**
 * A ledger in an SQLite file. What `record` returned 0 for outlives the process, a crash of it too; the last records
 * before a power cut may be lost. Processes may write at once: one attempt waits at most 25 ms for another process,
 * then the records wait and are tried again. Needs the package `libsql`, which is loaded here and not with the module.
 *
 * @throws HeadroomError `invalid-argument` for a file that is no ledger or cannot be opened, `not-supported` where
 * `libsql` cannot be loaded.
 */
export function sqliteLedger({ path }: SqliteLedgerOptions): LedgerStore {
	return new SqliteLedger(resolve(path))
}

class SqliteLedger implements LedgerStore {
	readonly #path: string
	readonly #database: Database.Database
	readonly #statements: LedgerStatements
	readonly #waiting: Waiting
	#open = true

	constructor(path: string) {
		this.#path = path
		this.#database = openLedgerFile(path)
		this.#statements = prepareStatements(this.#database)
		this.#waiting = new Waiting((entries) => this.#write(entries))
	}

	record(records: readonly CallRecord[]): number {
		if (!this.#open) throw this.#closed()
		const entries = records.map(entryOf)
		if (this.#waiting.size > 0) {
			this.#waiting.add(entries)
			return this.#waiting.size
		}
		try {
			this.#write(entries)
		} catch (cause) {
			if (!isBusy(cause)) throw this.#unwritable(cause)
			this.#waiting.add(entries)
		}
		return this.#waiting.size
	}

	summarize(by: ReportBy, given?: LedgerQuery): readonly LedgerRow[] {
		const query = checkedQuery(by, given)
		if (!this.#open) throw this.#closed()
		try {
			this.#waiting.flush()
		} catch {
			// They are added to the sums below.
		}
		const rows = new Map<string, ExactRow>()
		this.#statements.sumInto(rows, by, query)
		for (const entry of this.#waiting.values()) {
			if (matches(entry, query) && !this.#statements.has(entry.id))
				addEntry(rowOf(rows, groupOf(entry, by)), entry)
		}
		return ledgerRows(rows)
	}

	close(): void {
		if (!this.#open) return
		this.#open = false
		this.#waiting.stop()
		try {
			this.#database.exec(`pragma busy_timeout = ${CLOSING_PATIENCE}`)
			this.#waiting.flush()
		} catch (cause) {
			throw new HeadroomError(
				'timeout',
				`ledger: ${this.#waiting.size} records could not be written to ${this.#path} before it was closed; see which process holds it`,
				{ cause },
			)
		} finally {
			this.#foldLog()
			this.#database.close()
		}
	}

	/** All or none. */
	#write(entries: readonly LedgerEntry[]): void {
		const [first] = entries
		// A single statement is its own transaction.
		if (first !== undefined && entries.length === 1) {
			this.#statements.insert(first)
			return
		}
		this.#database.exec('begin immediate')
		try {
			for (const entry of entries) this.#statements.insert(entry)
			this.#database.exec('commit')
		} catch (error) {
			// A full disk has rolled it back already.
			if (this.#database.inTransaction) this.#database.exec('rollback')
			throw error
		}
	}

	/** Takes the write-ahead log into the file and away, unless another process has the file open. */
	#foldLog(): void {
		try {
			this.#database.exec('pragma busy_timeout = 0; pragma journal_mode = delete')
		} catch {
			// Whoever has it open goes on with the log.
		}
	}

	#closed(): HeadroomError {
		return new HeadroomError('invalid-argument', `ledger: ${this.#path} is closed; open it anew`)
	}

	#unwritable(cause: unknown): HeadroomError {
		return new HeadroomError(
			'not-supported',
			`ledger: ${this.#path} cannot be written to (${String((cause as Error).message)}); see whether its disk is full, and who owns it`,
			{ cause },
		)
	}
}

/** Whether another process holds the file. The low byte of an extended code is the code itself. */
function isBusy(error: unknown): boolean {
	const raw = (error as { rawCode?: unknown }).rawCode
	return typeof raw === 'number' && ((raw & 0xff) === 5 || (raw & 0xff) === 6)
}
