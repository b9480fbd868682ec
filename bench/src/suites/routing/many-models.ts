import {
	aiq,
	countTerms,
	knnPredict,
	type ModelTable,
	type RouterBench,
	routerBenchRows,
	seededSplit,
	singleModels,
	willingnessSweep,
	wordPairTerms,
	zeroRouter,
} from '../../routing/index.ts'
import type { Figures } from './figures.ts'

/** Routers between eleven models by predicted quality and cost, and each model alone. */
export function manyModelFigures(bench: RouterBench, seed: number): Figures[] {
	const { train, test } = seededSplit(
		bench.prompts.map((_, row) => row),
		seed,
	)
	const [learnt, judged] = [routerBenchRows(bench, train), routerBenchRows(bench, test)]
	const singles = singleModels(judged)
	const costs = singles.map((row) => row.cost)
	const range = { minCost: Math.min(...costs), maxCost: Math.max(...costs) }
	const items = test.length
	return [
		{ subject: 'zero router', items, metrics: { aiq: aiq(zeroRouter(judged), range) } },
		{
			subject: 'kNN',
			items,
			metrics: { aiq: aiq(willingnessSweep(judged, nearest(bench.prompts, learnt, train, test)), range) },
		},
		{ subject: 'oracle', items, metrics: { aiq: aiq(willingnessSweep(judged, judged), range) } },
		...singles.map((row) => ({
			subject: `always ${row.model}`,
			items,
			metrics: { quality: row.quality, 'usd-per-1k': row.cost * 1_000 },
		})),
	]
}

function nearest(
	prompts: readonly string[],
	learnt: ModelTable,
	train: readonly number[],
	test: readonly number[],
): { quality: number[][]; cost: number[][] } {
	const models = learnt.quality[0]?.length ?? 0
	const targets = train.map((_, row) => [...(learnt.quality[row] ?? []), ...(learnt.cost[row] ?? [])])
	const predicted = knnPredict(countTerms(prompts, wordPairTerms), train, targets, test, 100).map((row) => [
		...row,
	])
	return {
		quality: predicted.map((row) => row.slice(0, models)),
		cost: predicted.map((row) => row.slice(models)),
	}
}
