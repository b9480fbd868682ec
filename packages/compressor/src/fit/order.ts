/** Steps that scores are told apart by. */
const STEPS = 2 ** 30
/** Room for the index in a sorting key; 4 million segments. */
const PLACES = 2 ** 22

/**
 * Indexes by falling score, equal ones in order of the text.
 *
 * Sorts plain numbers that hold both, which takes a quarter of the time of a comparison function.
 */
export function byFallingScore(scores: Float64Array): Int32Array {
	let lowest = Number.POSITIVE_INFINITY
	let highest = Number.NEGATIVE_INFINITY
	for (const score of scores) {
		if (score < lowest) lowest = score
		if (score > highest) highest = score
	}
	const spread = highest - lowest
	const keys = new Float64Array(scores.length)
	for (let at = 0; at < scores.length; at++) {
		const below = spread > 0 ? Math.round(((highest - (scores[at] ?? 0)) / spread) * (STEPS - 1)) : 0
		keys[at] = below * PLACES + at
	}
	keys.sort()
	return Int32Array.from(keys, (key) => key % PLACES)
}
