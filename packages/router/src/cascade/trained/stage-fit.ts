import { agrees, type StateFeatures } from './features.ts'
import { type Design, dot, fitLinear, fitLogistic, logistic } from './solve.ts'

/** What was learnt for a number of answers: plain JSON. */
export interface StageFit {
	/** Patterns of agreement that were seen, in the order of the weights. */
	readonly patterns: readonly string[]
	/** Mean and spread of each value, as seen. */
	readonly mean: readonly number[]
	readonly spread: readonly number[]
	/** Weights for the chance that the requested model is right, and that the candidate is. */
	readonly strong: readonly number[]
	readonly candidate: readonly number[]
	/** Weights for the logarithm of what the requested model costs, in USD. */
	readonly cost: readonly number[]
}

/** A state with what came of it. */
export interface StageRow {
	readonly features: StateFeatures
	/** Quality of the requested model's answer and of the candidate. */
	readonly strong: number
	readonly candidate: number
	/** USD of the requested model's answer. */
	readonly cost: number
}

/** What a fit expects of a state. */
export interface Expected {
	/** Quality of the requested model's answer less that of the candidate, in [-1, 1]. */
	readonly gain: number
	/** USD of asking the requested model. */
	readonly cost: number
}

/**
 * Penalty of every weight but the constant, on values of spread 1. Chosen by repeated ten-fold cross-validation on the
 * development half of ZeroEval out of 0.25, 0.75 and 2.5, which differ by a tenth of a percent of quality.
 */
const PENALTY = 2.5

/** Spreads from the mean that a value is taken for at most: nothing was learnt beyond. */
const FARTHEST = 4

/** Learns what to expect of the states with so many answers. */
export function fitStage(rows: readonly StageRow[]): StageFit {
	const patterns = [...new Set(rows.map(({ features }) => features.pattern))].sort()
	const columns = rows[0]?.features.values.length ?? 0
	const mean: number[] = []
	const spread: number[] = []
	for (let column = 0; column < columns; column++) {
		const known = rows
			.map(({ features }) => features.values[column] as number)
			.filter((value) => Number.isFinite(value))
		const middle = known.reduce((sum, value) => sum + value, 0) / Math.max(1, known.length)
		const squares = known.reduce((sum, value) => sum + (value - middle) ** 2, 0)
		mean.push(middle)
		const deviation = Math.sqrt(squares / Math.max(1, known.length))
		// What never varies has the spread of rounding, by which any other value would be far out.
		spread.push(deviation > 1e-9 * Math.max(1, Math.abs(middle)) ? deviation : 1)
	}
	const scales = { patterns, mean, spread }
	const vectors = rows.map(({ features }) => vectorOf(features, scales))
	const width = vectors[0]?.length ?? 0
	const design: Design = {
		rows: rows.length,
		columns: width,
		values: Float64Array.from({ length: rows.length * width }, (_, at) => {
			return vectors[Math.floor(at / width)]?.[at % width] ?? 0
		}),
	}
	const penalty = Float64Array.from({ length: width }, (_, index) => (index === 0 ? 1e-3 : PENALTY))
	const costs = rows.map(({ cost }) => Math.log(Math.max(cost, 1e-12)))
	const targets = (part: 'strong' | 'candidate'): number[] => rows.map((row) => row[part])
	return {
		...scales,
		strong: [...fitLogistic(design, targets('strong'), penalty)],
		candidate: [...fitLogistic(design, targets('candidate'), penalty)],
		cost: [...fitLinear(design, costs, penalty)],
	}
}

/** What a fit expects of a state. */
export function expect(fit: StageFit, features: StateFeatures): Expected {
	const vector = vectorOf(features, fit)
	return {
		gain: logistic(dot(fit.strong, vector)) - logistic(dot(fit.candidate, vector)),
		cost: Math.exp(dot(fit.cost, vector)),
	}
}

/** A constant, the pattern, the values on one scale, and these once more where answers agree. */
function vectorOf(
	{ pattern, values }: StateFeatures,
	{ patterns, mean, spread }: Pick<StageFit, 'patterns' | 'mean' | 'spread'>,
): number[] {
	const scaled = values.map((value, index) => {
		const far = (value - (mean[index] ?? 0)) / (spread[index] ?? 1)
		return Number.isFinite(far) ? Math.min(FARTHEST, Math.max(-FARTHEST, far)) : 0
	})
	const together = agrees(pattern) ? 1 : 0
	return [
		1,
		...patterns.map((one) => (one === pattern ? 1 : 0)),
		...scaled,
		...(pattern.length > 1 ? scaled.map((value) => together * value) : []),
	]
}
