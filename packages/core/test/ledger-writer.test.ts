import { type CallRecord, HeadroomError, type WarningEvent } from '@headroom/spec'
import { scriptedModel } from '@headroom/spec/testing'
import { describe, expect, it } from 'vitest'
import { LedgerWriter } from '../src/account/ledger-writer.ts'
import { HeadroomClient } from '../src/index.ts'
import type { LedgerStore } from '../src/ledger/ledger-store.ts'

class Flaky implements LedgerStore {
	broken = false
	closed = false
	readonly ids: string[] = []

	record(records: readonly CallRecord[]): number {
		if (this.broken) throw new Error('disk full')
		if (records.some(({ id }) => id === 'wrong'))
			throw new HeadroomError('invalid-argument', 'no such record')
		this.ids.push(...records.map(({ id }) => id))
		return 0
	}

	summarize(): [] {
		return []
	}

	close(): void {
		this.closed = true
	}
}

function recordOf(id: string): CallRecord {
	const nothing = { inputTokens: 0, outputTokens: 0 }
	const cost = { status: 'priced', usd: 0, mark: 'billed' } as const
	return {
		id,
		startedAt: 0,
		provider: 'openai',
		requestedModel: 'openai/m',
		model: 'openai/m',
		route: null,
		tags: {},
		outcome: 'completed',
		usage: nothing,
		usageMark: 'billed',
		originalInputTokens: 0,
		cost,
		baseline: { model: 'openai/m', usage: nothing, cost },
	}
}

describe('a ledger that fails', () => {
	it('breaks no call, is told as a warning, and gets what it missed with the next record', () => {
		const warnings: WarningEvent[] = []
		const ledger = new Flaky()
		const writer = new LedgerWriter(ledger, (warning) => warnings.push(warning))
		ledger.broken = true
		writer.write(recordOf('a'))
		writer.write(recordOf('b'))
		expect(warnings.map(({ code }) => code)).toEqual(['ledger-failed', 'ledger-failed'])
		expect(warnings[1]?.message).toBe(
			'the ledger did not take the record of a call (disk full); 2 wait for the next call',
		)
		ledger.broken = false
		writer.write(recordOf('c'))
		expect(ledger.ids).toEqual(['a', 'b', 'c'])
		expect(warnings).toHaveLength(2)
	})

	it('loses a record that it refuses, and no other', () => {
		const warnings: WarningEvent[] = []
		const ledger = new Flaky()
		const writer = new LedgerWriter(ledger, (warning) => warnings.push(warning))
		ledger.broken = true
		for (const id of ['a', 'wrong', 'b']) writer.write(recordOf(id))
		ledger.broken = false
		writer.write(recordOf('wrong'))
		writer.write(recordOf('c'))
		expect(ledger.ids).toEqual(['a', 'b', 'c'])
		expect(warnings.slice(3).map(({ message }) => message)).toEqual([
			'the ledger refused the record of a call, which is lost (no such record)',
			'the ledger refused the record of a call, which is lost (no such record)',
		])
	})

	it('is waited for with at most 10,000 records, the newest', () => {
		const ledger = new Flaky()
		const warnings: WarningEvent[] = []
		const writer = new LedgerWriter(ledger, (warning) => warnings.push(warning))
		ledger.broken = true
		for (let n = 0; n < 10_003; n++) writer.write(recordOf(String(n)))
		expect(warnings.at(-1)?.message).toMatch(/10000 wait for the next call, 3 older ones are lost$/)
		ledger.broken = false
		writer.close()
		expect(ledger.closed).toBe(true)
		expect(ledger.ids).toHaveLength(10_000)
		expect(ledger.ids[0]).toBe('3')
	})

	it('lets chat answer all the same', async () => {
		const events: string[] = []
		const ledger = new Flaky()
		ledger.broken = true
		const client = new HeadroomClient({
			ledger,
			chatModel: scriptedModel(['Fine.', 'Fine again.'], 'openai'),
			observe: (event) => events.push(event.type === 'warning' ? event.code : event.type),
		})
		expect((await client.chat('How are you?')).content).toBe('Fine.')
		expect(events.slice(-2)).toEqual(['ledger-failed', 'call'])
		ledger.broken = false
		const { record } = await client.chat('And now?')
		expect(ledger.ids).toHaveLength(2)
		expect(ledger.ids[1]).toBe(record.id)
		client.close()
		expect(ledger.closed).toBe(true)
	})
})
