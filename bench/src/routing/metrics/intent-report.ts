import { HeadroomError } from '@headroom/spec'
import { auroc } from '../../statistics/index.ts'

/** An utterance of a known intent, and what the router made of it. */
export interface RoutedUtterance {
	readonly intent: string
	/** The router's best intent, whatever its confidence. */
	readonly predicted: string
	/** Confidence in it; higher is surer. Any finite number. */
	readonly confidence: number
}

/** Share of utterances whose best intent is right, with no threshold, in [0, 1]; `NaN` of none. */
export function inScopeAccuracy(utterances: readonly RoutedUtterance[]): number {
	return utterances.filter((one) => one.predicted === one.intent).length / utterances.length
}

/** How a router tells utterances it knows from those it does not. */
export interface OutOfScopeReport {
	/** Utterances with a confidence below it are rejected. */
	readonly threshold: number
	/** Share of in-scope utterances rejected, at most what was asked. */
	readonly inScopeRejected: number
	/** Share of in-scope utterances accepted with the right intent. */
	readonly inScopeAccuracy: number
	/** Share of out-of-scope utterances rejected. */
	readonly outOfScopeRecall: number
	/** Share of rejected utterances that are out of scope; `NaN` when none was rejected. */
	readonly outOfScopePrecision: number
	/** Harmonic mean of the two; 0 when nothing out of scope was rejected. */
	readonly outOfScopeF1: number
	/** Chance that an out-of-scope utterance is less sure than an in-scope one. */
	readonly auroc: number
}

/**
 * The report at a stated share of in-scope utterances that may be rejected, in [0, 1).
 *
 * The threshold is the highest at which no more than `rejection` of the given in-scope utterances fall below it: a
 * point of the ROC curve, not a threshold tuned elsewhere. `outOfScope` takes confidences alone.
 *
 * @throws HeadroomError `invalid-argument` when there are no in-scope utterances.
 */
export function outOfScopeReport(
	inScope: readonly RoutedUtterance[],
	outOfScope: readonly number[],
	rejection = 0.05,
): OutOfScopeReport {
	const sorted = Float64Array.from(inScope, (one) => one.confidence).sort()
	const threshold = sorted[Math.floor(rejection * sorted.length)]
	if (threshold === undefined) {
		throw new HeadroomError(
			'invalid-argument',
			'outOfScopeReport: needs in-scope utterances and a rejection below 1 to set a threshold',
		)
	}
	const accepted = inScope.filter((one) => one.confidence >= threshold)
	const falseAlarms = inScope.length - accepted.length
	const hits = outOfScope.filter((confidence) => confidence < threshold).length
	const [recall, precision] = [hits / outOfScope.length, hits / (hits + falseAlarms)]
	return {
		threshold,
		inScopeRejected: falseAlarms / inScope.length,
		inScopeAccuracy: accepted.filter((one) => one.predicted === one.intent).length / inScope.length,
		outOfScopeRecall: recall,
		outOfScopePrecision: precision,
		outOfScopeF1: (2 * hits) / (outOfScope.length + hits + falseAlarms),
		auroc: auroc(
			inScope.map((one) => one.confidence),
			outOfScope,
		),
	}
}
