import { describe, expect, it } from 'vitest'
import { memoryRecallStore } from '../src/index.ts'

describe('memoryRecallStore', () => {
	it('forgets a text when its time is over, counted from when it was last put', async () => {
		let time = 1000
		const store = memoryRecallStore({ ttlMs: 100, now: () => time })
		expect(await store.put('s', 'a', 'A')).toBe('kept')
		expect(await store.put('s', 'b', 'B')).toBe('kept')
		time = 1060
		expect(await store.put('s', 'a', 'A')).toBe('kept')
		time = 1099
		expect(await store.get('s', 'b')).toBe('B')
		time = 1100
		expect(await store.get('s', 'b')).toBeUndefined()
		expect(await store.get('s', 'a')).toBe('A')
		expect(await store.deleteExpired()).toBe(1)
		expect(await store.deleteExpired()).toBe(0)
		time = 1160
		expect(await store.get('s', 'a')).toBeUndefined()
	})

	it('never puts a text in place of another while that one lives', async () => {
		let time = 0
		const store = memoryRecallStore({ ttlMs: 10, now: () => time })
		await store.put('s', 'a', 'first')
		expect(await store.put('s', 'a', 'second')).toBe('taken')
		expect(await store.get('s', 'a')).toBe('first')
		expect(await store.put('t', 'a', 'second')).toBe('kept')
		time = 10
		expect(await store.put('s', 'a', 'second')).toBe('kept')
		expect(await store.get('s', 'a')).toBe('second')
	})

	it('makes room by the text longest untouched: three of 4 bytes do not fit into 10', async () => {
		const store = memoryRecallStore({ maxBytes: 10 })
		await store.put('s', 'a', 'aa')
		await store.put('s', 'b', 'bb')
		await store.put('s', 'a', 'aa')
		await store.put('s', 'c', 'cc')
		expect(await store.get('s', 'a')).toBe('aa')
		expect(await store.get('s', 'b')).toBeUndefined()
		expect(await store.get('s', 'c')).toBe('cc')
		expect(await store.put('s', 'd', 'dddddd')).toBe('too-large')
		expect(await store.get('s', 'c')).toBe('cc')
	})

	it('tells scopes apart that a joined key would not', async () => {
		const store = memoryRecallStore()
		await store.put('ab', 'c', 'one')
		expect(await store.get('a', 'bc')).toBeUndefined()
	})

	it('refuses options that make no sense', () => {
		expect(() => memoryRecallStore({ ttlMs: 0 })).toThrow('ttlMs is 0; expected a number above 0')
		expect(() => memoryRecallStore({ maxBytes: Number.NaN })).toThrow('maxBytes is NaN')
	})
})
