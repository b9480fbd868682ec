import { InvertedIndex } from './inverted-index.ts'
import type { TermCounts } from './terms.ts'
import { inverseFrequencies, tfIdfRows } from './tf-idf.ts'

/**
 * The mean of the targets of the k most similar training texts, for every query text: k nearest neighbours over
 * TF-IDF, neighbours unweighted. All k count, however dissimilar.
 *
 * `targets[i]` are the values of text `trainRows[i]`, all of one length: the quality gap (strong − weak) for a router of
 * two models, or the quality and cost of every model. Rows are numbers of texts in `counts`.
 *
 * @default k 40
 */
export function knnPredict(
	counts: TermCounts,
	trainRows: readonly number[],
	targets: readonly (readonly number[])[],
	queryRows: readonly number[],
	k = 40,
): number[][] {
	const idf = inverseFrequencies(counts, trainRows)
	const index = new InvertedIndex(tfIdfRows(counts, trainRows, idf))
	const queries = tfIdfRows(counts, queryRows, idf)
	const width = targets[0]?.length ?? 0
	return queryRows.map((_, query) => {
		const sums = new Array<number>(width).fill(0)
		const neighbours = index.nearest(queries, query, k)
		for (const { row } of neighbours) {
			for (const [column, value] of (targets[row] ?? []).entries())
				sums[column] = (sums[column] as number) + value
		}
		return sums.map((sum) => sum / neighbours.length)
	})
}
