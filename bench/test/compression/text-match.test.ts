import { describe, expect, it } from 'vitest'
import { standingAsSent } from '../../src/compression/text-match.ts'

describe('what stands as sent', () => {
	const sent = '[#2 berth,train\n44,nt 466\n45,nt 467'
	const decoded = '[{"berth":"44","train":"nt 466"},{"berth":"45","train":"nt 467"}]'

	it('is a value in the text itself, never one that only decoding would bring back', () => {
		expect(standingAsSent(['NT 466'], sent, decoded)).toEqual(['NT 466'])
		expect(standingAsSent(['NT 466'], '[#2 train\nNT 4.6', decoded)).toEqual([])
	})
	it('is the spelling of JSON when it stands in the text read back', () => {
		expect(standingAsSent(['"berth": "44"'], sent, decoded)).toEqual(['"berth": "44"'])
		expect(standingAsSent(['"berth": "46"'], sent, decoded)).toEqual([])
	})
})
