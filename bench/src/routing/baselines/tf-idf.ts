/** Vectors of a text collection, unit length, one row after the other (compressed sparse rows). */
export interface SparseRows {
	/** Row i holds the entries from `starts[i]` to `starts[i + 1]`. */
	readonly starts: Int32Array
	/** Term numbers, ascending within a row. */
	readonly terms: Int32Array
	readonly weights: Float32Array
}

export interface TfIdfOptions {
	/**
	 * Longest run of words that makes a term: 1 for words, 2 for words and pairs.
	 *
	 * @default 1
	 */
	readonly ngrams?: 1 | 2
	/**
	 * Whether a term that occurs t times weighs 1 + ln t instead of t.
	 *
	 * @default false
	 */
	readonly sublinear?: boolean
	/**
	 * Fewest texts a term must occur in.
	 *
	 * @default 1
	 */
	readonly minTexts?: number
}

/**
 * TF-IDF as scikit-learn defines it by default: words of two or more letters or digits in lower case, weight
 * `tf·(ln((1 + n)/(1 + df)) + 1)`, each row scaled to unit length. Terms that were not fitted are left out.
 */
export class TfIdf {
	readonly #numbers = new Map<string, number>()
	readonly #idf: Float64Array
	readonly #options: Required<TfIdfOptions>

	/** Learns terms and their rarity from the texts. */
	constructor(texts: readonly string[], { ngrams = 1, sublinear = false, minTexts = 1 }: TfIdfOptions = {}) {
		this.#options = { ngrams, sublinear, minTexts }
		const counts = new Map<string, number>()
		for (const text of texts) {
			for (const term of new Set(termsOf(text, ngrams))) counts.set(term, (counts.get(term) ?? 0) + 1)
		}
		const idf: number[] = []
		for (const [term, count] of counts) {
			if (count < minTexts) continue
			this.#numbers.set(term, idf.length)
			idf.push(Math.log((1 + texts.length) / (1 + count)) + 1)
		}
		this.#idf = Float64Array.from(idf)
	}

	/** Number of fitted terms. */
	get size(): number {
		return this.#idf.length
	}

	/** The vectors of the texts; a text without a fitted term gives an empty row. */
	transform(texts: readonly string[]): SparseRows {
		const starts = new Int32Array(texts.length + 1)
		const terms: number[] = []
		const weights: number[] = []
		for (const [row, text] of texts.entries()) {
			const counts = new Map<number, number>()
			for (const term of termsOf(text, this.#options.ngrams)) {
				const number = this.#numbers.get(term)
				if (number !== undefined) counts.set(number, (counts.get(number) ?? 0) + 1)
			}
			const entries = [...counts].sort((a, b) => a[0] - b[0])
			const raw = entries.map(
				([number, count]) => (this.#options.sublinear ? 1 + Math.log(count) : count) * (this.#idf[number] as number),
			)
			const length = Math.sqrt(raw.reduce((sum, weight) => sum + weight * weight, 0))
			for (const [index, [number]] of entries.entries()) {
				terms.push(number)
				weights.push((raw[index] as number) / length)
			}
			starts[row + 1] = terms.length
		}
		return { starts, terms: Int32Array.from(terms), weights: Float32Array.from(weights) }
	}
}

const WORD = /[\p{L}\p{N}_]{2,}/gu

function termsOf(text: string, ngrams: 1 | 2): string[] {
	const words = text.toLowerCase().match(WORD) ?? []
	if (ngrams === 1) return words
	return [...words, ...words.slice(1).map((word, index) => `${words[index]} ${word}`)]
}
