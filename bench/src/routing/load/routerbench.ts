import type { ModelTable } from '../metrics/model-table.ts'
import { datasetsRoot, type Half, readHalf, readJson } from './dataset-files.ts'

/** Prompts with the quality and USD cost of eleven models' answers. */
export interface RouterBench extends ModelTable {
	readonly prompts: readonly string[]
	/** Evaluation of each prompt: `arc-challenge`, `mbpp` or `winogrande`. */
	readonly evals: readonly string[]
}

interface Row {
	readonly prompt: string
	readonly eval: string
	readonly score: readonly number[]
	readonly cost: readonly number[]
}

/**
 * The obtainable part of RouterBench (ARC, MBPP, WinoGrande), 0-shot. Costs include the few-shot prefix that every
 * prompt of an evaluation shares; the prompts here come without it.
 */
export function loadRouterBench(root: string = datasetsRoot(), half: Half = 'dev'): RouterBench {
	const rows = readHalf('routerbench-subset', 'routerbench', half, root) as Row[]
	return {
		// Both halves have the models of the development half, in its order.
		models: readJson('routerbench-subset', 'models.json') as string[],
		prompts: rows.map((row) => row.prompt),
		evals: rows.map((row) => row.eval),
		quality: rows.map((row) => row.score),
		cost: rows.map((row) => row.cost),
	}
}

/** The rows of a table at some indexes. */
export function routerBenchRows(
	{ models, prompts, evals, quality, cost }: RouterBench,
	indexes: readonly number[],
): RouterBench {
	const pick = <Item>(items: readonly Item[]): Item[] => indexes.map((index) => items[index] as Item)
	return { models, prompts: pick(prompts), evals: pick(evals), quality: pick(quality), cost: pick(cost) }
}
