import { HeadroomError } from '@headroom/spec'

/** The arithmetic mean; `NaN` of no values. */
export function mean(values: ArrayLike<number>): number {
	let sum = 0
	for (let index = 0; index < values.length; index++) sum += values[index] as number
	return sum / values.length
}

/** The standard deviation of a sample, divisor n − 1; `NaN` of fewer than two values. */
export function standardDeviation(values: ArrayLike<number>): number {
	const centre = mean(values)
	let squares = 0
	for (let index = 0; index < values.length; index++) squares += ((values[index] as number) - centre) ** 2
	return values.length < 2 ? Number.NaN : Math.sqrt(squares / (values.length - 1))
}

/**
 * The quantile of a share in [0, 1], interpolated between neighbours: type 7 of Hyndman and Fan (1996), which is
 * also what numpy and R do by default. `NaN` of no values.
 *
 * @throws HeadroomError `invalid-argument` when the share is outside [0, 1].
 */
export function quantile(values: ArrayLike<number>, share: number): number {
	return quantileOfSorted(Float64Array.from(values).sort(), share)
}

/** `quantile` of values that are sorted already, smallest first. */
export function quantileOfSorted(sorted: ArrayLike<number>, share: number): number {
	if (!(share >= 0 && share <= 1)) {
		throw new HeadroomError(
			'invalid-argument',
			`quantile: share is ${share}, expected a number in [0, 1]; write 0.95 for the 95th percentile`,
		)
	}
	const position = (sorted.length - 1) * share
	const below = Math.floor(position)
	const low = sorted[below] ?? Number.NaN
	const high = sorted[below + 1] ?? low
	return low + (high - low) * (position - below)
}

/** The middle value, or the mean of the two in the middle; `NaN` of no values. */
export function median(values: ArrayLike<number>): number {
	return quantile(values, 0.5)
}
