import { InvertedIndex } from './inverted-index.ts'
import { TfIdf, type TfIdfOptions } from './tf-idf.ts'

/** A guess of an utterance's intent. */
export interface IntentGuess {
	readonly predicted: string
	/** Cosine similarity to the intent's centroid, in [0, 1]; 0 when the utterance shares no word with the training texts. */
	readonly confidence: number
}

/**
 * The intent whose centroid is most similar: the mean of the TF-IDF vectors of its training texts, scaled to unit
 * length. At equal similarity the intent that came first wins.
 */
export function centroidIntents(
	train: readonly { readonly text: string; readonly intent: string }[],
	queries: readonly string[],
	options: TfIdfOptions = {},
): IntentGuess[] {
	const texts = train.map((row) => row.text)
	const tfIdf = new TfIdf(texts, options)
	const rows = tfIdf.transform(texts)
	const intents = [...new Set(train.map((row) => row.intent))]
	const number = new Map(intents.map((intent, index) => [intent, index]))

	const sums = intents.map(() => new Map<number, number>())
	for (const [row, { intent }] of train.entries()) {
		const sum = sums[number.get(intent) as number] as Map<number, number>
		for (let entry = rows.starts[row] as number; entry < (rows.starts[row + 1] as number); entry++) {
			const term = rows.terms[entry] as number
			sum.set(term, (sum.get(term) ?? 0) + (rows.weights[entry] as number))
		}
	}
	const index = new InvertedIndex(unitRows(sums), tfIdf.size)
	const questions = tfIdf.transform(queries)
	return queries.map((_, query) => {
		const [best] = index.nearest(questions, query, 1)
		return { predicted: intents[best?.row ?? 0] ?? '', confidence: best?.similarity ?? 0 }
	})
}

function unitRows(rows: readonly ReadonlyMap<number, number>[]) {
	const starts = new Int32Array(rows.length + 1)
	const terms: number[] = []
	const weights: number[] = []
	for (const [row, entries] of rows.entries()) {
		const length = Math.sqrt([...entries.values()].reduce((sum, weight) => sum + weight * weight, 0))
		for (const [term, weight] of [...entries].sort((a, b) => a[0] - b[0])) {
			terms.push(term)
			weights.push(weight / length)
		}
		starts[row + 1] = terms.length
	}
	return { starts, terms: Int32Array.from(terms), weights: Float32Array.from(weights) }
}
