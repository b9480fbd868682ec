import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { ContextCompressor } from '../src/index.ts'
import { sqliteRecallStore } from '../src/recall-sqlite.ts'

const folder = mkdtempSync(join(tmpdir(), 'recall-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('sqliteRecallStore', () => {
	it('gives texts back after a restart, exactly: NUL, CRLF, an emoji, a lone surrogate, nothing at all', async () => {
		const file = join(folder, 'restart.db')
		const texts = ['a\u0000b\r\nc', '👩‍👩‍👧', 'x\ud800y', '']
		const first = sqliteRecallStore({ file })
		for (const [n, text] of texts.entries()) expect(await first.put('s', `id${n}`, text)).toBe('kept')
		first.close()
		const second = sqliteRecallStore({ file })
		for (const [n, text] of texts.entries()) expect(await second.get('s', `id${n}`)).toBe(text)
		second.close()
	})

	it('lets a compressor recall what one before it left out', async () => {
		const file = join(folder, 'compressor.db')
		const log = Array.from({ length: 60 }, (_, n) => `alpha unit ${n + 1} runs as planned`).join('\r\n')
		const first = sqliteRecallStore({ file })
		const options = { minTokens: 0, scope: 'session 1' }
		const { text } = await new ContextCompressor({ ...options, recall: first }).compress(log, {
			query: 'unit 7',
		})
		first.close()
		const second = sqliteRecallStore({ file })
		const compressor = new ContextCompressor({ ...options, recall: second })
		let whole = text
		for (const [marker, id] of text.matchAll(/\[… [^\]]+ · recall ([0-9a-z]+)\]/g)) {
			whole = whole.replace(marker, await compressor.recall(id ?? ''))
		}
		expect(text).not.toBe(log)
		expect(whole).toBe(log)
		expect((await compressor.compress(log, { query: 'unit 7' })).text).toBe(text)
		second.close()
	})

	it('keeps scopes apart, those with NUL in their names too', async () => {
		const store = sqliteRecallStore({ file: join(folder, 'scopes.db') })
		await store.put('a', 'id', 'of a')
		expect(await store.get('a\u0000b', 'id')).toBeUndefined()
		expect(await store.put('a\u0000b', 'id', 'of b')).toBe('kept')
		expect(await store.get('a', 'id')).toBe('of a')
		store.close()
	})

	it('never puts a text in place of another while that one lives, and frees it when its time is over', async () => {
		let time = 0
		const store = sqliteRecallStore({ file: join(folder, 'expiry.db'), ttlMs: 10, now: () => time })
		expect(await store.put('s', 'a', 'first')).toBe('kept')
		expect(await store.put('s', 'a', 'second')).toBe('taken')
		time = 5
		expect(await store.put('s', 'a', 'first')).toBe('kept')
		time = 14
		expect(await store.get('s', 'a')).toBe('first')
		time = 15
		expect(await store.get('s', 'a')).toBeUndefined()
		expect(await store.deleteExpired()).toBe(1)
		expect(await store.put('s', 'a', 'second')).toBe('kept')
		expect(await store.get('s', 'a')).toBe('second')
		store.close()
	})

	it('may be shared by two that have it open', async () => {
		const file = join(folder, 'shared.db')
		const [one, two] = [sqliteRecallStore({ file }), sqliteRecallStore({ file })]
		await one.put('s', 'a', 'from one')
		expect(await two.get('s', 'a')).toBe('from one')
		expect(await two.put('s', 'a', 'from two')).toBe('taken')
		one.close()
		two.close()
	})

	it('says which file cannot be opened', () => {
		const file = join(folder, 'not-a-database')
		writeFileSync(
			file,
			'this is plain text, and long enough to be read as a header of some database'.repeat(20),
		)
		expect(() => sqliteRecallStore({ file })).toThrow('not-a-database cannot be opened')
	})
})
