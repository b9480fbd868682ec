import { describe, expect, it } from 'vitest'
import { headAndTail, randomControl } from '../../src/compression/controls.ts'
import { readAnswer, readerScore } from '../../src/compression/reader.ts'
import { seededRandom } from '../../src/statistics/index.ts'

const count = (text: string): number => text.match(/\S+/g)?.length ?? 0
const text = Array.from({ length: 10 }, (_, n) => `line number ${n}\n`).join('')

describe('controls', () => {
	it('head+tail keeps the first and the last lines at the ratio', () => {
		// Thirty words; 0.4 leaves twelve: two lines from the front, two from the back.
		expect(headAndTail(text, 0.4, count)).toBe('line number 0\nline number 1\nline number 8\nline number 9\n')
	})

	it('random keeps the ratio and depends on the seed alone', () => {
		const cut = (seed: number): string => String(randomControl(seededRandom(seed))(text, 0.4, count))
		expect(count(cut(1))).toBe(12)
		expect(cut(1)).toBe(cut(1))
		expect(new Set([1, 2, 3, 4, 5].map(cut)).size).toBeGreaterThan(1)
	})

	it('leave system messages alone and count them', () => {
		const prompt = [
			{ role: 'system', content: 'one two three four' },
			{ role: 'user', content: 'a b c d\ne f g h\n' },
		] as const
		// Twelve words; 2/3 leaves eight, of which the system message takes four.
		expect(headAndTail(prompt, 8 / 12, count)).toEqual([prompt[0], { role: 'user', content: 'a b c d\n' }])
	})
})

describe('the lexical reader', () => {
	const context =
		'The harbour opened in 1911.\nThe lighthouse was built by Ada Lund.\nFish is sold on Fridays.'

	it('answers from the sentence that shares the rarest words with the question', () => {
		expect(readAnswer('Who was the lighthouse built by?', context)).toBe('Ada Lund.')
	})

	it('is graded by F1 against the best accepted answer', () => {
		const given = {
			id: 'x',
			dataset: 'x',
			kind: 'qa',
			lang: 'en',
			cluster: 'x',
			prompt: context,
			needed: [],
			evidence: [],
		} as const
		expect(
			readerScore(
				{ ...given, query: 'Who was the lighthouse built by?', answers: ['Ada Lund', 'nobody'] },
				context,
			),
		).toBe(1)
		// "ada lund" against "lund": precision 1/2, recall 1, F1 2/3.
		expect(
			readerScore({ ...given, query: 'Who was the lighthouse built by?', answers: ['Lund'] }, context),
		).toBeCloseTo(2 / 3, 10)
		expect(readerScore({ ...given, answers: ['Lund'] }, context)).toBeUndefined()
		expect(readerScore({ ...given, query: 'Who?', answers: ['Lund'] }, '')).toBe(0)
	})
})
