import { type CostQuality, nonDecreasingHull } from './aiq.ts'

/** Quality and cost of every prompt with every model, rows by prompt and columns by model. */
export interface ModelTable {
	readonly models: readonly string[]
	readonly quality: readonly (readonly number[])[]
	/** USD. */
	readonly cost: readonly (readonly number[])[]
}

/** One model used for everything: the row that every router must be compared with. */
export interface SingleModel extends CostQuality {
	readonly model: string
}

/** A row for each model, in the table's order. */
export function singleModels({ models, quality, cost }: ModelTable): SingleModel[] {
	return models.map((model, column) => ({
		model,
		cost: columnMean(cost, column),
		quality: columnMean(quality, column),
	}))
}

/** The zero router: the hull of the single models, reached by tossing coins between them without reading a prompt. */
export function zeroRouter(table: ModelTable): CostQuality[] {
	return nonDecreasingHull(singleModels(table)).map(({ cost, quality }) => ({ cost, quality }))
}

/**
 * What a router gets when it sends prompt i to `argmax_j (λ·q̂_ij − ĉ_ij)`, for every willingness to pay λ (USD for one
 * unit of quality). At equal value the cheaper guess wins, then the earlier model.
 *
 * `predicted` holds the router's guesses of quality and cost for the same prompts and models. The oracle is the
 * table itself.
 */
export function willingnessSweep(
	table: ModelTable,
	predicted: Pick<ModelTable, 'quality' | 'cost'>,
	willingness: readonly number[] = WILLINGNESS,
): CostQuality[] {
	return willingness.map((lambda) => {
		let [cost, quality] = [0, 0]
		for (const [row, qualities] of predicted.quality.entries()) {
			const chosen = bestColumn(qualities, predicted.cost[row] ?? [], lambda)
			cost += table.cost[row]?.[chosen] ?? Number.NaN
			quality += table.quality[row]?.[chosen] ?? Number.NaN
		}
		return { cost: cost / predicted.quality.length, quality: quality / predicted.quality.length }
	})
}

/** From nothing, then 1e-6 to 1e3 USD in 91 steps of a tenth of a decade: past both ends of what chat calls cost. */
const WILLINGNESS: readonly number[] = [0, ...Array.from({ length: 91 }, (_, step) => 10 ** (step / 10 - 6))]

function bestColumn(qualities: readonly number[], costs: readonly number[], lambda: number): number {
	let [best, value, price] = [0, Number.NEGATIVE_INFINITY, 0]
	for (const [column, quality] of qualities.entries()) {
		const cost = costs[column] ?? Number.NaN
		const gain = lambda * quality - cost
		if (gain > value || (gain === value && cost < price)) [best, value, price] = [column, gain, cost]
	}
	return best
}

function columnMean(rows: readonly (readonly number[])[], column: number): number {
	return rows.reduce((sum, row) => sum + (row[column] ?? Number.NaN), 0) / rows.length
}
