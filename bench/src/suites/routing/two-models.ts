import {
	apgr,
	apgrReport,
	countTerms,
	deferralCurve,
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
import type { Figures } from './figures.ts'

/** Draws of the random router. */
const DRAWS = 30

/** Routers between a strong and a weak model, on our own test split of the development half. */
export function twoModelFigures(dataset: 'routellm-mmlu' | 'routellm-gsm8k', seed: number): Figures[] {
	const prompts = dataset === 'routellm-mmlu' ? loadRouteLlmMmlu() : loadRouteLlmGsm8k()
	const { train, test } = seededSplit(
		prompts.map((_, row) => row),
		seed,
	)
	const judged = test.map((row) => prompts[row] as PairedPrompt)
	const flat = judged.map((row) => ({ ...row, score: 0 }))
	const random = randomApgr(flat, DRAWS)
	return [
		{ subject: 'random', items: judged.length, metrics: { apgr: random.mean, 'random-sd': random.exactSd } },
		{
			subject: 'length',
			items: judged.length,
			metrics: scored(
				judged,
				judged.map((row) => lengthScore(row.prompt)),
			),
		},
		{ subject: 'kNN', items: judged.length, metrics: scored(judged, nearestGaps(prompts, train, test)) },
		{ subject: 'oracle', items: judged.length, metrics: { apgr: apgr(deferralCurve(oracle(flat))) } },
	]
}

function scored(judged: readonly PairedPrompt[], scores: readonly number[]): Record<string, number> {
	const report = apgrReport(judged.map((row, index) => ({ ...row, score: scores[index] ?? 0 })))
	// Where chance moves APGR more than a router does, no figure is better than one that means nothing.
	return report.valid ? { apgr: report.apgr, cpt50: report.cpt50, cpt80: report.cpt80 } : {}
}

/** Mean gap, strong minus weak, of the 40 nearest training prompts. */
function nearestGaps(
	prompts: readonly PairedPrompt[],
	train: readonly number[],
	test: readonly number[],
): number[] {
	const counts = countTerms(
		prompts.map((row) => row.prompt),
		wordPairTerms,
	)
	const gaps = train.map((row) => [(prompts[row]?.strong ?? 0) - (prompts[row]?.weak ?? 0)])
	return knnPredict(counts, train, gaps, test, 40).map((row) => row[0] ?? 0)
}
