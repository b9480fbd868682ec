import { InvertedIndex } from './inverted-index.ts'
import { TfIdf, type TfIdfOptions } from './tf-idf.ts'

export interface KnnOptions extends TfIdfOptions {
	/**
	 * How many neighbours are averaged.
	 *
	 * @default 40
	 */
	readonly k?: number
}

/**
 * The mean of the targets of the k most similar training texts, for every query: k nearest neighbours over TF-IDF,
 * neighbours unweighted. All k count, however dissimilar.
 *
 * `targets[i]` are the values of training text i, all of one length: the quality gap (strong − weak) for a two-model
 * router, or quality and cost of every model.
 */
export function knnPredict(
	train: readonly string[],
	targets: readonly (readonly number[])[],
	queries: readonly string[],
	{ k = 40, ...options }: KnnOptions = {},
): number[][] {
	const tfIdf = new TfIdf(train, options)
	const index = new InvertedIndex(tfIdf.transform(train), tfIdf.size)
	const rows = tfIdf.transform(queries)
	const width = targets[0]?.length ?? 0
	return queries.map((_, query) => {
		const sums = new Array<number>(width).fill(0)
		const neighbours = index.nearest(rows, query, k)
		for (const { row } of neighbours) {
			for (const [column, value] of (targets[row] ?? []).entries()) sums[column] = (sums[column] as number) + value
		}
		return sums.map((sum) => sum / neighbours.length)
	})
}
