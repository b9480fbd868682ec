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
	return costOf(sweepOf(prompts), undefined, kept)
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
			for (const index of drawn) times[index] = (times[index] as number) + 1
			return costOf(sweep, times, kept) ?? 1
		},
		options,
	)
	return { estimate, lower, upper }
}

interface Sweep {
	readonly order: readonly PricedPrompt[]
	readonly groups: readonly [number, number][]
}

/** Sorted once, since a resample only changes how often each prompt counts. */
function sweepOf(prompts: readonly PricedPrompt[]): Sweep {
	const order = byScore(prompts)
	return { order, groups: tiedGroups(order) }
}

function costOf({ order, groups }: Sweep, times: Int32Array | undefined, kept: number): number | undefined {
	let [quality, cost, strong, strongCost] = [0, 0, 0, 0]
	for (const [index, prompt] of order.entries()) {
		const weight = times?.[index] ?? 1
		quality += weight * prompt.weak
		cost += weight * prompt.weakCost
		strong += weight * prompt.strong
		strongCost += weight * prompt.strongCost
	}
	// Sums of many terms: the strong model itself must reach its own quality.
	const target = kept * strong - 1e-9
	let least = quality >= target ? cost : Number.POSITIVE_INFINITY
	for (const [start, end] of groups) {
		const [beforeQuality, beforeCost] = [quality, cost]
		for (let index = start; index < end; index++) {
			const prompt = order[index] as PricedPrompt
			const weight = times?.[index] ?? 1
			quality += weight * (prompt.strong - prompt.weak)
			cost += weight * (prompt.strongCost - prompt.weakCost)
		}
		if (quality >= target) least = Math.min(least, cost)
		if (beforeQuality >= target !== quality >= target) {
			const share = (target - beforeQuality) / (quality - beforeQuality)
			least = Math.min(least, beforeCost + share * (cost - beforeCost))
		}
	}
	return Number.isFinite(least) ? least / strongCost : undefined
}
