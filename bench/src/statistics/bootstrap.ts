import { HeadroomError } from '@headroom/spec'
import { clusterSums, type Pair } from './pairs.ts'
import { quantileOfSorted } from './quantile.ts'
import { seededRandom } from './random.ts'

export interface BootstrapOptions {
	/**
	 * How many times the clusters are drawn again.
	 *
	 * @default 10_000
	 */
	readonly resamples?: number
	/** @default 1 */
	readonly seed?: number
	/**
	 * Share of resamples between the bounds, in (0, 1).
	 *
	 * @default 0.95
	 */
	readonly confidence?: number
}

/** A figure with the interval a bootstrap gives it. */
export interface Interval {
	/** The figure on the data itself. */
	readonly estimate: number
	readonly lower: number
	readonly upper: number
}

/** The mean change of paired scores, with every resampled value for tests of one's own. */
export interface PairedBootstrap extends Interval {
	readonly items: number
	readonly clusters: number
	/** Mean change of every resample, smallest first. */
	readonly resampled: Float64Array
}

/**
 * The mean of `after − before` with a percentile interval from a clustered paired bootstrap.
 *
 * Draws whole clusters with replacement, as many as there are, and divides the sum of their changes by the number
 * of their items (Efron and Tibshirani 1993, chapter 13; clusters as in Miller 2024, arXiv 2411.00640). Too
 * narrow with few clusters, about 30 and below.
 *
 * @throws HeadroomError `invalid-argument` when there are no pairs.
 */
export function pairedBootstrap(pairs: readonly Pair[], options: BootstrapOptions = {}): PairedBootstrap {
	const sums = clusterSums(pairs)
	if (sums.length === 0) {
		throw new HeadroomError(
			'invalid-argument',
			'pairedBootstrap: no pairs given, expected at least one; check that the dataset loaded',
		)
	}
	const items = Float64Array.from(sums, (sum) => sum.items)
	const differences = Float64Array.from(sums, (sum) => sum.difference)
	const statistic = (drawn: Int32Array): number => {
		let total = 0
		let count = 0
		for (let index = 0; index < drawn.length; index++) {
			const cluster = drawn[index] as number
			total += differences[cluster] as number
			count += items[cluster] as number
		}
		return total / count
	}
	return { ...bootstrap(sums.length, statistic, options), items: pairs.length, clusters: sums.length }
}

/**
 * A percentile interval for any figure of resampled units.
 *
 * `statistic` is given indexes of units in [0, units), drawn with replacement, and first every unit once for the
 * estimate. The array is the same one each time: read it, do not keep it.
 */
export function bootstrap(
	units: number,
	statistic: (drawn: Int32Array) => number,
	{ resamples = 10_000, seed = 1, confidence = 0.95 }: BootstrapOptions = {},
): Interval & { readonly resampled: Float64Array } {
	const random = seededRandom(seed)
	const drawn = Int32Array.from({ length: units }, (_, index) => index)
	const estimate = statistic(drawn)
	const resampled = new Float64Array(resamples)
	for (let round = 0; round < resamples; round++) {
		for (let index = 0; index < units; index++) drawn[index] = Math.floor(random() * units)
		resampled[round] = statistic(drawn)
	}
	resampled.sort()
	const tail = (1 - confidence) / 2
	return {
		estimate,
		lower: quantileOfSorted(resampled, tail),
		upper: quantileOfSorted(resampled, 1 - tail),
		resampled,
	}
}
