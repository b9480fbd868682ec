import type { Predicted } from './dial.ts'
import type { OutcomeTable } from './outcome-table.ts'

/** Correlations below so many standard errors of 0 come about by chance in more than 1 of 20 sets of records. */
const STANDARD_ERRORS = 1.645

/** Gap of mean qualities below which choosing between models can win or lose little. */
const LEAST_GAP = 0.05

/** Whether records tell the models apart, by predictions of records not learnt from. */
export interface Verdict {
	readonly holds: boolean
	/** Correlation of predicted gaps with real ones, over all pairs with the best model. */
	readonly correlation: number
	/** What chance alone stays below in 19 of 20 cases. */
	readonly needed: number
	readonly reason: string
	readonly warnings: readonly string[]
}

export function verdictOf(table: OutcomeTable, outOfFold: readonly Predicted[]): Verdict {
	const { models, means, meanCosts, strong, cheap } = table
	const [best, other] = [models[strong] as string, models[cheap] as string]
	const correlation = gapCorrelation(table, outOfFold)
	const needed = STANDARD_ERRORS / Math.sqrt(outOfFold.length)
	const holds = correlation > needed
	const figures = `predicted gaps correlate ${correlation.toFixed(3)} with real ones out of fold, and chance alone reaches ${needed.toFixed(3)} at this number of records`
	const warnings: string[] = []
	const gap = (means[strong] as number) - (means[cheap] as number)
	const cheapest = table.costs === 'known' && (meanCosts[strong] as number) <= (meanCosts[cheap] as number)
	if (gap < LEAST_GAP)
		warnings.push(
			`${best} is ${gap.toFixed(3)} better than ${other} on average: so little can be gained by choosing that always ${cheapest ? best : other} may do`,
		)
	if (cheapest)
		warnings.push(`${best} is the best and the cheapest on average: a choice can win quality, and no money`)
	if (table.costs === 'assumed')
		warnings.push(
			'no costs are known: the better a model, the dearer it is taken to be, and no cost is stated',
		)
	const reason = holds ? figures : `no better than always ${best}, or a mix by chance: ${figures}`
	return { holds, correlation, needed, reason, warnings }
}

/**
 * A record that met one model of a pair says half of a gap: what that model was better or worse than its mean. So logs in
 * which no prompt met two models can be judged as well, and predicting what is hard for both earns nothing.
 */
function gapCorrelation({ quality, means, strong }: OutcomeTable, outOfFold: readonly Predicted[]): number {
	let [products, squares, truthSquares] = [0, 0, 0]
	for (const [other, column] of quality.entries()) {
		if (other === strong) continue
		const rows = [...column.keys()].filter(
			(row) => !Number.isNaN(column[row]) || !Number.isNaN(quality[strong]?.[row]),
		)
		const known = (model: number, row: number): number => {
			const value = quality[model]?.[row] as number
			return Number.isNaN(value) ? 0 : value - (means[model] as number)
		}
		const guess = (row: number): number => {
			const one = outOfFold[row]?.quality
			return (one?.[strong] as number) - (one?.[other] as number)
		}
		const centre = rows.reduce((sum, row) => sum + guess(row), 0) / rows.length
		for (const row of rows) {
			const [a, b] = [guess(row) - centre, known(strong, row) - known(other, row)]
			products += a * b
			squares += a * a
			truthSquares += b * b
		}
	}
	return squares === 0 || truthSquares === 0 ? 0 : products / Math.sqrt(squares * truthSquares)
}
