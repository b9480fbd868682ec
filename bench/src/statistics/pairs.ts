/** Scores of one item under two treatments: unchanged and compressed, or two routers. */
export interface Pair {
	/** Score before, usually in [0, 1]. */
	readonly before: number
	/** Score after, on the same scale. */
	readonly after: number
	/**
	 * What the item was taken from, such as its document or conversation. Items of one cluster stand or fall
	 * together, so that resampling keeps them together.
	 *
	 * @default a cluster of its own
	 */
	readonly cluster?: string
}

/** Sums over the pairs of one cluster. */
export interface ClusterSums {
	readonly items: number
	/** Sum of `after − before`. */
	readonly difference: number
}

/** The clusters of the pairs, in order of their first item. */
export function clusterSums(pairs: readonly Pair[]): ClusterSums[] {
	const sums = new Map<string | number, { items: number; difference: number }>()
	for (const [index, pair] of pairs.entries()) {
		// A number as key cannot meet a caller's name.
		const key = pair.cluster ?? index
		const sum = sums.get(key)
		const difference = pair.after - pair.before
		if (sum === undefined) sums.set(key, { items: 1, difference })
		else {
			sum.items += 1
			sum.difference += difference
		}
	}
	return [...sums.values()]
}
