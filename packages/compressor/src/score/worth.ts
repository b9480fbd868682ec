import type { TermIndex } from './index-terms.ts'

/** What every segment has beside its score, so that what its kind makes worth less comes after it at any score. */
const BASE = 0.1

/** Scores, the highest 1, with what segmenters know of the worth of a segment's kind; others stay as they are. */
export function withWorth(index: TermIndex, scores: Float64Array): Float64Array {
	return scores.map((score, at) => (score + BASE) * (index.segments[at]?.worth ?? 1) - BASE)
}
