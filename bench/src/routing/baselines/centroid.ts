import { InvertedIndex } from './inverted-index.ts'
import { characterTerms, countTerms, type TermsOf, wordPairTerms } from './terms.ts'
import { inverseFrequencies, type SparseRows, sideBySide, tfIdfRows } from './tf-idf.ts'

/** A guess of an utterance's intent. */
export interface IntentGuess {
	readonly predicted: string
	/** Cosine similarity to the intent's centroid, in [0, 1]; 0 when the utterance shares no term with the training texts. */
	readonly confidence: number
}

/**
 * The intent whose centroid is most similar: the mean of the TF-IDF vectors of its training texts, scaled to unit
 * length. Words with their pairs and character runs stand side by side. At equal similarity the intent that came
 * first wins.
 */
export function centroidIntents(
	train: readonly { readonly text: string; readonly intent: string }[],
	queries: readonly string[],
): IntentGuess[] {
	const texts = [...train.map((row) => row.text), ...queries]
	const [learnt, asked] = [wordPairTerms, characterTerms]
		.map((termsOf) => blockOf(texts, train.length, termsOf))
		.reduce((left, right) => [sideBySide(left[0], right[0]), sideBySide(left[1], right[1])])
	const intents = [...new Set(train.map((row) => row.intent))]
	const index = new InvertedIndex(
		centroids(
			learnt,
			train.map((row) => intents.indexOf(row.intent)),
			intents.length,
		),
	)
	return queries.map((_, query) => {
		const [best] = index.nearest(asked, query, 1)
		return { predicted: intents[best?.row ?? 0] ?? '', confidence: best?.similarity ?? 0 }
	})
}

/** The vectors of the first `trainCount` texts and of the rest, with rarities learnt from the former. */
function blockOf(texts: readonly string[], trainCount: number, termsOf: TermsOf): [SparseRows, SparseRows] {
	const counts = countTerms(texts, termsOf)
	const rows = texts.map((_, row) => row)
	const idf = inverseFrequencies(counts, rows.slice(0, trainCount))
	return [tfIdfRows(counts, rows.slice(0, trainCount), idf), tfIdfRows(counts, rows.slice(trainCount), idf)]
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
