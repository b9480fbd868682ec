import type { OutcomeTable } from './outcome-table.ts'
import type { Targets } from './targets.ts'

/** Least share of records with an outcome of every model for contrasts to be learnt from those alone. */
const LEAST_COMPLETE = 0.5

/**
 * What the columns of the targets are.
 *
 * `contrasts`: first the mean quality of all models on a text, then how far each model is from it; of two models the
 * first one's distance alone, half the gap between them. `own`: each model's quality, for logs where few prompts met
 * every model.
 */
export type Basis = 'contrasts' | 'own'

export interface Learnable {
	readonly basis: Basis
	readonly targets: Targets
	/** Columns that are weighed alike; the last group is what a choice hangs on. */
	readonly groups: readonly (readonly number[])[]
}

/**
 * The columns to be learnt. Contrasts, because what makes a text hard for all models does not matter to the choice: on
 * MMLU pairs it is worth 0.07 of APGR to learn the gap and not "the weak one is wrong".
 */
export function learnable({ quality }: OutcomeTable): Learnable {
	const count = quality.length
	const rows = [...(quality[0] as Float64Array).keys()]
	// NaN where an outcome is missing.
	const level = Float64Array.from(
		rows,
		(row) => quality.reduce((sum, column) => sum + (column[row] as number), 0) / count,
	)
	const complete = level.filter((value) => !Number.isNaN(value)).length
	if (complete < LEAST_COMPLETE * rows.length)
		return { basis: 'own', targets: quality, groups: [[...quality.keys()]] }
	const distances = quality.map((column) => column.map((value, row) => value - (level[row] as number)))
	const targets = [level, ...(count === 2 ? distances.slice(0, 1) : distances)]
	return { basis: 'contrasts', targets, groups: [[0], [...targets.keys()].slice(1)] }
}

/** The quality of each of `count` models from values of the columns. */
export function qualitiesOf(columns: ArrayLike<number>, basis: Basis, count: number): Float64Array {
	if (basis === 'own') return Float64Array.from(columns)
	const level = columns[0] as number
	if (count === 2) return Float64Array.of(level + (columns[1] as number), level - (columns[1] as number))
	return Float64Array.from({ length: count }, (_, model) => level + (columns[model + 1] as number))
}
