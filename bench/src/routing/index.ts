export {
	centroidGuesses,
	centroidIntents,
	countLexical,
	type IntentGuess,
	type LexicalCounts,
} from './baselines/centroid.ts'
export { InvertedIndex, type Neighbour } from './baselines/inverted-index.ts'
export { knnPredict } from './baselines/knn.ts'
export { lengthScore } from './baselines/length-score.ts'
export {
	characterTerms,
	countTerms,
	type TermCounts,
	type TermsOf,
	wordPairTerms,
	wordTerms,
} from './baselines/terms.ts'
export { inverseFrequencies, type SparseRows, sideBySide, tfIdfRows } from './baselines/tf-idf.ts'
export { callCost, type PlayedPrompt, type PricedModel, playCascade } from './cascade/play-cascade.ts'
export { crossValidated, playTrained } from './cascade/trained-cascade.ts'
export {
	datasetsRoot,
	type Half,
	hasDataset,
	heldOutRoot,
	readHalf,
	readJson,
	readRows,
} from './load/dataset-files.ts'
export {
	type Clinc150,
	loadBanking77,
	loadClinc150,
	loadClinc150Test,
	loadHwu64,
	type Utterance,
} from './load/intents.ts'
export { keptEmbedder } from './load/kept-embedder.ts'
export { loadRouteLlmGsm8k, loadRouteLlmMmlu, type PairedPrompt } from './load/pairs.ts'
export { loadRouterBench, type RouterBench, routerBenchRows } from './load/routerbench.ts'
export { readRouterBenchCsv } from './load/routerbench-csv.ts'
export { balancedSplit, fewShot, halves, officialHalf, type Split, seededSplit } from './load/split.ts'
export {
	loadZeroEval,
	type PairPrice,
	ZEROEVAL_TASKS,
	type ZeroEvalPrompt,
	type ZeroEvalTask,
	zeroEvalPair,
} from './load/zeroeval.ts'
export { type AiqRange, aiq, type CostQuality, nonDecreasingHull, qualityAt } from './metrics/aiq.ts'
export { apgr, callPerformanceThreshold, performanceGapRecovered } from './metrics/apgr.ts'
export { type ApgrReport, apgrReport, LARGEST_RANDOM_SD, LEAST_GAP } from './metrics/apgr-report.ts'
export { costAtQuality, costAtQualityInterval, type PricedPrompt } from './metrics/cost-at-quality.ts'
export { type DeferralCurve, deferralCurve, type RoutedPrompt } from './metrics/deferral.ts'
export {
	inScopeAccuracy,
	type OutOfScopeReport,
	outOfScopeReport,
	type RoutedUtterance,
} from './metrics/intent-report.ts'
export {
	type ModelTable,
	type SingleModel,
	singleModels,
	willingnessSweep,
	zeroRouter,
} from './metrics/model-table.ts'
export {
	optimalAccuracy,
	oracle,
	type RandomApgr,
	randomApgr,
	randomApgrSd,
} from './metrics/reference-routers.ts'
export { routeLlmApgr } from './metrics/routellm.ts'
