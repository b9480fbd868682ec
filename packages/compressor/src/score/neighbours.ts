/**
 * Adds to each score a share of the better one beside it: evidence rarely stands in one sentence alone.
 *
 * @param shares Share for each segment, in [0, 1].
 */
export function withNeighbours(scores: Float64Array, shares: Float64Array): Float64Array {
	return scores.map(
		(score, at) => score + (shares[at] ?? 0) * Math.max(scores[at - 1] ?? 0, scores[at + 1] ?? 0),
	)
}
