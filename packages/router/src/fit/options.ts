import { HeadroomError } from '@headroom/spec'
import { checkNames } from '../check-names.ts'
import type { RoutedExample } from '../evaluate/report.ts'

/** How thresholds of semantic routes are set. */
export interface FitOptions {
	/** Share of texts of the routes that may be rejected, in (0, 0.5]. @default 0.05 */
	readonly rejection?: number
	/**
	 * Examples that are not among the utterances, to set thresholds by; those with the route `null` count as
	 * `outOfScope`.
	 *
	 * @default folds of the utterances, each scored by a router that has not seen it
	 */
	readonly heldBack?: readonly RoutedExample[]
	/** Texts that no route should take: the report says how many are rejected. They set nothing. @default [] */
	readonly outOfScope?: readonly string[]
	/** Whether thresholds that routes set themselves are replaced too. @default false */
	readonly replaceThresholds?: boolean
	/** Folds of the utterances, 2 to 20; a route with fewer utterances has as many folds. @default 5 */
	readonly folds?: number
	/** Which utterances share a fold; the same seed, the same thresholds. A whole number. @default 0 */
	readonly seed?: number
}

/** Options with nothing left open. */
export type CheckedFitOptions = Required<Omit<FitOptions, 'heldBack'>> & Pick<FitOptions, 'heldBack'>

const OPTIONS: readonly (keyof FitOptions)[] = [
	'rejection',
	'heldBack',
	'outOfScope',
	'replaceThresholds',
	'folds',
	'seed',
]

/** @throws HeadroomError `invalid-argument` naming the option. */
export function checkedFitOptions(options: FitOptions): CheckedFitOptions {
	checkNames('fit: the option', options, OPTIONS)
	const { rejection = 0.05, outOfScope = [], replaceThresholds = false, folds = 5, seed = 0 } = options
	if (!(rejection > 0 && rejection <= 0.5))
		throw wrong(`rejection is ${String(rejection)}; expected a share above 0 and at most 0.5`)
	if (!(Number.isInteger(folds) && folds >= 2 && folds <= 20))
		throw wrong(`folds is ${String(folds)}; expected a whole number from 2 to 20`)
	if (!Number.isSafeInteger(seed)) throw wrong(`seed is ${String(seed)}; expected a whole number`)
	if (!Array.isArray(outOfScope) || outOfScope.some((text) => typeof text !== 'string'))
		throw wrong('outOfScope is not a list of texts')
	const { heldBack } = options
	return {
		rejection,
		outOfScope,
		replaceThresholds,
		folds,
		seed,
		...(heldBack === undefined ? {} : { heldBack }),
	}
}

function wrong(message: string): HeadroomError {
	return new HeadroomError('invalid-argument', `fit: ${message}`)
}
