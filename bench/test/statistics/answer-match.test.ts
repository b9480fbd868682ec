import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answerF1, answerUnits, exactMatch, normalizeAnswer } from '../../src/statistics/index.ts'

describe('normalizeAnswer', () => {
	it('drops case, punctuation, articles and extra spaces as SQuAD does', () => {
		expect(normalizeAnswer('  The  Cat, a cat; AN owl!')).toBe('cat cat owl')
		expect(normalizeAnswer('$3.50')).toBe('350')
		expect(normalizeAnswer('well-known')).toBe('wellknown')
	})

	it('keeps words that only begin with an article', () => {
		expect(normalizeAnswer('anna theo à la carte')).toBe('anna theo à la carte')
	})

	it('drops punctuation of other scripts', () => {
		expect(normalizeAnswer('「東京」、です。')).toBe('東京です')
		expect(normalizeAnswer('¿Qué?')).toBe('qué')
	})

	it('changes nothing the second time', () => {
		const unit = fc.constantFrom(..."atheAnE .,-$'\n\u00a0ßİéΣ東京。ก👍🏽".split(''), 'the', ' a ')
		const text = fc.array(unit, { maxLength: 30 }).map((units) => units.join(''))
		fc.assert(
			fc.property(text, (some) => {
				expect(normalizeAnswer(normalizeAnswer(some))).toBe(normalizeAnswer(some))
			}),
		)
	})

	it('takes time in proportion to the text', () => {
		for (const character of ['a', ' ', '!', '東', 'ก']) {
			const started = performance.now()
			answerUnits(character.repeat(1_000_000))
			expect(performance.now() - started).toBeLessThan(3_000)
		}
	})
})

describe('answerUnits', () => {
	it('takes words, and characters where a script has no spaces', () => {
		expect(answerUnits('the iPhone 15を買う')).toEqual(['iphone', '15', 'を', '買', 'う'])
		expect(answerUnits('กข ab')).toEqual(['ก', 'ข', 'ab'])
	})
})

describe('exactMatch', () => {
	it('passes when any answer matches after normalising', () => {
		expect(exactMatch('The Eiffel Tower.', ['Louvre', 'eiffel tower'])).toBe(1)
		expect(exactMatch('Eiffel', ['eiffel tower'])).toBe(0)
		expect(exactMatch('', [])).toBe(0)
	})
})

describe('answerF1', () => {
	it('is the harmonic mean of precision and recall of words', () => {
		// Shared: cat, sat. Precision 2/3, recall 2/4: F1 = 2·2/(3 + 4).
		expect(answerF1('the cat sat down', ['cat sat on mat'])).toBeCloseTo(4 / 7, 12)
	})

	it('counts a repeated word as often as both sides have it', () => {
		// Shared: one "new" and york. 2·2/(3 + 2).
		expect(answerF1('new new york', ['New York'])).toBeCloseTo(4 / 5, 12)
	})

	it('counts characters in Chinese and Japanese', () => {
		// 北京市 against 北京: shared 2 of 3 and 2 units.
		expect(answerF1('北京市', ['北京'])).toBeCloseTo(4 / 5, 12)
	})

	it('takes the best answer, and knows the empty one', () => {
		expect(answerF1('red', ['blue', 'dark red', 'red'])).toBe(1)
		expect(answerF1('the', [''])).toBe(1)
		expect(answerF1('red', [''])).toBe(0)
		expect(answerF1('red', [])).toBe(0)
	})
})
