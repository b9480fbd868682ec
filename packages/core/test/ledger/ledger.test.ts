import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CallRecord } from '@headroom/spec'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { type LedgerStore, memoryLedger, type ReportBy, sqliteLedger } from '../../src/index.ts'
import { baselineOf, callRecord, priced, unpriced } from './call-record.ts'

const folder = mkdtempSync(join(tmpdir(), 'ledger-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let files = 0
const stores: readonly (readonly [string, () => LedgerStore])[] = [
	['in memory', () => memoryLedger()],
	['in a file', () => sqliteLedger({ path: join(folder, `${files++}.db`) })],
]

describe.each(stores)('a ledger %s', (_name, open) => {
	const opened: LedgerStore[] = []
	afterEach(() => {
		for (const ledger of opened.splice(0)) ledger.close()
	})
	const filled = (...records: readonly Partial<CallRecord>[]): LedgerStore => {
		const ledger = open()
		opened.push(ledger)
		expect(ledger.record(records.map((record, n) => callRecord({ id: `call-${n}`, ...record })))).toBe(0)
		return ledger
	}
	const groups = (ledger: LedgerStore, by: ReportBy) =>
		ledger.summarize(by).map((row) => [row.group, row.calls])

	it('sums a call up', () => {
		const ledger = filled({
			usage: {
				inputTokens: 600,
				cacheReadInputTokens: 300,
				cacheWriteInputTokens: 100,
				outputTokens: 50,
				reasoningOutputTokens: 20,
			},
			extraCost: priced(0.0004),
		})
		const none = {
			calls: 0,
			unpricedCalls: 0,
			baselineInputTokens: 0,
			inputTokens: 0,
			cacheReadInputTokens: 0,
			cacheWriteInputTokens: 0,
			outputTokens: 0,
			reasoningOutputTokens: 0,
			baselineUsd: 0,
			costUsd: 0,
			savedUsd: 0,
		}
		expect(ledger.summarize('month')).toEqual([
			{
				group: '2026-11',
				calls: 1,
				unpricedCalls: 0,
				baselineInputTokens: 1000,
				inputTokens: 600,
				cacheReadInputTokens: 300,
				cacheWriteInputTokens: 100,
				outputTokens: 50,
				reasoningOutputTokens: 20,
				baselineUsd: 0.003,
				costUsd: 0.0024,
				savedUsd: 0.0006,
				estimated: none,
			},
		])
	})

	it('counts an id once, within one go and later', () => {
		const ledger = filled({ id: 'a' }, { id: 'a', cost: priced(9) }, { id: 'b' })
		ledger.record([callRecord({ id: 'b', cost: priced(9) }), callRecord({ id: 'c' })])
		const [row] = ledger.summarize('month')
		expect(row).toMatchObject({ calls: 3, costUsd: 0.006 })
	})

	it('adds cents up without drift', () => {
		// 0.1 + 0.2 is 0.30000000000000004 in floating point.
		const cents = [0.1, 0.2, 1e-12]
		const ledger = filled(
			...cents.map((usd) => ({ cost: priced(usd), baseline: baselineOf(1, priced(0.7)) })),
		)
		expect(ledger.summarize('month')).toMatchObject([
			{ costUsd: 0.300000000001, baselineUsd: 2.1, savedUsd: 1.799999999999 },
		])
	})

	it('adds fractions of a cent up to the last digit', () => {
		const ledger = filled({ cost: priced(12.000000987654) }, { cost: priced(0.000000123456) })
		expect(ledger.summarize('month')).toMatchObject([{ costUsd: 12.00000111111 }])
	})

	it('holds more money than 64 bits of its unit', () => {
		const ledger = filled(...[1, 2, 3].map(() => ({ cost: priced(8_000_000.01) })))
		expect(ledger.summarize('month')).toMatchObject([{ costUsd: 24_000_000.03 }])
	})

	it('shows a loss as one', () => {
		const ledger = filled({ cost: priced(0.005) })
		expect(ledger.summarize('month')).toMatchObject([{ savedUsd: -0.002 }])
	})

	it('keeps estimates apart, and money that is unpriced out of the sums', () => {
		const ledger = filled(
			{},
			{ usageMark: 'estimated', cost: priced(0.5, 'estimated') },
			{ cost: unpriced },
			{ baseline: baselineOf(1000, unpriced) },
			{ extraCost: unpriced },
			{ usageMark: 'estimated', cost: unpriced },
		)
		expect(ledger.summarize('month')).toMatchObject([
			{
				calls: 4,
				unpricedCalls: 3,
				inputTokens: 2400,
				costUsd: 0.002,
				baselineUsd: 0.003,
				estimated: { calls: 2, unpricedCalls: 1, inputTokens: 1200, costUsd: 0.5, baselineUsd: 0.003 },
			},
		])
	})

	it('begins days and months at midnight in UTC', () => {
		const at = (text: string) => ({ startedAt: Date.parse(text) })
		const ledger = filled(
			at('2026-10-31T23:59:59.999Z'),
			at('2026-11-01T00:00:00Z'),
			at('2026-11-01T01:30:00+02:00'),
			at('1970-01-01T00:00:00Z'),
		)
		expect(groups(ledger, 'month')).toEqual([
			['1970-01', 1],
			['2026-10', 2],
			['2026-11', 1],
		])
		expect(groups(ledger, 'day')).toEqual([
			['1970-01-01', 1],
			['2026-10-31', 2],
			['2026-11-01', 1],
		])
	})

	it('groups by model, provider, route and tag, in order of the names', () => {
		const ledger = filled(
			{ model: 'b/two', provider: 'b', route: 'simple', tags: { team: 'search' } },
			{ model: 'a/one', provider: 'a', route: null, tags: { team: 'billing', feature: 'chat' } },
			{ model: 'b/two', provider: 'b', route: null, tags: {} },
			{ model: 'a/one', provider: 'a', route: 'ﬁne', tags: { team: '😀' } },
			{ model: 'a/one', provider: 'a', route: '😀', tags: { team: '' } },
		)
		expect(groups(ledger, 'model')).toEqual([
			['a/one', 3],
			['b/two', 2],
		])
		expect(groups(ledger, 'provider')).toEqual([
			['a', 3],
			['b', 2],
		])
		expect(groups(ledger, 'route')).toEqual([
			['', 2],
			['simple', 1],
			['😀', 1],
			['ﬁne', 1],
		])
		expect(groups(ledger, 'tag:team')).toEqual([
			['', 2],
			['billing', 1],
			['search', 1],
			['😀', 1],
		])
	})

	it('leaves calls out by time and labels', () => {
		const ledger = filled(
			{ startedAt: 1000, tags: { team: 'a', feature: 'x' } },
			{ startedAt: 2000, tags: { team: 'a' } },
			{ startedAt: 3000, tags: { team: 'b', feature: 'x' } },
		)
		const calls = (query: Parameters<LedgerStore['summarize']>[1]) =>
			ledger.summarize('month', query)[0]?.calls
		expect(calls({ from: 2000 })).toBe(2)
		expect(calls({ to: 2000 })).toBe(1)
		expect(calls({ from: 1000, to: 3000 })).toBe(2)
		expect(calls({ tags: { team: 'a' } })).toBe(2)
		expect(calls({ tags: { team: 'a', feature: 'x' } })).toBe(1)
		expect(calls({ tags: { team: 'a' }, from: 1500 })).toBe(1)
		expect(calls({ tags: { team: "a' or 1=1 --" } })).toBeUndefined()
	})

	it('takes names of tags that mean something elsewhere for names', () => {
		const odd = JSON.parse('{"__proto__":"p","constructor":"c","$.team":"d","team\\"":"q"}')
		const ledger = filled({ tags: odd }, { tags: {} })
		expect(groups(ledger, 'tag:__proto__')).toEqual([
			['', 1],
			['p', 1],
		])
		expect(groups(ledger, 'tag:$.team')).toEqual([
			['', 1],
			['d', 1],
		])
		expect(groups(ledger, 'tag:team"')).toEqual([
			['', 1],
			['q', 1],
		])
		expect(groups(ledger, 'tag:toString')).toEqual([['', 2]])
		expect(Object.prototype).not.toHaveProperty('p')
	})

	it('finds a tag by the whole of a name that is kept shorter', () => {
		const name = 'y'.repeat(100)
		expect(groups(filled({ tags: { [name]: 'v' } }), `tag:${name}`)).toEqual([['v', 1]])
	})

	it('bounds tags in number and length, between graphemes, and keeps control characters out', () => {
		const family = '👩‍👩‍👧'
		const ledger = filled({
			tags: {
				long: 'x'.repeat(1_000_000),
				family: `${'x'.repeat(195)}${family}`,
				nul: 'a\u0000b\ud800',
				...Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`n${n}`, 'v'])),
			},
		})
		expect(groups(ledger, 'tag:long')).toEqual([[`${'x'.repeat(199)}…`, 1]])
		expect(groups(ledger, 'tag:family')).toEqual([[`${'x'.repeat(195)}…`, 1]])
		expect(groups(ledger, 'tag:nul')).toEqual([['a\uFFFDb\uFFFD', 1]])
		expect(ledger.summarize('month', { tags: { nul: 'a\u0000b\ud800' } })[0]?.calls).toBe(1)
		expect(groups(ledger, 'tag:n28')).toEqual([['v', 1]])
		expect(groups(ledger, 'tag:n29')).toEqual([['', 1]])
	})

	it.each([
		['id', { id: '' }],
		['startedAt', { startedAt: Number.NaN }],
		['startedAt', { startedAt: -1 }],
		['startedAt', { startedAt: 8.64e15 }],
		['usage.inputTokens', { usage: { inputTokens: -1, outputTokens: 0 } }],
		['usage.outputTokens', { usage: { inputTokens: 1, outputTokens: 1.5 } }],
		['cost', { cost: priced(Number.NaN) }],
		['cost', { cost: priced(1e8) }],
	])('refuses a record with a wrong %s, and what came with it', (field, wrong) => {
		const ledger = open()
		opened.push(ledger)
		expect(() => ledger.record([callRecord(), callRecord({ id: 'call-2', ...wrong })])).toThrow(
			`ledger: ${field} `,
		)
		expect(ledger.summarize('month')).toEqual([])
	})

	it('says what it can sum up by', () => {
		expect(() => filled().summarize('week' as ReportBy)).toThrow(
			'report: by is "week"; expected one of day, month, model, route, provider, or tag:name, such as tag:team',
		)
		expect(() => filled().summarize('tag:')).toThrow('by is "tag:"')
	})
})
