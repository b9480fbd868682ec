import { describe, expect, it } from 'vitest'
import { cost, integer, usd } from '../src/format.ts'

describe('format', () => {
	it.each([
		[0, '$0'],
		[12.3456, '$12.35'],
		[-1.2, '-$1.20'],
		[0.5, '$0.50'],
		[0.01234567, '$0.01235'],
		[0.0000009, '$0.0000009'],
		[0.00465, '$0.00465'],
	])('writes %d USD as %s', (value, text) => {
		expect(usd(value)).toBe(text)
	})

	it('marks money, and says unpriced', () => {
		expect(cost({ status: 'priced', usd: 0.5, mark: 'estimated' })).toBe('$0.50 estimated')
		expect(cost({ status: 'unpriced', model: 'x' })).toBe('unpriced')
	})

	it('groups thousands', () => {
		expect(integer(1234567.4)).toBe('1,234,567')
	})
})
