import { mean, seededRandom, shuffled, standardDeviation } from '../../statistics/index.ts'
import { apgr } from './apgr.ts'
import { deferralCurve, gapOf, type RoutedPrompt } from './deferral.ts'

/** The prompts as an oracle scores them: by s − w itself. No router can do better. */
export function oracle<Prompt extends RoutedPrompt>(prompts: readonly Prompt[]): Prompt[] {
	return prompts.map((prompt) => ({ ...prompt, score: gapOf(prompt) }))
}

/**
 * Best mean quality with a share of strong calls in [0, 1], for qualities of 0 and 1:
 * `(weak right + min(share·n, prompts that only the strong gets right)) / n` (RouteLLM's "optimal accuracy").
 */
export function optimalAccuracy(prompts: readonly RoutedPrompt[], share: number): number {
	const weakRight = prompts.filter((prompt) => prompt.weak === 1).length
	const onlyStrong = prompts.filter((prompt) => prompt.weak === 0 && prompt.strong === 1).length
	return (weakRight + Math.min(share * prompts.length, onlyStrong)) / prompts.length
}

/** APGR of routers that toss coins: what luck alone gives on these prompts. */
export interface RandomApgr {
	/** Mean over the seeds tried; 0.5 but for chance. */
	readonly mean: number
	/** Standard deviation over the seeds tried. */
	readonly sd: number
	/** Standard deviation over all orders; see `randomApgrSd`. */
	readonly exactSd: number
	readonly seeds: number
}

/** Routes at random with as many seeds as asked, @default 200 seeds from seed 1 on. */
export function randomApgr(prompts: readonly RoutedPrompt[], seeds = 200, firstSeed = 1): RandomApgr {
	const values = Array.from({ length: seeds }, (_, index) => {
		const order = shuffled(prompts, seededRandom(firstSeed + index))
		return apgr(deferralCurve(order.map((prompt, rank) => ({ ...prompt, score: -rank }))))
	})
	return { mean: mean(values), sd: standardDeviation(values), exactSd: randomApgrSd(prompts), seeds }
}

/**
 * Standard deviation of APGR over all n! orders, in closed form.
 *
 * APGR is `Σ g_i·a_rank(i)` with gaps g and `a_k = (n − k + ½) / (n·Σg)`, k from 1; under a random order its variance is
 * `Σ(g − ḡ)²·Σ(a − ā)² / (n − 1)` (Hoeffding 1951), and `Σ(n − k + ½ − n/2)² = n(n² − 1)/12`. Infinite when the two
 * models are equally good.
 */
export function randomApgrSd(prompts: readonly RoutedPrompt[]): number {
	const n = prompts.length
	const gaps = prompts.map(gapOf)
	const centre = mean(gaps)
	const squares = gaps.reduce((sum, gap) => sum + (gap - centre) ** 2, 0)
	return Math.sqrt((squares * n * (n * n - 1)) / 12 / (n - 1)) / Math.abs(n * n * centre)
}
