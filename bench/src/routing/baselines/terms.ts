/** Cuts a text into the terms it is compared by; a term may occur more than once. */
export type TermsOf = (text: string) => string[]

const WORD = /[\p{L}\p{N}_]{2,}/gu
const SPACE = /\s+/u

/** Words of two or more letters, digits or underscores, in lower case: what scikit-learn takes for words by default. */
export const wordTerms: TermsOf = (text) => text.toLowerCase().match(WORD) ?? []

/** The words, and the pairs of words that follow each other. */
export const wordPairTerms: TermsOf = (text) => {
	const words = wordTerms(text)
	return [...words, ...words.slice(1).map((word, index) => `${words[index]} ${word}`)]
}

/**
 * Runs of two to five characters within words, in lower case, each word with a space at both ends: scikit-learn's
 * analyzer `char_wb`. They see that `cards` is close to `card`.
 */
export const characterTerms: TermsOf = (text) => {
	const terms: string[] = []
	for (const word of text.toLowerCase().split(SPACE)) {
		if (word === '') continue
		const padded = ` ${word} `
		for (let length = 2; length <= 5; length++) {
			for (let start = 0; start + length <= padded.length; start++)
				terms.push(padded.slice(start, start + length))
		}
	}
	return terms
}

/** How often each term occurs in each text (compressed sparse rows). */
export interface TermCounts {
	/** Text i holds the entries from `starts[i]` to `starts[i + 1]`. */
	readonly starts: Int32Array
	/** Term numbers in [0, size), each once a text. */
	readonly terms: Int32Array
	readonly counts: Int32Array
	/** Number of different terms. */
	readonly size: number
}

/**
 * Counts terms once for a whole collection, so that many small trainings on parts of it need not read the texts
 * again. Only numbers the terms: what is rare is learnt by `inverseFrequencies` from training rows alone.
 */
export function countTerms(texts: readonly string[], termsOf: TermsOf): TermCounts {
	const numbers = new Map<string, number>()
	const starts = new Int32Array(texts.length + 1)
	const terms: number[] = []
	const counts: number[] = []
	for (const [row, text] of texts.entries()) {
		const inRow = new Map<number, number>()
		for (const term of termsOf(text)) {
			let number = numbers.get(term)
			if (number === undefined) {
				number = numbers.size
				numbers.set(term, number)
			}
			inRow.set(number, (inRow.get(number) ?? 0) + 1)
		}
		for (const [number, count] of inRow) {
			terms.push(number)
			counts.push(count)
		}
		starts[row + 1] = terms.length
	}
	return { starts, terms: Int32Array.from(terms), counts: Int32Array.from(counts), size: numbers.size }
}
