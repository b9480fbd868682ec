import type { OutcomeTable } from './outcome-table.ts'
import { meanOf, type Targets } from './targets.ts'

/** Correlations below so many standard errors of 0 come about by chance in more than 1 of 20 sets of records. */
const STANDARD_ERRORS = 1.645

/** Gap of mean qualities below which choosing between models can win or lose little. */
const LEAST_GAP = 0.05

/** Whether records tell the models apart, by predictions of records not learnt from. */
export interface Verdict {
	readonly holds: boolean
	/** Correlation of the predicted gaps with the real ones, over all pairs with the best model. */
	readonly correlation: number
	/** What chance alone stays below in 19 of 20 cases. */
	readonly needed: number
	readonly reason: string
	readonly warnings: readonly string[]
}

export function verdictOf(table: OutcomeTable, truths: Targets, outOfFold: Targets): Verdict {
	const { models, means, meanCosts, strong, cheap } = table
	const [best, other] = [models[strong] as string, models[cheap] as string]
	const correlation = pooledCorrelation(truths, outOfFold, strong)
	const needed = STANDARD_ERRORS / Math.sqrt(truths[strong]?.length ?? 1)
	const holds = correlation > needed
	const figures = `the predicted gaps correlate ${correlation.toFixed(3)} with the real ones out of fold, more than ${needed.toFixed(3)} is needed at this number of records`
	const warnings: string[] = []
	const gap = (means[strong] as number) - (means[cheap] as number)
	if (gap < LEAST_GAP)
		warnings.push(
			`${best} is ${gap.toFixed(3)} better than ${other} on average: so little can be gained by choosing that always ${other} may do`,
		)
	if ((meanCosts[strong] as number) <= (meanCosts[cheap] as number) && table.costs === 'known')
		warnings.push(`${best} is the best and the cheapest on average: a choice can win quality, and no money`)
	if (table.costs === 'assumed')
		warnings.push(
			'no costs are known: the better a model, the dearer it is taken to be, and no cost is stated',
		)
	const reason = holds ? figures : `no better than always ${best}, or a mix by chance: ${figures}`
	return { holds, correlation, needed, reason, warnings }
}

function pooledCorrelation(truths: Targets, predictions: Targets, except: number): number {
	let [products, squares, truthSquares] = [0, 0, 0]
	for (const [index, truth] of truths.entries()) {
		if (index === except) continue
		const column = predictions[index] as Float64Array
		const known = column.map((value, row) => (Number.isNaN(truth[row]) ? Number.NaN : value))
		const [mean, truthMean] = [meanOf(known), meanOf(truth)]
		for (const [row, value] of known.entries()) {
			if (Number.isNaN(value)) continue
			const [a, b] = [value - mean, (truth[row] as number) - truthMean]
			products += a * b
			squares += a * a
			truthSquares += b * b
		}
	}
	return squares === 0 || truthSquares === 0 ? 0 : products / Math.sqrt(squares * truthSquares)
}
