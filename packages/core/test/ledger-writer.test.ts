import { type CallRecord, HeadroomError, type WarningEvent } from '@headroom/spec'
import { scriptedModel } from '@headroom/spec/testing'
import { describe, expect, it } from 'vitest'
import { LedgerWriter } from '../src/account/ledger-writer.ts'
import { HeadroomClient, memoryLedger } from '../src/index.ts'
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

describe('a ledger that is closed', () => {
	const answers = () => scriptedModel(['Fine.', 'Fine.', 'Fine.'], 'openai')

	it('stays open for the clients that share it', async () => {
		const ledger = memoryLedger()
		const [one, two] = [1, 2].map(() => new HeadroomClient({ ledger, chatModel: answers() })) as [
			HeadroomClient,
			HeadroomClient,
		]
		await one.chat('How are you?')
		one.close()
		one.close()
		await two.chat('And you?')
		expect(two.report().total.estimated.calls + two.report().total.calls).toBe(2)
		two.close()
	})

	it('is closed with the last of them', () => {
		const ledger = new Flaky()
		const [one, two] = [1, 2].map(() => new LedgerWriter(ledger, () => {}))
		one?.close()
		expect(ledger.closed).toBe(false)
		two?.close()
		expect(ledger.closed).toBe(true)
	})

	it.each([false, true])('waits for the call that is under way, streamed: %s', async (streamed) => {
		const ledger = new Flaky()
		const client = new HeadroomClient({ ledger, chatModel: answers() })
		const answer = streamed ? client.stream('How are you?').result : client.chat('How are you?')
		client.close()
		expect(ledger.closed).toBe(false)
		const { record } = await answer
		expect(ledger.ids).toEqual([record.id])
		expect(ledger.closed).toBe(true)
	})

	it('does not wait for a call that came to nothing, nor for one that was left', async () => {
		const ledger = new Flaky()
		const client = new HeadroomClient({ ledger, chatModel: answers() })
		await expect(client.chat(7 as never)).rejects.toThrow()
		await expect(client.chat('Hello', { signal: AbortSignal.abort() })).rejects.toThrow()
		for await (const _ of client.stream('How are you?')) break
		const unread = client.stream('How are you?')[Symbol.asyncIterator]()
		await unread.return?.()
		client.close()
		expect(ledger.closed).toBe(true)
	})
})
