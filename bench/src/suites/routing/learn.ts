import { LearnedRouter, type RoutingRecord } from '@headroom/router'
import type { ModelTable, PairedPrompt, RouterBench } from '../../routing/index.ts'

/** Shares of strong calls that a router is set to, to see what it reaches. */
const WANTED = [0.2, 0.3, 0.5, 0.7]

/** Pairs as the router's own records; what the models cost is not in the data. */
export function pairRecords(prompts: readonly PairedPrompt[]): RoutingRecord[] {
	return prompts.map(({ prompt, strong, weak }) => ({
		prompt,
		outcomes: { strong: { quality: strong }, weak: { quality: weak } },
	}))
}

export function tableRecords({ models, prompts, quality, cost }: RouterBench): RoutingRecord[] {
	return prompts.map((prompt, row) => ({
		prompt,
		outcomes: Object.fromEntries(
			models.map((model, column) => [
				model,
				{ quality: quality[row]?.[column] ?? Number.NaN, cost: cost[row]?.[column] ?? Number.NaN },
			]),
		),
	}))
}

/** How much better the strong model is predicted to be, for each prompt. */
export function predictedGaps(router: LearnedRouter, prompts: readonly string[]): number[] {
	return prompts.map((prompt) => {
		const of = Object.fromEntries(router.predict(prompt).map(({ model, quality }) => [model, quality]))
		return (of.strong ?? Number.NaN) - (of.weak ?? Number.NaN)
	})
}

/** Quality and cost of every model as predicted for each prompt, in the order of the table's models. */
export function predictedTable(
	router: LearnedRouter,
	models: readonly string[],
	prompts: readonly string[],
): Pick<ModelTable, 'quality' | 'cost'> {
	const rows = prompts.map((prompt) => {
		const of = new Map(router.predict(prompt).map((one) => [one.model, one]))
		return models.map((model) => of.get(model))
	})
	return {
		quality: rows.map((row) => row.map((one) => one?.quality ?? Number.NaN)),
		cost: rows.map((row) => row.map((one) => one?.cost ?? Number.NaN)),
	}
}

/** Largest difference between a share of strong calls that was asked for and the one reached on other prompts. */
export function shareError(router: LearnedRouter, strong: string, prompts: readonly string[]): number {
	return Math.max(
		...WANTED.map((share) => {
			const aimed = router.aimed({ share })
			const reached = prompts.filter((text) => aimed.rank({ text })[0]?.model === strong).length
			return Math.abs(reached / prompts.length - share)
		}),
	)
}

/** Parts of some rows, each judged once by a router that learnt from the others. */
export function folds<Row>(rows: readonly Row[], count: number): { train: Row[]; test: Row[] }[] {
	return Array.from({ length: count }, (_, fold) => ({
		train: rows.filter((_, index) => index % count !== fold),
		test: rows.filter((_, index) => index % count === fold),
	}))
}

/** Times that some rows are parted anew: four where parts are so small that chance moves their figures. */
export function partings(rows: number): readonly number[] {
	return rows < 5_000 ? [0, 1, 2, 3] : [0]
}

/** The product, trained on records. */
export function learnt(records: readonly RoutingRecord[]): LearnedRouter {
	return LearnedRouter.train(records)
}
