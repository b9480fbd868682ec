import { mean, quantileOfSorted } from '../../statistics/index.ts'
import type { RoutedPrompt } from './deferral.ts'

/**
 * APGR as RouteLLM's own evaluation computes it, for comparison with its published figures only.
 *
 * Thresholds are the `bins + 1` quantiles of the scores, equal ones once; a prompt goes to the strong model when
 * its score reaches the threshold, or exceeds the last one. Then
 * `(AUC − W̄·span) / ((S̄ − W̄)·span)` over the shares of strong calls that these thresholds happen to give
 * (lm-sys/RouteLLM, routellm/evals/benchmarks.py and evaluate.py). Tied scores collapse its bins and distort it.
 */
export function routeLlmApgr(prompts: readonly RoutedPrompt[], bins = 10): number {
	const scores = Float64Array.from(prompts, (prompt) => prompt.score).sort()
	const edges = Array.from({ length: bins + 1 }, (_, bin) => quantileOfSorted(scores, bin / bins))
	const thresholds = edges.filter((edge, index) => edge !== edges[index - 1])
	const points = thresholds.map((threshold, index) => {
		const last = index === thresholds.length - 1
		const toStrong = (score: number): boolean => (last ? score > threshold : score >= threshold)
		return {
			share: mean(prompts.map(({ score }) => (toStrong(score) ? 1 : 0))),
			quality: mean(prompts.map(({ score, strong, weak }) => (toStrong(score) ? strong : weak))),
		}
	})
	points.sort((a, b) => a.share - b.share)

	let [area, span] = [0, 0]
	for (const [index, { share, quality }] of points.slice(1).entries()) {
		const before = points[index] as (typeof points)[number]
		area += ((quality + before.quality) / 2) * (share - before.share)
		span += share - before.share
	}
	const weak = mean(prompts.map((prompt) => prompt.weak))
	const strong = mean(prompts.map((prompt) => prompt.strong))
	return (area - weak * span) / ((strong - weak) * span)
}
