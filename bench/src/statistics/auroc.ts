import { rankSumOf } from './ranks.ts'

/**
 * Area under the ROC curve: the chance that a positive scores above a negative, ties counting one half.
 *
 * From the rank sum R of the positives: `(R − p(p + 1)/2) / (p·n)` (Mann and Whitney 1947; Hanley and McNeil 1982).
 * `NaN` without a positive or without a negative.
 */
export function auroc(positives: readonly number[], negatives: readonly number[]): number {
	const [p, n] = [positives.length, negatives.length]
	return (rankSumOf(positives, negatives) - (p * (p + 1)) / 2) / (p * n)
}
