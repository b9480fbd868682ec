import { describe, expect, it } from 'vitest'
import { lostTexts } from '../../src/gate/show-item.ts'

const before = 'Call 4711 or forty-seven eleven, id 7781. [{"berth": "44"}]'
const lost = (answers: readonly string[], needed: readonly string[], after: string, decoded = after) =>
	lostTexts([{ answers, needed }], before, after, decoded)

describe('what is shown as gone', () => {
	it('is no other spelling of an answer while one accepted spelling stands', () => {
		expect(lost(['4711', 'forty-seven eleven', 'never there'], [], 'Call 4711.')).toEqual([])
	})

	it('is every spelling that stood, once none does', () => {
		expect(lost(['4711', 'forty-seven eleven', 'never there'], [], 'Call.')).toEqual([
			'4711',
			'forty-seven eleven',
		])
	})

	it('is each needed string for itself', () => {
		expect(lost([], ['4711', '7781'], 'Call 4711.')).toEqual(['7781'])
	})

	it('is no spelling of JSON that stands in the text read back', () => {
		expect(lost(['"berth": "44"'], [], '[#1 berth\n44', '[{"berth":"44"}]')).toEqual([])
		expect(lost(['"berth": "44"'], [], '[#1 berth\n44')).toEqual(['"berth": "44"'])
	})
})
