import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type HeadroomEvent, isHeadroomError } from '@headroom/spec'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { HeadroomClient, openLedger, sqliteLedger } from '../../src/index.ts'
import { callRecord } from './call-record.ts'

vi.mock('node:module', async (original) => {
	const node = await original<typeof import('node:module')>()
	return {
		createRequire: (from: string) => (name: string) => {
			if (name !== 'libsql') return node.createRequire(from)(name)
			throw Object.assign(new Error(`Cannot find module '${name}'`), { code: 'MODULE_NOT_FOUND' })
		},
	}
})

const folder = mkdtempSync(join(tmpdir(), 'ledger-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('a ledger without libsql', () => {
	it('is in memory, and a warning says what to install', () => {
		const events: HeadroomEvent[] = []
		const ledger = openLedger({ folder, observe: (event) => events.push(event) })
		expect(events).toEqual([
			{
				type: 'warning',
				code: 'ledger-in-memory',
				message:
					'calls are booked in memory and end with the process, since the package libsql cannot be loaded; to keep them in a file: npm install libsql',
			},
		])
		ledger.record([callRecord()])
		expect(ledger.summarize('month')).toMatchObject([{ calls: 1 }])
		ledger.close()
		expect(readdirSync(folder)).toEqual([])
	})

	it('is opened all the same where the listener throws', () => {
		const observe = (): never => {
			throw new Error('no listener')
		}
		openLedger({ folder, observe }).close()
	})

	it('is told of in the log of a client whose program has no listener', () => {
		const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
		try {
			const file = join(folder, 'headroom.yaml')
			writeFileSync(file, 'monitoring: { log: true }\n')
			HeadroomClient.fromConfig(file, { monitoring: true }).close()
			expect(write.mock.calls.map(([line]) => line)).toEqual([
				'headroom  warning: calls are booked in memory and end with the process, since the package libsql cannot be loaded; to keep them in a file: npm install libsql\n',
			])
		} finally {
			write.mockRestore()
			rmSync(join(folder, 'headroom.yaml'))
		}
	})

	it('is none when a file is asked for', () => {
		let caught: unknown
		try {
			sqliteLedger({ path: join(folder, 'ledger.db') })
		} catch (error) {
			caught = error
		}
		expect(isHeadroomError(caught) && caught.code).toBe('not-supported')
		expect((caught as Error).message).toContain('install it with: npm install libsql')
		expect(readdirSync(folder)).toEqual([])
	})
})
