export { answerF1, answerUnits, exactMatch, normalizeAnswer } from './answer-match.ts'
export { auroc } from './auroc.ts'
export {
	type BootstrapOptions,
	bootstrap,
	type Interval,
	type PairedBootstrap,
	pairedBootstrap,
} from './bootstrap.ts'
export { type Flips, flips } from './flips.ts'
export { holm } from './holm.ts'
export { logFactorial, mcnemar } from './mcnemar.ts'
export {
	type NonInferiority,
	type NonInferiorityOptions,
	type NonInferiorityVerdict,
	nonInferiority,
	pairsNeeded,
} from './non-inferiority.ts'
export type { Pair } from './pairs.ts'
export { mean, median, quantile, quantileOfSorted, standardDeviation } from './quantile.ts'
export { type Random, randomBelow, seededRandom, shuffled, xoshiro128 } from './random.ts'
