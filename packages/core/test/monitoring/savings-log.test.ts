import type { HeadroomEvent } from '@headroom/spec'
import { describe, expect, it, vi } from 'vitest'
import { savingsLog } from '../../src/index.ts'
import { baselineOf, callEvent, priced, unpriced } from '../ledger/call-record.ts'

function logged(...events: readonly HeadroomEvent[]): string {
	let text = ''
	const observe = savingsLog({
		write: (line) => {
			text += line
		},
	})
	for (const event of events) observe(event)
	return text
}

const saving = {
	model: 'openai/gpt-4o-mini',
	usage: { inputTokens: 5120, outputTokens: 50 },
	cost: priced(0.0013),
	baseline: baselineOf(8412, priced(0.0021)),
	savedUsd: 0.0008,
}

describe('the log of savings', () => {
	it('has a line for each call', () => {
		expect(logged(callEvent(saving))).toBe(
			'headroom  openai/gpt-4o-mini  8,412 → 5,120 tokens  −39.1 %  $0.0021 → $0.0013 (saved $0.0008, billed)  +1.3 ms\n',
		)
	})

	it('shows a loss as one, with what stages paid for', () => {
		const record = {
			...saving,
			usage: { inputTokens: 9000, outputTokens: 1 },
			extraCost: priced(0.001),
			savedUsd: -0.0002,
		}
		expect(logged(callEvent(record))).toBe(
			'headroom  openai/gpt-4o-mini  8,412 → 9,000 tokens  +7.0 %  $0.0021 → $0.0023 (lost $0.0002, billed)  +1.3 ms\n',
		)
	})

	it('says that money is estimated, or unpriced and why', () => {
		expect(logged(callEvent({ ...saving, usageMark: 'estimated' }))).toContain('(saved $0.0008, estimated)')
		const { savedUsd: _, ...rest } = saving
		expect(logged(callEvent({ ...rest, cost: unpriced }))).toContain(
			'  −39.1 %  unpriced: no price is known of acme/unknown  +1.3 ms\n',
		)
	})

	it('says how a call ended that did not end well', () => {
		const none = {
			usage: { inputTokens: 0, outputTokens: 0 },
			cost: priced(0),
			baseline: baselineOf(0, priced(0)),
			savedUsd: 0,
		}
		const error = { code: 'provider-error', reason: 'rate-limit', status: 429 } as const
		expect(logged(callEvent({ ...none, outcome: 'failed' }, { error }))).toBe(
			'headroom  openai/gpt-4o  failed: rate-limit 429  +1.3 ms\n',
		)
		const paid = { ...none, outcome: 'failed', extraCost: priced(0.001), savedUsd: -0.001 } as const
		expect(logged(callEvent(paid, { error }))).toContain('  $0 → $0.001 (lost $0.001, billed)')
		expect(logged(callEvent({ ...saving, outcome: 'truncated' }))).toContain(
			'  truncated  8,412 → 5,120 tokens',
		)
	})

	it('lets nothing through that a terminal would obey', () => {
		const text = logged(callEvent({ ...saving, model: 'evil/\u001b[2J\r\nheadroom  fine' }))
		expect(text.split('\n')).toHaveLength(2)
		expect(text).toContain('evil/\\u{1b}[2J\\u{d}\\u{a}headroom')
	})

	it('goes to standard error, and is of calls and the ledger alone', () => {
		const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
		try {
			const observe = savingsLog()
			observe({ type: 'warning', code: 'x', message: 'y' })
			expect(write).not.toHaveBeenCalled()
			observe(callEvent(saving))
			expect(write).toHaveBeenCalledOnce()
			expect(String(write.mock.calls[0]?.[0])).toMatch(/^headroom {2}openai/)
			observe({ type: 'warning', code: 'ledger-in-memory', message: 'install libsql' })
			expect(write).toHaveBeenLastCalledWith('headroom  warning: install libsql\n')
		} finally {
			write.mockRestore()
		}
	})
})
