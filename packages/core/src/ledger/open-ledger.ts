import { resolve } from 'node:path'
import { type HeadroomEvent, isHeadroomError, tell } from '@headroom/spec'
import type { LedgerStore } from './ledger-store.ts'
import { memoryLedger } from './memory-ledger.ts'
import { sqliteLedger } from './sqlite-ledger.ts'

/** Where a ledger is when nothing says otherwise, beside `headroom.yaml` or in the current folder. */
export const defaultLedgerPath: string = '.headroom/ledger.db'

/** Which ledger, as `monitoring.ledger` of a configuration says it. */
export interface LedgerOptions {
	/** `memory` ends with the process, `sqlite` is a file. @default 'sqlite' */
	readonly store?: 'sqlite' | 'memory'
	/** The file. @default '.headroom/ledger.db' */
	readonly path?: string
	/** What the path is relative to: the folder of headroom.yaml. @default the current folder */
	readonly folder?: string | undefined
	/** Hears the warning `ledger-in-memory`. */
	readonly observe?: ((event: HeadroomEvent) => void) | undefined
}

/**
 * Opens a ledger: in a file where `libsql` is installed, else in memory, with a warning that says what to install.
 *
 * @throws HeadroomError `invalid-argument` for a file that is no ledger or cannot be opened.
 */
export function openLedger(options: LedgerOptions = {}): LedgerStore {
	const { store = 'sqlite', path = defaultLedgerPath, folder = process.cwd(), observe } = options
	if (store === 'memory') return memoryLedger()
	try {
		return sqliteLedger({ path: resolve(folder, path) })
	} catch (error) {
		if (!isHeadroomError(error) || error.code !== 'not-supported') throw error
		tell(observe === undefined ? undefined : { observe }, {
			type: 'warning',
			code: 'ledger-in-memory',
			message:
				'calls are booked in memory and end with the process, since the package libsql cannot be loaded; to keep them in a file: npm install libsql',
		})
		return memoryLedger()
	}
}
