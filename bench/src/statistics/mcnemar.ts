import { HeadroomError } from '@headroom/spec'

/**
 * The exact two-sided p-value of McNemar's test: `min(1, 2·P(X ≤ min(b, c)))` with X binomial of b + c trials at
 * one half (McNemar 1947; the exact form in Agresti, Categorical Data Analysis).
 *
 * `lost` and `gained` count the pairs that flipped either way; pairs that stayed the same do not matter. Works in
 * logarithms, so that a million flips neither underflow nor lose more than nine digits. It takes pairs as
 * independent: with clusters, read the bootstrap's interval beside it.
 *
 * @throws HeadroomError `invalid-argument` when a count is not a whole number of at least 0.
 */
export function mcnemar(lost: number, gained: number): number {
	for (const [name, count] of [
		['lost', lost],
		['gained', gained],
	] as const) {
		if (!Number.isSafeInteger(count) || count < 0) {
			throw new HeadroomError(
				'invalid-argument',
				`mcnemar: ${name} is ${count}, expected a whole number of pairs, at least 0`,
			)
		}
	}
	const [fewer, flips] = [Math.min(lost, gained), lost + gained]
	const logTerm = logFactorial(flips) - logFactorial(fewer) - logFactorial(flips - fewer) - flips * Math.LN2
	let [sum, term] = [0, 1]
	// From the largest term down, each as a share of it: C(n, k − 1) / C(n, k) = k / (n − k + 1).
	for (let successes = fewer; successes >= 0 && term > sum * 1e-17; successes--) {
		sum += term
		term *= successes / (flips - successes + 1)
	}
	return Math.min(1, 2 * Math.exp(logTerm) * sum)
}

/** Natural logarithm of n!: summed up to 20, above by Stirling's series, whose error is then below 1e-13. */
export function logFactorial(n: number): number {
	if (n <= 20) {
		let product = 1
		for (let factor = 2; factor <= n; factor++) product *= factor
		return Math.log(product)
	}
	const inverse = 1 / n
	const square = inverse * inverse
	const series = inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square / 1680)))
	return (n + 0.5) * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI) + series
}
