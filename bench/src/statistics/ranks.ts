/**
 * Sum of the ranks of `values` among `values` and `others` together, smallest rank 1; equal scores share the mean
 * of their ranks.
 */
export function rankSumOf(values: readonly number[], others: readonly number[]): number {
	const all = [...values.map((score) => ({ score, mine: 1 })), ...others.map((score) => ({ score, mine: 0 }))]
	all.sort((a, b) => a.score - b.score)
	let sum = 0
	for (let start = 0; start < all.length; ) {
		const { score } = all[start] as (typeof all)[number]
		let [end, mine] = [start, 0]
		while (end < all.length && all[end]?.score === score) mine += all[end++]?.mine ?? 0
		// Ranks start + 1 .. end, whose mean is half their sum.
		sum += (mine * (start + 1 + end)) / 2
		start = end
	}
	return sum
}
