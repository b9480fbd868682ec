import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
	balancedSplit,
	centroidIntents,
	characterTerms,
	countTerms,
	fewShot,
	type IntentGuess,
	InvertedIndex,
	inverseFrequencies,
	knnPredict,
	lengthScore,
	officialHalf,
	seededSplit,
	sideBySide,
	tfIdfRows,
	wordPairTerms,
	wordTerms,
} from '../../src/routing/index.ts'

describe('lengthScore', () => {
	it('counts characters, not code units', () => {
		expect(lengthScore('abc')).toBe(3)
		expect(lengthScore('a😀東')).toBe(3)
	})
})

describe('terms', () => {
	it('are words of two or more characters, and pairs of them', () => {
		expect(wordTerms('I said: Über-cool, x2!')).toEqual(['said', 'über', 'cool', 'x2'])
		expect(wordPairTerms('one two three')).toEqual(['one', 'two', 'three', 'one two', 'two three'])
	})

	it('are runs of two to five characters within words', () => {
		expect(characterTerms('Hi')).toEqual([' h', 'hi', 'i ', ' hi', 'hi ', ' hi '])
	})
})

describe('TF-IDF', () => {
	const counts = countTerms(['red car', 'red red bus', 'green bike'], wordTerms)
	const idf = inverseFrequencies(counts, [0, 1])

	it('weighs a term by its rarity in the training texts alone', () => {
		// n = 2: red in both, ln(3/3) + 1; car and bus in one, ln(3/2) + 1; green and bike in none.
		const rare = Math.log(1.5) + 1
		expect([...idf]).toEqual([1, rare, rare, 0, 0])
	})

	it('scales rows to unit length', () => {
		const { starts, terms, weights } = tfIdfRows(counts, [1], idf)
		// red twice: 1 + ln 2; bus once: ln 1.5 + 1.
		const [red, bus] = [1 + Math.LN2, Math.log(1.5) + 1]
		const length = Math.hypot(red, bus)
		expect([...starts]).toEqual([0, 2])
		expect([...terms]).toEqual([0, 2])
		expect(weights[0]).toBeCloseTo(red / length, 6)
		expect(weights[1]).toBeCloseTo(bus / length, 6)
	})

	it('leaves a text of unknown terms empty', () => {
		expect([...tfIdfRows(counts, [2], idf).starts]).toEqual([0, 0])
	})

	it('gives two kinds of terms the same say side by side', () => {
		const words = tfIdfRows(counts, [0, 1], idf)
		const both = sideBySide(words, words)
		const index = new InvertedIndex(both)
		expect(both.size).toBe(2 * words.size)
		expect(index.similarities(both, 0)[0]).toBeCloseTo(1, 6)
		expect(index.similarities(both, 0)[1]).toBeCloseTo(
			new InvertedIndex(words).similarities(words, 0)[1] ?? Number.NaN,
			6,
		)
	})
})

describe('InvertedIndex', () => {
	it('finds what comparing all rows finds, earlier rows first at equal similarity', () => {
		const text = fc
			.array(fc.constantFrom('aa', 'bb', 'cc', 'dd', 'ee'), { minLength: 1, maxLength: 5 })
			.map((all) => all.join(' '))
		fc.assert(
			fc.property(
				fc.array(text, { minLength: 1, maxLength: 20 }),
				text,
				fc.integer({ min: 1, max: 8 }),
				(texts, query, k) => {
					const counts = countTerms([...texts, query], wordTerms)
					const train = texts.map((_, row) => row)
					const idf = inverseFrequencies(counts, train)
					const rows = tfIdfRows(counts, train, idf)
					const question = tfIdfRows(counts, [texts.length], idf)
					const found = new InvertedIndex(rows).nearest(question, 0, k)
					const all = [...new InvertedIndex(rows).similarities(question, 0)].map((similarity, row) => ({
						row,
						similarity,
					}))
					all.sort((a, b) => b.similarity - a.similarity || a.row - b.row)
					expect(found).toEqual(all.slice(0, k))
				},
			),
		)
	})
})

describe('knnPredict', () => {
	it('averages the targets of the nearest texts, column by column', () => {
		const texts = ['red car', 'red bus', 'green bike', 'red truck']
		const targets = [
			[1, 10],
			[0, 20],
			[5, 30],
		]
		const counts = countTerms(texts, wordTerms)
		expect(knnPredict(counts, [0, 1, 2], targets, [3], 2)).toEqual([[0.5, 15]])
		expect(knnPredict(counts, [0, 1, 2], targets, [2], 1)).toEqual([[5, 30]])
	})

	it('takes all training texts when there are fewer than k', () => {
		const counts = countTerms(['aa', 'bb', 'aa'], wordTerms)
		expect(knnPredict(counts, [0, 1], [[1], [0]], [2], 40)).toEqual([[0.5]])
	})
})

describe('centroidIntents', () => {
	const train = [
		{ text: 'pay my bill', intent: 'pay' },
		{ text: 'settle the invoice', intent: 'pay' },
		{ text: 'play some music', intent: 'music' },
	]

	const guess = (queries: readonly string[]): IntentGuess[] => centroidIntents(train, queries)

	it('finds the intent by words and by parts of words', () => {
		const guesses = guess(['pay the bill', 'musical', 'qqq'])
		expect(guesses.map((guess) => guess.predicted).slice(0, 2)).toEqual(['pay', 'music'])
		expect(guesses[2]?.confidence).toBe(0)
	})

	it('is sure of a text it was trained on, alone in its intent', () => {
		expect(guess(['play some music'])[0]?.confidence).toBeCloseTo(1, 5)
	})
})

describe('splits', () => {
	it('put a prompt into its official half', () => {
		// SHA-256 of "abc" begins ba7816bf = 3128432319, of "" e3b0c442 = 3820012610.
		expect(officialHalf(' abc\n')).toBe('heldout')
		expect(officialHalf('')).toBe('dev')
	})

	it('give each row to one side, the same for the same seed', () => {
		const rows = Array.from({ length: 101 }, (_, row) => row)
		const { train, test } = seededSplit(rows, 3)
		expect([train.length, test.length]).toEqual([71, 30])
		expect([...train, ...test].sort((a, b) => a - b)).toEqual(rows)
		expect(seededSplit(rows, 3)).toEqual({ train, test })
		expect(seededSplit(rows, 4)).not.toEqual({ train, test })
	})

	it('test as many of every label, at most a third', () => {
		const rows = Array.from({ length: 40 }, (_, row) => ({ row, label: row < 4 ? 'rare' : 'common' }))
		const { train, test } = balancedSplit(rows, (one) => one.label, 10, 1)
		expect(test.filter((one) => one.label === 'rare')).toHaveLength(1)
		expect(test.filter((one) => one.label === 'common')).toHaveLength(10)
		expect(train.length + test.length).toBe(40)
	})

	it('draw few shots of every label', () => {
		const rows = Array.from({ length: 40 }, (_, row) => ({ row, label: row < 4 ? 'rare' : 'common' }))
		const shots = fewShot(rows, (one) => one.label, 5, 1)
		expect(shots.filter((one) => one.label === 'rare')).toHaveLength(4)
		expect(shots.filter((one) => one.label === 'common')).toHaveLength(5)
	})
})
