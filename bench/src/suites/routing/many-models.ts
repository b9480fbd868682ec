import {
	aiq,
	type CostQuality,
	countTerms,
	heldOutRoot,
	knnPredict,
	lengthScore,
	loadRouterBench,
	type ModelTable,
	type RouterBench,
	routerBenchRows,
	type SingleModel,
	seededSplit,
	singleModels,
	willingnessSweep,
	wordPairTerms,
	zeroRouter,
} from '../../routing/index.ts'
import { mean, seededRandom, shuffled, standardDeviation } from '../../statistics/index.ts'
import type { Figures } from './figures.ts'
import { folds, learnt, partings, predictedTable, tableRecords } from './learn.ts'

/** Parts in which all rows are judged, each by a router that learnt from the rest. */
const FOLDS = 5

/** The RouterBench subset: judged on the held-out rows where they are there, else on our own split. */
export function routerBenchFigures(seed: number): Figures[] {
	const bench = loadRouterBench()
	const heldOut = loadRouterBench(heldOutRoot(), 'heldout')
	return heldOut.prompts.length === 0 ? manyModelFigures(bench, seed) : figuresOf(bench, heldOut)
}

/** Routers between many models by predicted quality and cost, and each model alone, on a split of one table. */
export function manyModelFigures(bench: RouterBench, seed: number): Figures[] {
	const rows = bench.prompts.map((_, row) => row)
	const { train, test } = seededSplit(rows, seed)
	return [
		...figuresOf(routerBenchRows(bench, train), routerBenchRows(bench, test)),
		partByPart(bench, rows, seed),
	]
}

function figuresOf(train: RouterBench, judged: RouterBench): Figures[] {
	const singles = singleModels(judged)
	const range = rangeOf(singles)
	const items = judged.prompts.length
	const router = learnt(tableRecords(train))
	const predicted = predictedTable(router, train.models, judged.prompts)
	return [
		{ subject: 'zero router', items, metrics: { aiq: aiq(zeroRouter(judged), range) } },
		{ subject: 'length', items, metrics: { aiq: aiq(byLength(judged, singles), range) } },
		{
			subject: 'kNN',
			items,
			metrics: { aiq: aiq(willingnessSweep(judged, nearest(train, judged)), range) },
		},
		{
			subject: 'LearnedRouter',
			items,
			metrics: { aiq: aiq(willingnessSweep(judged, predicted), range) },
		},
		{ subject: 'oracle', items, metrics: { aiq: aiq(willingnessSweep(judged, judged), range) } },
		...singles.map((row) => ({
			subject: `always ${row.model}`,
			items,
			metrics: { quality: row.quality, 'usd-per-1k': row.cost * 1_000 },
		})),
	]
}

function partByPart(bench: RouterBench, rows: readonly number[], seed: number): Figures {
	const parts = partings(rows.length).flatMap((time) =>
		folds(shuffled(rows, seededRandom(seed + time)), FOLDS),
	)
	const values = parts.map(({ train, test }) => {
		const judged = routerBenchRows(bench, test)
		const router = learnt(tableRecords(routerBenchRows(bench, train)))
		const predicted = predictedTable(router, bench.models, judged.prompts)
		return aiq(willingnessSweep(judged, predicted), rangeOf(singleModels(judged)))
	})
	return {
		subject: 'LearnedRouter, five parts',
		items: rows.length,
		metrics: { aiq: mean(values), 'parts-sd': standardDeviation(values) },
	}
}

function rangeOf(singles: readonly SingleModel[]): { minCost: number; maxCost: number } {
	const costs = singles.map((row) => row.cost)
	return { minCost: Math.min(...costs), maxCost: Math.max(...costs) }
}

/** The longer a prompt, the sooner to the best model; the others to the cheapest. */
function byLength(judged: RouterBench, singles: readonly SingleModel[]): CostQuality[] {
	const index = (better: (a: SingleModel, b: SingleModel) => boolean): number =>
		singles.reduce((best, row, at) => (better(row, singles[best] as SingleModel) ? at : best), 0)
	const strong = index((a, b) => a.quality > b.quality)
	const cheap = index((a, b) => a.cost < b.cost)
	const order = judged.prompts
		.map((prompt, row) => ({ row, length: lengthScore(prompt) }))
		.sort((a, b) => b.length - a.length)
	const start = singles[cheap] as SingleModel
	let [cost, quality] = [start.cost, start.quality]
	const points = [{ cost, quality }]
	for (const { row } of order) {
		const gain = (values: readonly (readonly number[])[]): number =>
			((values[row]?.[strong] ?? 0) - (values[row]?.[cheap] ?? 0)) / order.length
		cost += gain(judged.cost)
		quality += gain(judged.quality)
		points.push({ cost, quality })
	}
	return points
}

/** Mean quality and cost of the 100 nearest training prompts: an independent control. */
function nearest(train: RouterBench, judged: RouterBench): Pick<ModelTable, 'quality' | 'cost'> {
	const models = train.models.length
	const targets = train.prompts.map((_, row) => [...(train.quality[row] ?? []), ...(train.cost[row] ?? [])])
	const counts = countTerms([...train.prompts, ...judged.prompts], wordPairTerms)
	const queries = judged.prompts.map((_, row) => train.prompts.length + row)
	const predicted = knnPredict(counts, [...train.prompts.keys()], targets, queries, 100)
	return {
		quality: predicted.map((row) => row.slice(0, models)),
		cost: predicted.map((row) => row.slice(models)),
	}
}
