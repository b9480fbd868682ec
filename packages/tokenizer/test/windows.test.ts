import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PieceMerge } from '../src/piece-merge.ts'
import { utf8 } from '../src/utf8.ts'
import { loadVocabulary } from '../src/vocabulary.ts'

const unit = fc.oneof(
	fc.constantFrom('a', 'b', 'e', 't', 'th', 'ing', ' ', '中', '国', 'é', '\u0301', '👨‍👩‍👧', '0', '-', 'ー'),
	fc.string({ unit: 'grapheme', minLength: 1, maxLength: 3 }),
)
const piece = fc
	.tuple(fc.array(unit, { minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 40 }))
	.map(([units, times]) => units.join('').repeat(times))
	.filter((text) => text !== '')

describe.each(['o200k_base', 'cl100k_base'] as const)('%s', (name) => {
	const vocabulary = loadVocabulary(name)
	const whole = new PieceMerge(vocabulary, { length: 1 << 20, overlap: 0 })

	it.each([
		{ length: 600, overlap: 300 },
		{ length: 64, overlap: 24 },
		{ length: 16, overlap: 8 },
	])('merges a piece in windows of $length as it merges the whole', (window) => {
		const inWindows = new PieceMerge(vocabulary, window)
		fc.assert(
			fc.property(piece, (text) => {
				const encoded = utf8(text)
				const expected: number[] = []
				const ids: number[] = []
				whole.run(encoded, 0, encoded.length, expected)
				expect(inWindows.run(encoded, 0, encoded.length, ids)).toBe(expected.length)
				expect(ids).toEqual(expected)
			}),
			{ numRuns: 300 },
		)
	})
})
