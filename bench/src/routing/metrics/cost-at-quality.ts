import { HeadroomError } from '@headroom/spec'
import { type BootstrapOptions, bootstrap, type Interval } from '../../statistics/index.ts'
import { byScore, type RoutedPrompt, tiedGroups } from './deferral.ts'

/** A routed prompt with what the two answers cost. */
export interface PricedPrompt extends RoutedPrompt {
	/** USD of the strong model's answer. */
	readonly strongCost: number
	/** USD of the weak model's answer. */
	readonly weakCost: number
}

/**
 * The least cost, as a share of sending everything to the strong model, at which the router keeps at least `kept` of
 * the strong model's mean quality (0.99, 0.97, 0.95).
 *
 * The point is chosen on the very prompts it is measured on, which flatters every router alike; a threshold of
 * one's own must be set on other data. Prompts of one score are mixed at random, and the share between two
 * points is interpolated, so that equal scores for all give the random mix exactly. `undefined` when no share gets
 * there.
 */
export function costAtQuality(prompts: readonly PricedPrompt[], kept: number): number | undefined {
	return costOf(sweepOf(prompts), new Int32Array(prompts.length).fill(1), kept)
}

/**
 * `costAtQuality` with a percentile interval from resampling the prompts. The point on the curve is chosen anew in
 * every resample. Resamples in which no share gets there count as 1: everything to the strong model.
 *
 * @throws HeadroomError `invalid-argument` when there are no prompts.
 */
export function costAtQualityInterval(
	prompts: readonly PricedPrompt[],
	kept: number,
	options: BootstrapOptions = {},
): Interval {
	if (prompts.length === 0) {
		throw new HeadroomError(
			'invalid-argument',
			'costAtQualityInterval: no prompts given, expected at least one',
		)
	}
	const sweep = sweepOf(prompts)
	const times = new Int32Array(prompts.length)
	const { estimate, lower, upper } = bootstrap(
		prompts.length,
		(drawn) => {
			times.fill(0)
			for (let index = 0; index < drawn.length; index++) {
				const prompt = drawn[index] as number
				times[prompt] = (times[prompt] as number) + 1
			}
			return costOf(sweep, times, kept) ?? 1
		},
		options,
	)
	return { estimate, lower, upper }
}

/** The prompts in order of their score, as columns: a resample only changes how often each prompt counts. */
interface Sweep {
	readonly weak: Float64Array
	readonly strong: Float64Array
	readonly weakCost: Float64Array
	readonly strongCost: Float64Array
	readonly groups: readonly [number, number][]
}

function sweepOf(prompts: readonly PricedPrompt[]): Sweep {
	const order = byScore(prompts)
	return {
		weak: Float64Array.from(order, (prompt) => prompt.weak),
		strong: Float64Array.from(order, (prompt) => prompt.strong),
		weakCost: Float64Array.from(order, (prompt) => prompt.weakCost),
		strongCost: Float64Array.from(order, (prompt) => prompt.strongCost),
		groups: tiedGroups(order),
	}
}

function costOf(sweep: Sweep, times: Int32Array, kept: number): number | undefined {
	const { weak, strong, weakCost, strongCost, groups } = sweep
	let quality = weighted(weak, times)
	let cost = weighted(weakCost, times)
	// Sums of many terms: the strong model itself must reach its own quality.
	const target = kept * weighted(strong, times) - 1e-9
	let least = quality >= target ? cost : Number.POSITIVE_INFINITY
	for (const [start, end] of groups) {
		const beforeQuality = quality
		const beforeCost = cost
		for (let index = start; index < end; index++) {
			const weight = times[index] as number
			quality += weight * ((strong[index] as number) - (weak[index] as number))
			cost += weight * ((strongCost[index] as number) - (weakCost[index] as number))
		}
		if (quality >= target) least = Math.min(least, cost)
		if (beforeQuality >= target !== quality >= target) {
			const share = (target - beforeQuality) / (quality - beforeQuality)
			least = Math.min(least, beforeCost + share * (cost - beforeCost))
		}
	}
	return Number.isFinite(least) ? least / weighted(strongCost, times) : undefined
}

function weighted(values: Float64Array, times: Int32Array): number {
	let sum = 0
	for (let index = 0; index < values.length; index++)
		sum += (times[index] as number) * (values[index] as number)
	return sum
}
