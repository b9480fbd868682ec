import { apgr, callPerformanceThreshold } from './apgr.ts'
import { deferralCurve, type RoutedPrompt } from './deferral.ts'
import { randomApgrSd } from './reference-routers.ts'

/** Least `S̄ − W̄` at which recovering the gap means anything: five points. */
export const LEAST_GAP = 0.05
/** Largest standard deviation of the random router's APGR at which a router can be told from it. */
export const LARGEST_RANDOM_SD = 0.05

/** APGR with what belongs beside it, or the reason why the prompts cannot support the figure. */
export type ApgrReport = {
	readonly prompts: number
	/** Mean quality of the strong model. */
	readonly strong: number
	/** Mean quality of the weak model. */
	readonly weak: number
	/** Standard deviation of the random router's APGR over all orders. */
	readonly randomSd: number
} & (
	| {
			readonly valid: true
			readonly apgr: number
			/** Least share of strong calls that recovers half of the gap, in [0, 1]. */
			readonly cpt50: number
			/** Least share of strong calls that recovers four fifths of the gap, in [0, 1]. */
			readonly cpt80: number
	  }
	| { readonly valid: false; readonly reason: string }
)

/**
 * The report of a two-model router. Refuses the figure when the gap is below `LEAST_GAP` or the random router's
 * standard deviation above `LARGEST_RANDOM_SD`: there, luck moves APGR more than any router does.
 */
export function apgrReport(prompts: readonly RoutedPrompt[]): ApgrReport {
	const curve = deferralCurve(prompts)
	const { strong, weak } = curve
	const randomSd = randomApgrSd(prompts)
	const facts = { prompts: prompts.length, strong, weak, randomSd }
	// Qualities are sums of many terms: a gap of exactly 0.05 must not fail by its last bit.
	if (strong - weak < LEAST_GAP - 1e-12) {
		return {
			...facts,
			valid: false,
			reason: `the models differ by ${(strong - weak).toFixed(3)}, at least ${LEAST_GAP} is needed`,
		}
	}
	if (randomSd > LARGEST_RANDOM_SD) {
		return {
			...facts,
			valid: false,
			reason: `chance alone moves APGR by ${randomSd.toFixed(3)} (sd), at most ${LARGEST_RANDOM_SD} is allowed; use more prompts`,
		}
	}
	// PGR ends at 1, so both thresholds exist.
	const [cpt50, cpt80] = [
		callPerformanceThreshold(curve, 0.5) ?? 1,
		callPerformanceThreshold(curve, 0.8) ?? 1,
	]
	return { ...facts, valid: true, apgr: apgr(curve), cpt50, cpt80 }
}
