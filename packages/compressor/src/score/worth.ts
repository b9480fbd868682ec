import type { TermIndex } from './index-terms.ts'

/** What every segment has beside its score, so that what its kind makes worth less comes after it at any score. */
const BASE = 0.1
/** What is left to segments that stand aside: of any score up to 1.9 less than `BASE`. */
const ASIDE = 0.05

/** Scores, the highest 1, with what segmenters know of the worth of a segment's kind; others stay as they are. */
export function withWorth(index: TermIndex, scores: Float64Array): Float64Array {
	return scores.map((score, at) => (score + BASE) * (index.segments[at]?.worth ?? 1) - BASE)
}

/** Scores, the highest 1, with all segments that only stand beside others behind all others. */
export function asideLast(index: TermIndex, scores: Float64Array): Float64Array {
	return scores.map((score, at) =>
		index.segments[at]?.aside === true ? (score + BASE) * ASIDE - BASE : score,
	)
}
