import { closeSync, lstatSync, mkdirSync, openSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { HeadroomError } from '@headroom/spec'
import type Database from 'libsql'

/** Says in the header of an SQLite file that it is a ledger: `HdRm`. */
const APPLICATION_ID = 0x4864526d

/** Bytes of the smallest page, and so of the smallest file. */
const SMALLEST_FILE = 512

/** What SQLite answers for a file that does not begin as its own do. */
const NOT_A_DATABASE = 26

/** Milliseconds that opening waits for another process that makes or mends the file. */
const OPENING_PATIENCE = 1000

/** Milliseconds that one attempt to write waits, so that the event loop stands still for at most 50. */
const WRITING_PATIENCE = 25

/** What leads from one version of the file to the next; a file's version is the number of steps it has taken. */
const MIGRATIONS: readonly string[] = [
	`create table calls (
		id text primary key, started_at integer not null, provider text not null, requested_model text not null,
		model text not null, route text not null, tags text not null, outcome text not null, billed integer not null,
		input integer not null, cache_read integer not null, cache_write integer not null, output integer not null,
		reasoning integer not null, baseline_model text not null, baseline_input integer not null,
		cost integer, baseline_cost integer
	) strict;
	create index calls_started_at on calls (started_at);`,
]

/**
 * Opens the file of a ledger, or makes it, for its owner alone (0600), together with its folder.
 *
 * @throws HeadroomError `invalid-argument` for what is no ledger, which is left as it is, or cannot be opened;
 * `not-supported` where `libsql` cannot be loaded, before anything is made.
 */
export function openLedgerFile(path: string): Database.Database {
	const Sqlite = loadLibsql()
	makeFile(path)
	checkKind(path)
	let database: Database.Database | undefined
	try {
		database = new Sqlite(path)
		database.exec(`pragma busy_timeout = ${OPENING_PATIENCE}`)
		migrate(database, path)
		database.exec('pragma journal_mode = wal')
		// A commit outlives the process without waiting for the disk; a power cut may take the last ones.
		database.exec('pragma synchronous = normal')
		database.exec(`pragma busy_timeout = ${WRITING_PATIENCE}`)
		return database
	} catch (cause) {
		database?.close()
		if (cause instanceof HeadroomError) throw cause
		if ((cause as { rawCode?: unknown }).rawCode === NOT_A_DATABASE)
			throw refused(path, 'is no ledger', cause)
		throw refused(path, `cannot be opened (${String((cause as Error).message)})`, cause)
	}
}

function migrate(database: Database.Database, path: string): void {
	if (versionOf(database, path) === MIGRATIONS.length) return
	database.exec('begin immediate')
	try {
		// Another process may have done it in between.
		const from = versionOf(database, path)
		for (const step of MIGRATIONS.slice(from)) database.exec(step)
		database.exec(`pragma application_id = ${APPLICATION_ID}; pragma user_version = ${MIGRATIONS.length}`)
		database.exec('commit')
	} catch (error) {
		if (database.inTransaction) database.exec('rollback')
		throw error
	}
}

function versionOf(database: Database.Database, path: string): number {
	const id = numberOf(database, 'select application_id as n from pragma_application_id')
	const version = numberOf(database, 'select user_version as n from pragma_user_version')
	const tables = numberOf(database, 'select count(*) as n from sqlite_master')
	if (id === 0 && version === 0 && tables === 0) return 0
	if (id !== APPLICATION_ID) throw refused(path, 'is an SQLite file of something else')
	if (version > MIGRATIONS.length)
		throw refused(path, 'was made by a newer version of Headroom; upgrade this one')
	return version
}

function numberOf(database: Database.Database, sql: string): number {
	const [row] = database.prepare(sql).all() as { n: number }[]
	return row?.n ?? 0
}

/** Makes an empty file where there is none; never through a link, nor in place of another. */
function makeFile(path: string): void {
	try {
		if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) return
		const folder = dirname(path)
		const made = mkdirSync(folder, { recursive: true, mode: 0o700 })
		if (made !== undefined && basename(folder) === '.headroom')
			writeFileSync(join(folder, '.gitignore'), '*\n', { flag: 'wx' })
		closeSync(openSync(path, 'wx', 0o600))
	} catch (cause) {
		// Another process may have been first.
		if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return
		throw refused(path, `cannot be made (${(cause as NodeJS.ErrnoException).code})`, cause)
	}
}

/**
 * Looks at what the path leads to. The file itself is left to SQLite: closing it here would give up the locks that
 * this process holds on it (POSIX), under another ledger of the same file.
 */
function checkKind(path: string): void {
	const stat = statSync(path, { throwIfNoEntry: false })
	if (stat === undefined) throw refused(path, 'is a link to nothing')
	if (!stat.isFile()) throw refused(path, stat.isDirectory() ? 'is a folder' : 'is no plain file')
	// SQLite would take so short a file for an empty one.
	if (stat.size > 0 && stat.size < SMALLEST_FILE) throw refused(path, 'is no ledger')
}

function refused(path: string, why: string, cause?: unknown): HeadroomError {
	return new HeadroomError(
		'invalid-argument',
		`ledger: ${path} ${why}; expected the file of a ledger, or a new name in a folder that may be written to. It was left as it is`,
		{ cause },
	)
}

function loadLibsql(): typeof Database {
	try {
		return createRequire(import.meta.url)('libsql') as typeof Database
	} catch (cause) {
		throw new HeadroomError(
			'not-supported',
			'ledger: the package libsql, which a ledger in a file needs, cannot be loaded; install it with: npm install libsql',
			{ cause },
		)
	}
}
