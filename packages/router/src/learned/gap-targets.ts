import type { OutcomeTable } from './outcome-table.ts'
import type { Targets } from './targets.ts'

/**
 * Least share of a model's records that must have the strong model's outcome too, for its gap to be learnt rather than
 * its quality. In logs where each prompt met one model there are no gaps to learn from.
 */
const LEAST_PAIRED = 0.5

/** What is learnt of each model: the strong one's quality, and how far each other one is from it. */
export interface GapTargets {
	readonly targets: Targets
	/** Whether the column of each model is a gap. */
	readonly gap: readonly boolean[]
}

/**
 * A column for each model. The gap is learnt in place of two qualities because what makes a prompt hard for both does
 * not matter to the choice: on MMLU pairs it is worth 0.07 of APGR to learn the gap and not "the weak one is wrong".
 */
export function gapTargets({ quality, strong }: OutcomeTable): GapTargets {
	const best = quality[strong] as Float64Array
	const gap = quality.map((own, index) => {
		if (index === strong) return false
		const known = own.filter((value) => !Number.isNaN(value)).length
		const paired = own.filter((value, row) => !Number.isNaN(value - (best[row] as number))).length
		return paired >= LEAST_PAIRED * known
	})
	const targets = quality.map((own, index) =>
		gap[index] === true ? own.map((value, row) => value - (best[row] as number)) : own,
	)
	return { targets, gap }
}

/** Qualities from predicted columns. */
export function qualitiesOf(
	columns: { readonly [index: number]: number; readonly length: number },
	gap: readonly boolean[],
	strong: number,
): Float64Array {
	return Float64Array.from(gap, (isGap, index) =>
		isGap ? (columns[strong] as number) + (columns[index] as number) : (columns[index] as number),
	)
}
