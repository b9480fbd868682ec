import { InvertedIndex } from './inverted-index.ts'
import { characterTerms, countTerms, type TermCounts, wordPairTerms } from './terms.ts'
import { inverseFrequencies, type SparseRows, sideBySide, tfIdfRows } from './tf-idf.ts'

/** Texts counted by words with their pairs and by character runs, once for many trainings on parts of them. */
export interface LexicalCounts {
	readonly words: TermCounts
	readonly characters: TermCounts
}

export function countLexical(texts: readonly string[]): LexicalCounts {
	return { words: countTerms(texts, wordPairTerms), characters: countTerms(texts, characterTerms) }
}

/** A guess of an utterance's intent. */
export interface IntentGuess {
	readonly predicted: string
	/** Cosine similarity to the intent's centroid, in [0, 1]; 0 when the utterance shares no term with the training texts. */
	readonly confidence: number
}

/**
 * The intent whose centroid is most similar, for every query text: the mean of the TF-IDF vectors of its training texts,
 * scaled to unit length. Words and character runs stand side by side. At equal similarity the intent that came first
 * wins.
 *
 * Rows are numbers of texts in `counts`; `intents[i]` is the intent of text `trainRows[i]`.
 */
export function centroidGuesses(
	counts: LexicalCounts,
	trainRows: readonly number[],
	intents: readonly string[],
	queryRows: readonly number[],
): IntentGuess[] {
	const vectorsOf = (rows: readonly number[]): SparseRows =>
		sideBySide(tfIdfRows(counts.words, rows, words), tfIdfRows(counts.characters, rows, characters))
	const words = inverseFrequencies(counts.words, trainRows)
	const characters = inverseFrequencies(counts.characters, trainRows)
	const names = [...new Set(intents)]
	const numbers = new Map(names.map((name, number) => [name, number]))
	const groups = intents.map((intent) => numbers.get(intent) ?? 0)
	const index = new InvertedIndex(centroids(vectorsOf(trainRows), groups, names.length))
	const queries = vectorsOf(queryRows)
	return queryRows.map((_, query) => {
		const [best] = index.nearest(queries, query, 1)
		return { predicted: names[best?.row ?? 0] ?? '', confidence: best?.similarity ?? 0 }
	})
}

/** `centroidGuesses` for texts that are used once: learns from `train` and guesses the intent of every query. */
export function centroidIntents(
	train: readonly { readonly text: string; readonly intent: string }[],
	queries: readonly string[],
): IntentGuess[] {
	const counts = countLexical([...train.map((row) => row.text), ...queries])
	const rows = train.map((_, row) => row)
	const intents = train.map((row) => row.intent)
	return centroidGuesses(
		counts,
		rows,
		intents,
		queries.map((_, query) => train.length + query),
	)
}

function centroids(rows: SparseRows, group: readonly number[], groups: number): SparseRows {
	const sums = Array.from({ length: groups }, () => new Map<number, number>())
	for (const [row, number] of group.entries()) {
		const sum = sums[number] as Map<number, number>
		for (let entry = rows.starts[row] as number; entry < (rows.starts[row + 1] as number); entry++) {
			const term = rows.terms[entry] as number
			sum.set(term, (sum.get(term) ?? 0) + (rows.weights[entry] as number))
		}
	}
	const starts = new Int32Array(groups + 1)
	const terms: number[] = []
	const weights: number[] = []
	for (const [number, sum] of sums.entries()) {
		let squares = 0
		for (const weight of sum.values()) squares += weight * weight
		for (const [term, weight] of sum) {
			terms.push(term)
			weights.push(weight / Math.sqrt(squares))
		}
		starts[number + 1] = terms.length
	}
	return { starts, terms: Int32Array.from(terms), weights: Float32Array.from(weights), size: rows.size }
}
