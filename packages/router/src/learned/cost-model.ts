import type { Reading } from './reading.ts'
import { ridge } from './ridge.ts'
import { stacked } from './sparse.ts'
import { type Standard, standardised, standardOf } from './standard.ts'
import { meanOf, type Targets } from './targets.ts'

/** Records with a cost that a model needs before its cost is taken to depend on the text. */
const LEAST_RECORDS = 20

/** Penalty of the regression: as little as keeps it solvable, since costs follow a text's size closely. */
const PENALTY = 1

/** Least cost that has a logarithm, in USD. */
const LEAST_COST = 1e-12

interface Column {
	/** Mean cost, in USD; what is said of every text when there are no weights. */
	readonly mean: number
	/** Logarithm of the cost of a text of mean form, and by how much each value of form moves it. */
	readonly base: number
	readonly weights: readonly number[]
	/** What the mean of the predictions must be multiplied by to be the mean cost. */
	readonly scale: number
}

/** As it is saved. */
export interface SavedCosts {
	readonly standard: Standard
	readonly columns: readonly Column[]
}

/** What a call costs with each model, in USD, by the text's length and form: a regression of the logarithm. */
export class CostModel {
	readonly #standard: Standard
	readonly #columns: readonly Column[]

	private constructor({ standard, columns }: SavedCosts) {
		this.#standard = standard
		this.#columns = columns
	}

	/** From costs of each model, NaN where unknown, and their means, for models without costs of their own. */
	static train(readings: readonly Reading[], costs: Targets, means: readonly number[]): CostModel {
		const standard = standardOf(readings.map((reading) => reading.form))
		const forms = readings.map((reading) => standardised(standard, reading.form))
		return new CostModel({
			standard,
			columns: costs.map((column, index) => columnOf(forms, column, means[index] as number)),
		})
	}

	/** The same costs for every text. */
	static constant(means: readonly number[]): CostModel {
		const columns = means.map((mean) => ({ mean, base: 0, weights: [], scale: 1 }))
		return new CostModel({ standard: { mean: [], deviation: [] }, columns })
	}

	predict({ form }: Reading): Float64Array {
		const built = standardised(this.#standard, form)
		return Float64Array.from(this.#columns, (column) => costOf(column, built))
	}

	save(): SavedCosts {
		return { standard: this.#standard, columns: this.#columns }
	}

	static load(saved: SavedCosts): CostModel {
		return new CostModel(saved)
	}
}

function costOf({ mean, base, weights, scale }: Column, form: Float64Array): number {
	if (weights.length === 0) return mean
	let logarithm = base
	for (const [index, weight] of weights.entries()) logarithm += weight * (form[index] as number)
	return scale * Math.exp(logarithm)
}

function columnOf(forms: readonly Float64Array[], costs: Float64Array, mean: number): Column {
	const known = [...costs.keys()].filter((row) => !Number.isNaN(costs[row]))
	if (known.length < LEAST_RECORDS || mean <= LEAST_COST) return { mean, base: 0, weights: [], scale: 1 }
	const logarithms = Float64Array.from(known, (row) => Math.log(Math.max(LEAST_COST, costs[row] as number)))
	const base = meanOf(logarithms)
	const width = forms[0]?.length ?? 0
	const columns = Int32Array.from({ length: width }, (_, index) => index)
	const rows = stacked(
		known.map((row) => ({ columns, values: forms[row] as Float64Array })),
		width,
	)
	const weights = [
		...ridge(
			rows,
			logarithms.map((value) => value - base),
			PENALTY,
		),
	]
	const unscaled = { mean, base, weights, scale: 1 }
	const predicted = meanOf(Float64Array.from(known, (row) => costOf(unscaled, forms[row] as Float64Array)))
	return { ...unscaled, scale: mean / predicted }
}
