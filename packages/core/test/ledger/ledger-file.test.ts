import { createHash } from 'node:crypto'
import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isHeadroomError } from '@headroom/spec'
import type Database from 'libsql'
import { afterAll, describe, expect, it } from 'vitest'
import { openLedger, sqliteLedger } from '../../src/index.ts'
import { callRecord } from './call-record.ts'

const Sqlite = createRequire(import.meta.url)('libsql') as typeof Database
const folder = mkdtempSync(join(tmpdir(), 'ledger-file-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const hash = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex')
const callsIn = (path: string): number => {
	const ledger = sqliteLedger({ path })
	const calls = ledger.summarize('month').reduce((sum, row) => sum + row.calls, 0)
	ledger.close()
	return calls
}

describe('the file of a ledger', () => {
	it('is made for its owner alone, with its folder, which git leaves alone', () => {
		const project = join(folder, 'project')
		mkdirSync(project)
		const ledger = openLedger({ folder: project })
		ledger.record([callRecord()])
		const inside = join(project, '.headroom')
		for (const name of ['ledger.db', 'ledger.db-wal', 'ledger.db-shm'])
			expect(`${name} ${(statSync(join(inside, name)).mode & 0o777).toString(8)}`).toBe(`${name} 600`)
		expect((statSync(inside).mode & 0o777).toString(8)).toBe('700')
		expect(readFileSync(join(inside, '.gitignore'), 'utf8')).toBe('*\n')
		ledger.close()
		expect(readdirSync(inside).sort()).toEqual(['.gitignore', 'ledger.db'])
		expect(callsIn(join(inside, 'ledger.db'))).toBe(1)
	})

	it('goes into a folder that is there without adding to it', () => {
		const path = join(folder, 'plain', 'my.db')
		mkdirSync(join(folder, 'plain'))
		sqliteLedger({ path }).close()
		expect(readdirSync(join(folder, 'plain'))).toEqual(['my.db'])
	})

	it.each([
		[
			'text',
			(path: string) => writeFileSync(path, 'Dear diary, nothing happened. '.repeat(50)),
			'is no ledger',
		],
		['a few bytes', (path: string) => writeFileSync(path, 'x'), 'is no ledger'],
		[
			'a database of something else',
			(path: string) => {
				const database = new Sqlite(path)
				database.exec('create table calls (id text primary key); insert into calls values (1)')
				database.close()
			},
			'is an SQLite file of something else',
		],
		['a folder', (path: string) => mkdirSync(path), 'is a folder'],
		['a device', (path: string) => symlinkSync('/dev/null', path), 'is no plain file'],
		[
			'a link to nothing',
			(path: string) => symlinkSync(join(folder, 'nowhere'), path),
			'is a link to nothing',
		],
	])('is not taken over when it is %s', (name, make, why) => {
		const path = join(folder, `wrong-${name.replaceAll(' ', '-')}`)
		make(path)
		const before = statSync(path, { throwIfNoEntry: false })?.isFile() ? hash(path) : undefined
		let caught: unknown
		try {
			sqliteLedger({ path })
		} catch (error) {
			caught = error
		}
		expect(isHeadroomError(caught) && caught.code).toBe('invalid-argument')
		expect((caught as Error).message).toBe(
			`ledger: ${path} ${why}; expected the file of a ledger, or a new name in a folder that may be written to. It was left as it is`,
		)
		if (before !== undefined) expect(hash(path)).toBe(before)
		expect(existsSync(join(folder, 'nowhere'))).toBe(false)
	})

	it('of a newer version is left to it', () => {
		const path = join(folder, 'newer.db')
		sqliteLedger({ path }).close()
		const database = new Sqlite(path)
		database.exec('pragma user_version = 99')
		database.close()
		expect(() => sqliteLedger({ path })).toThrow('was made by a newer version of Headroom; upgrade this one')
	})

	it('says that it cannot be made', () => {
		writeFileSync(join(folder, 'a-file'), '')
		expect(() => sqliteLedger({ path: join(folder, 'a-file', 'ledger.db') })).toThrow(/cannot be made \(E/)
	})

	it('may be empty, as after a crash before its first table', () => {
		const path = join(folder, 'empty.db')
		writeFileSync(path, '')
		expect(callsIn(path)).toBe(0)
	})
})

describe('a ledger whose file another process holds', () => {
	/** Holds the lock to write until let go. */
	function holding(path: string): () => void {
		const other = new Sqlite(path)
		other.exec('begin immediate')
		return () => {
			other.exec('rollback')
			other.close()
		}
	}

	it('waits for it briefly, keeps records meanwhile, and writes them by itself', async () => {
		const path = join(folder, 'busy.db')
		const ledger = sqliteLedger({ path })
		const letGo = holding(path)
		const started = performance.now()
		expect(ledger.record([callRecord({ id: 'a' })])).toBe(1)
		// 25 ms, and what a busy machine adds.
		expect(performance.now() - started).toBeLessThan(400)
		const again = performance.now()
		for (let n = 0; n < 100; n++) ledger.record([callRecord({ id: `b${n}` }), callRecord({ id: 'a' })])
		// Each attempt would have waited 25 ms: what is behind a waiting record makes none.
		expect(performance.now() - again).toBeLessThan(2000)
		expect(ledger.record([])).toBe(101)
		expect(ledger.summarize('month')).toMatchObject([{ calls: 101 }])
		letGo()
		for (let tries = 0; ledger.record([]) > 0 && tries < 100; tries++) await sleep(50)
		expect(ledger.record([])).toBe(0)
		const other = new Sqlite(path)
		expect(other.prepare('select count(*) as n from calls').all()).toEqual([{ n: 101 }])
		other.close()
		ledger.close()
	})

	it('does not count a waiting record twice that another process has written', () => {
		const path = join(folder, 'busy-twice.db')
		const ledger = sqliteLedger({ path })
		ledger.record([callRecord({ id: 'a' })])
		const letGo = holding(path)
		expect(ledger.record([callRecord({ id: 'a' }), callRecord({ id: 'b' })])).toBe(2)
		expect(ledger.summarize('month')).toMatchObject([{ calls: 2 }])
		letGo()
		ledger.close()
		expect(callsIn(path)).toBe(2)
	})

	it('writes what waits when it is closed, or says what is lost', () => {
		const path = join(folder, 'busy-closed.db')
		const first = sqliteLedger({ path })
		const letGo = holding(path)
		first.record([callRecord({ id: 'lost' })])
		expect(() => first.close()).toThrow(`1 records could not be written to ${path} before it was closed`)
		const second = sqliteLedger({ path })
		second.record([callRecord({ id: 'kept' })])
		letGo()
		second.close()
		expect(callsIn(path)).toBe(1)
	})

	it('refuses more than it can keep', () => {
		const path = join(folder, 'busy-full.db')
		const ledger = sqliteLedger({ path })
		const letGo = holding(path)
		const many = Array.from({ length: 10_000 }, (_, n) => callRecord({ id: `${n}` }))
		expect(ledger.record(many)).toBe(10_000)
		expect(() => ledger.record([callRecord({ id: 'one too many' })])).toThrow('1 records are lost')
		letGo()
		ledger.close()
		expect(callsIn(path)).toBe(10_000)
	})

	it('takes nothing once it is closed', () => {
		const ledger = sqliteLedger({ path: join(folder, 'closed.db') })
		ledger.close()
		ledger.close()
		expect(() => ledger.record([callRecord()])).toThrow('is closed; open it anew')
		expect(() => ledger.summarize('month')).toThrow('is closed; open it anew')
	})
})
