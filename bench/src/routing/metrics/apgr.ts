import type { DeferralCurve } from './deferral.ts'

/**
 * Performance gap recovered after each prompt, `PGR(k/n) = (Q(k/n) − W̄) / (S̄ − W̄)`; n + 1 values from 0 to 1
 * (RouteLLM, arXiv 2406.18665). Not finite when the two models are equally good: see `apgrReport`.
 */
export function performanceGapRecovered({ quality, strong, weak }: DeferralCurve): Float64Array {
	return quality.map((value) => (value - weak) / (strong - weak))
}

/**
 * Average PGR: the area under PGR over the share of strong calls in [0, 1], by the trapezoid rule over all n + 1
 * points. 0.5 is the random router; an oracle may exceed 1, since it also avoids the strong model's mistakes.
 */
export function apgr(curve: DeferralCurve): number {
	const recovered = performanceGapRecovered(curve)
	const n = recovered.length - 1
	let area = 0
	for (let k = 0; k < n; k++) area += ((recovered[k] as number) + (recovered[k + 1] as number)) / 2
	return area / n
}

/**
 * Call-performance threshold: the least share of strong calls at which PGR reaches `recovered`, interpolated
 * linearly between neighbouring points. The random router needs a share of `recovered` itself.
 *
 * Looks for the first crossing, since the curve need not rise everywhere; `undefined` when it never gets there.
 */
export function callPerformanceThreshold(curve: DeferralCurve, recovered: number): number | undefined {
	const values = performanceGapRecovered(curve)
	const n = values.length - 1
	if ((values[0] as number) >= recovered) return 0
	for (let k = 1; k <= n; k++) {
		const [before, after] = [values[k - 1] as number, values[k] as number]
		if (after >= recovered) return (k - 1 + (recovered - before) / (after - before)) / n
	}
	return undefined
}
