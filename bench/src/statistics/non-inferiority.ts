import { type BootstrapOptions, pairedBootstrap } from './bootstrap.ts'
import { mcnemar } from './mcnemar.ts'
import { clusterSums, type Pair } from './pairs.ts'
import { quantileOfSorted } from './quantile.ts'

/** Whether the change is no worse than the margin, is worse, cannot be told, or cannot be told from so few items. */
export type NonInferiorityVerdict = 'non-inferior' | 'inferior' | 'undecided' | 'not-enough-items'

export interface NonInferiorityOptions extends Omit<BootstrapOptions, 'confidence'> {
	/**
	 * Largest loss that is still acceptable, in the scores' own unit, above 0.
	 *
	 * @default 0.02, two points of a score in [0, 1]
	 */
	readonly margin?: number
	/**
	 * Chance of each one-sided bound to be crossed wrongly, in (0, 0.5).
	 *
	 * @default 0.05
	 */
	readonly alpha?: number
	/**
	 * Fewest clusters for a verdict; below, the bootstrap's intervals are too narrow. 20 is a judgement: Cameron,
	 * Gelbach and Miller (2008) find the trouble between 5 and 30 clusters.
	 *
	 * @default 20
	 */
	readonly minClusters?: number
}

export interface NonInferiority {
	readonly verdict: NonInferiorityVerdict
	/** Mean of `after − before`. */
	readonly estimate: number
	/** One-sided lower bound at `1 − alpha`. */
	readonly lower: number
	/** One-sided upper bound at `1 − alpha`. */
	readonly upper: number
	/** One-sided p-value of "worse than the margin", for Holm's correction over several families. */
	readonly pValue: number
	readonly items: number
	readonly clusters: number
	/** Items that a verdict needs at this discordance; see `pairsNeeded`. */
	readonly itemsNeeded: number
}

/**
 * Pairs needed to show non-inferiority with 80 % power at a one-sided 5 %, when nothing really changed:
 * `(1.645 + 0.842)²·d/δ² ≈ 6.2·d/δ²`, rounded up. A discordance of 5 % and a margin of 2 points need 773.
 *
 * `discordance` d is the share of pairs that flip or, with graded scores, the mean square of the change; `margin` is δ.
 */
export function pairsNeeded(discordance: number, margin: number): number {
	return Math.ceil((POWER_FACTOR * discordance) / margin ** 2)
}

/** (z of 0.95 + z of 0.80)² = (1.644854 + 0.841621)², from the normal quantiles. */
const POWER_FACTOR = 6.18256

/**
 * Tells whether `after` is no worse than `before` by more than the margin.
 *
 * `non-inferior` when the lower bound is at least −margin; `inferior` when the upper bound is below it; else
 * `undecided`. Fewer items than `pairsNeeded`, or fewer clusters than `minClusters`, give `not-enough-items`.
 * The discordance is taken as observed but never below 3/n, the rule of three's upper bound when nothing flipped, so
 * that no small set passes by luck. A set too small to acquit may still convict: `inferior` stands when more
 * clusters lost than gained at alpha by an exact sign test.
 */
export function nonInferiority(pairs: readonly Pair[], options: NonInferiorityOptions = {}): NonInferiority {
	const { margin = 0.02, alpha = 0.05, minClusters = 20, ...rest } = options
	const { estimate, items, clusters, resampled } = pairedBootstrap(pairs, rest)
	const [lower, upper] = [quantileOfSorted(resampled, alpha), quantileOfSorted(resampled, 1 - alpha)]
	const squares = pairs.reduce((sum, pair) => sum + (pair.after - pair.before) ** 2, 0)
	const itemsNeeded = pairsNeeded(Math.max(squares, 3) / items, margin)
	const enough = items >= itemsNeeded && clusters >= minClusters

	// Resamples at or below −margin speak for "worse"; the added one keeps p above 0 (Davison and Hinkley 1997).
	const worse = resampled.filter((change) => change <= -margin).length
	const pValue = (worse + 1) / (resampled.length + 1)

	let verdict: NonInferiorityVerdict = 'undecided'
	if (upper < -margin && (enough || signTest(pairs) <= alpha)) verdict = 'inferior'
	else if (!enough) verdict = 'not-enough-items'
	else if (lower >= -margin) verdict = 'non-inferior'
	return { verdict, estimate, lower, upper, pValue, items, clusters, itemsNeeded }
}

/** Exact two-sided sign test over clusters: McNemar's binomial on how many got worse and how many better. */
function signTest(pairs: readonly Pair[]): number {
	const sums = clusterSums(pairs)
	return mcnemar(
		sums.filter((sum) => sum.difference < 0).length,
		sums.filter((sum) => sum.difference > 0).length,
	)
}
