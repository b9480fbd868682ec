import { chosen, type Predicted, turningPoints } from './dial.ts'
import type { OutcomeTable } from './outcome-table.ts'

/** Settings of the dial that are tried, so spread that each moves as many records to another model. */
const SETTINGS = 200

/** A mean with the interval that holds it with 95 % confidence. */
export interface Estimate {
	readonly mean: number
	readonly low: number
	readonly high: number
}

/** What to expect at a setting of the dial, from predictions of records not learnt from. */
export interface CurvePoint {
	/** In [0, 1]. */
	readonly dial: number
	/** Share of requests for each model, in the order of `models`. */
	readonly shares: readonly number[]
	/** Mean quality of the answers. */
	readonly quality: Estimate
	/** The same as a share of the best single model's; its interval is that of the difference, prompt by prompt. */
	readonly kept: Estimate
	/** Mean USD of a request; absent where costs are unknown. */
	readonly cost?: Estimate
}

export interface Curve {
	readonly points: readonly CurvePoint[]
	/** Share of outcomes that no record has, for which predictions stand in. */
	readonly imputed: number
}

/** What out-of-fold predictions would have chosen, and got, at many settings of the dial. */
export function curveOf(table: OutcomeTable, predicted: readonly Predicted[], unit: number): Curve {
	const known = table.quality.reduce(
		(sum, column) => sum + column.filter((value) => !Number.isNaN(value)).length,
		0,
	)
	const all = table.models.length * predicted.length
	const points = settings(predicted, unit).map((dial) => pointAt(dial, table, predicted, unit))
	return { points, imputed: (all - known) / all }
}

function settings(predicted: readonly Predicted[], unit: number): number[] {
	const turns = Float64Array.from(predicted.flatMap((one) => turningPoints(one, unit))).sort()
	const spread = Array.from({ length: turns.length === 0 ? 0 : SETTINGS - 1 }, (_, index) => {
		const place = Math.floor((turns.length * (index + 0.5)) / (SETTINGS - 1))
		// Between two texts' turning points, so that no choice hangs on the last bit.
		return ((turns[place] as number) + (turns[place + 1] ?? 1)) / 2
	})
	return [...new Set([0, ...spread, 1])]
}

function pointAt(
	dial: number,
	table: OutcomeTable,
	predicted: readonly Predicted[],
	unit: number,
): CurvePoint {
	const counts = table.models.map(() => 0)
	const quality = new Float64Array(predicted.length)
	const lost = new Float64Array(predicted.length)
	const cost = new Float64Array(predicted.length)
	for (const [row, one] of predicted.entries()) {
		const model = chosen(one, dial, unit)
		const outcome = (index: number): number => {
			const value = table.quality[index]?.[row] as number
			return Number.isNaN(value) ? (one.quality[index] as number) : value
		}
		const paid = table.cost[model]?.[row] as number
		counts[model] = (counts[model] as number) + 1
		quality[row] = outcome(model)
		lost[row] = outcome(model) - outcome(table.strong)
		cost[row] = Number.isNaN(paid) ? (one.cost[model] as number) : paid
	}
	const best = table.means[table.strong] as number
	const gap = estimate(lost)
	const share = (value: number): number => (best === 0 ? 1 : 1 + value / best)
	return {
		dial,
		// Divided once: so many parts added up come to more than 1.
		shares: counts.map((count) => count / predicted.length),
		quality: estimate(quality),
		kept: { mean: share(gap.mean), low: share(gap.low), high: share(gap.high) },
		...(table.costs === 'known' ? { cost: estimate(cost) } : {}),
	}
}

/** The mean ± 1.96 standard errors. */
export function estimate(values: Float64Array): Estimate {
	const n = values.length
	let sum = 0
	for (const value of values) sum += value
	const mean = sum / n
	let squares = 0
	for (const value of values) squares += (value - mean) ** 2
	const reach = n < 2 ? Number.POSITIVE_INFINITY : 1.96 * Math.sqrt(squares / (n - 1) / n)
	return { mean, low: mean - reach, high: mean + reach }
}
