import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import { HeadroomError } from '@headroom/spec'
import type Database from 'libsql'
import { type Lifetime, lifetimeOf } from './lifetime.ts'
import type { RecallPut, RecallStore } from './store.ts'

/** Where a `sqliteRecallStore` keeps its texts, and for how long. */
export interface SqliteRecallOptions extends Lifetime {
	/** Path of the database; made when missing, its folder is not. Processes may share it. */
	readonly file: string
}

/** A `RecallStore` with a file to close. */
export interface SqliteRecallStore extends RecallStore {
	/** Gives the file free; the store cannot be used afterwards. */
	close(): void
}

/** Milliseconds to wait for another process that writes. */
const PATIENCE = 5000

/**
 * A store in an SQLite file, which outlives the process, a crash of it too; the last texts before a power cut may
 * be lost. Frees what has expired when opened and on `deleteExpired()`. Needs the optional package `libsql`,
 * which is loaded here and not with the module.
 *
 * @throws HeadroomError `invalid-argument` for a value out of range or a file that cannot be opened,
 * `not-supported` where `libsql` cannot be loaded.
 */
export function sqliteRecallStore(options: SqliteRecallOptions): SqliteRecallStore {
	const { ttlMs, now } = lifetimeOf('sqliteRecallStore', options)
	const database = open(options.file)
	// One statement, so that processes that share the file never put a text in place of another.
	const insert = database.prepare(`
		insert into recall (key, text, expires) values (:key, :text, :expires)
		on conflict (key) do update set text = excluded.text, expires = excluded.expires
		where recall.expires <= :now or recall.text = excluded.text`)
	const select = database.prepare('select text from recall where key = :key and expires > :now')
	const expire = database.prepare('delete from recall where expires <= :now')
	const deleteExpired = async (): Promise<number> => expire.run({ now: now() }).changes
	expire.run({ now: now() })
	return {
		async put(scope, id, text): Promise<RecallPut> {
			const bytes = Buffer.from(text, 'utf16le')
			const time = now()
			const entry = { key: keyOf(scope, id), text: bytes, expires: time + ttlMs, now: time }
			return insert.run(entry).changes === 0 ? 'taken' : 'kept'
		},
		async get(scope, id): Promise<string | undefined> {
			const row: unknown = select.get({ key: keyOf(scope, id), now: now() })
			if (typeof row !== 'object' || row === null || !('text' in row)) return undefined
			return row.text instanceof Uint8Array ? Buffer.from(row.text).toString('utf16le') : undefined
		},
		deleteExpired,
		close: () => {
			foldLog(database)
			database.close()
		},
	}
}

function open(file: string): Database.Database {
	const Sqlite = loadLibsql()
	try {
		const database = new Sqlite(file)
		database.exec(`pragma busy_timeout = ${PATIENCE}`)
		database.exec('pragma journal_mode = wal')
		// Waiting for the disk at every text would take more time than compression itself.
		database.exec('pragma synchronous = normal')
		database.exec(
			'create table if not exists recall (key text primary key, text blob not null, expires real not null) without rowid',
		)
		database.exec('create index if not exists recall_expires on recall (expires)')
		return database
	} catch (cause) {
		throw new HeadroomError(
			'invalid-argument',
			`sqliteRecallStore: ${file} cannot be opened; expected an SQLite file, or a new name in a folder that exists and may be written to. Check the path.`,
			{ cause },
		)
	}
}

/** Folds the log into the file and takes it away, unless another process has the file open. */
function foldLog(database: Database.Database): void {
	try {
		database.exec('pragma busy_timeout = 0; pragma journal_mode = delete')
	} catch {
		// Whoever has it open goes on with the log.
	}
}

function loadLibsql(): typeof Database {
	try {
		return createRequire(import.meta.url)('libsql') as typeof Database
	} catch (cause) {
		throw new HeadroomError(
			'not-supported',
			'sqliteRecallStore: the package libsql, which it needs, cannot be loaded; install it with: npm install libsql',
			{ cause },
		)
	}
}

/** A hash, since SQLite ends texts at NUL, by which scopes could be taken for each other. */
function keyOf(scope: string, id: string): string {
	return createHash('sha256').update(`${scope.length}:${scope}${id}`, 'utf16le').digest('hex')
}
