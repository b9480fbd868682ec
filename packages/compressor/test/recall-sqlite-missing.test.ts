import { mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isHeadroomError } from '@headroom/spec'
import { describe, expect, it, vi } from 'vitest'
import { sqliteRecallStore } from '../src/recall-sqlite.ts'

vi.mock('node:module', () => ({
	createRequire: () => (name: string) => {
		throw Object.assign(new Error(`Cannot find module '${name}'`), { code: 'MODULE_NOT_FOUND' })
	},
}))

describe('sqliteRecallStore without libsql', () => {
	it('loads, and says on use what to install', () => {
		const folder = mkdtempSync(join(tmpdir(), 'recall-'))
		let caught: unknown
		try {
			sqliteRecallStore({ file: join(folder, 'recall.db') })
		} catch (error) {
			caught = error
		}
		expect(isHeadroomError(caught) && caught.code).toBe('not-supported')
		expect((caught as Error).message).toBe(
			'sqliteRecallStore: the package libsql, which it needs, cannot be loaded; install it with: npm install libsql',
		)
		expect((caught as Error).cause).toMatchObject({ code: 'MODULE_NOT_FOUND' })
		expect(readdirSync(folder)).toEqual([])
	})
})
