import {
	apgr,
	apgrReport,
	countTerms,
	deferralCurve,
	halves,
	knnPredict,
	lengthScore,
	loadRouteLlmGsm8k,
	loadRouteLlmMmlu,
	oracle,
	type PairedPrompt,
	randomApgr,
	seededSplit,
	wordPairTerms,
} from '../../routing/index.ts'
import { mean, seededRandom, shuffled, standardDeviation } from '../../statistics/index.ts'
import type { Figures } from './figures.ts'
import { folds, learnt, pairRecords, partings, predictedGaps, shareError } from './learn.ts'

/** Draws of the random router. */
const DRAWS = 30

/** Labels of a small log, and disjoint draws of so many that are averaged. */
const FEW = 1_500
const FEW_DRAWS = 3

/** Parts in which all development rows are judged, each by a router that learnt from the rest. */
const FOLDS = 5

/**
 * Routers between a strong and a weak model: on the held-out rows where they are there, else on our own test split of
 * the development rows, where fewer labels are left to learn from, and on all of them part by part.
 */
export function twoModelFigures(dataset: 'routellm-mmlu' | 'routellm-gsm8k', seed: number): Figures[] {
	const load = dataset === 'routellm-mmlu' ? loadRouteLlmMmlu : loadRouteLlmGsm8k
	const { train, test } = halves(load, (rows) => seededSplit(rows, seed))
	const flat = test.map((row) => ({ ...row, score: 0 }))
	const random = randomApgr(flat, DRAWS)
	const items = test.length
	const alone = (part: (row: PairedPrompt) => number): Record<string, number> => ({
		quality: mean(test.map(part)),
	})
	return [
		{ subject: 'random', items, metrics: { apgr: random.mean, 'random-sd': random.exactSd } },
		{
			subject: 'length',
			items,
			metrics: scored(
				test,
				test.map((row) => lengthScore(row.prompt)),
			),
		},
		{ subject: 'always strong', items, metrics: alone((row) => row.strong) },
		{ subject: 'always weak', items, metrics: alone((row) => row.weak) },
		{ subject: 'kNN', items, metrics: scored(test, nearestGaps(train, test)) },
		...fewLabels(train, test, seed),
		{ subject: 'LearnedRouter', items, metrics: learned(train, test) },
		...(load().length === train.length ? [] : [partByPart([...train, ...test], seed)]),
		{ subject: 'oracle', items, metrics: { apgr: apgr(deferralCurve(oracle(flat))) } },
	]
}

function scored(judged: readonly PairedPrompt[], scores: readonly number[]): Record<string, number> {
	const report = apgrReport(judged.map((row, index) => ({ ...row, score: scores[index] ?? 0 })))
	// Where chance moves APGR more than a router does, no figure is better than one that means nothing.
	return report.valid ? { apgr: report.apgr, cpt50: report.cpt50, cpt80: report.cpt80 } : {}
}

function learned(train: readonly PairedPrompt[], test: readonly PairedPrompt[]): Record<string, number> {
	const router = learnt(pairRecords(train))
	const prompts = test.map((row) => row.prompt)
	return {
		...scored(test, predictedGaps(router, prompts)),
		'share-error': shareError(router, 'strong', prompts),
	}
}

/** What a small log teaches: the mean over disjoint draws, which vary more than the routers do. */
function fewLabels(train: readonly PairedPrompt[], test: readonly PairedPrompt[], seed: number): Figures[] {
	if (train.length < FEW * FEW_DRAWS) return []
	const order = shuffled(train, seededRandom(seed))
	const draws = Array.from({ length: FEW_DRAWS }, (_, draw) =>
		learned(order.slice(FEW * draw, FEW * (draw + 1)), test),
	)
	const names = Object.keys(draws[0] ?? {})
	const metrics = Object.fromEntries(
		names.map((name) => [name, mean(draws.map((one) => one[name] ?? Number.NaN))]),
	)
	return [{ subject: 'LearnedRouter, 1,500 labels', items: test.length, metrics }]
}

/**
 * Comparable with the official halves in what it learns from: four fifths of all development rows. The mean over parts,
 * since one curve over all of them would be too low: where a part's gap is above the mean, that of the rest is below.
 */
function partByPart(rows: readonly PairedPrompt[], seed: number): Figures {
	const parts = partings(rows.length).flatMap((time) =>
		folds(shuffled(rows, seededRandom(seed + time)), FOLDS),
	)
	const values = parts.map(({ train, test }) => {
		const scores = predictedGaps(
			learnt(pairRecords(train)),
			test.map((row) => row.prompt),
		)
		return apgr(deferralCurve(test.map((row, index) => ({ ...row, score: scores[index] ?? 0 }))))
	})
	return {
		subject: 'LearnedRouter, five parts',
		items: rows.length,
		metrics: { apgr: mean(values), 'parts-sd': standardDeviation(values) },
	}
}

/** Mean gap, strong minus weak, of the 40 nearest training prompts: an independent control. */
function nearestGaps(train: readonly PairedPrompt[], test: readonly PairedPrompt[]): number[] {
	const counts = countTerms(
		[...train, ...test].map((row) => row.prompt),
		wordPairTerms,
	)
	const gaps = train.map((row) => [row.strong - row.weak])
	const queries = test.map((_, row) => train.length + row)
	return knnPredict(counts, [...train.keys()], gaps, queries, 40).map((row) => row[0] ?? 0)
}
