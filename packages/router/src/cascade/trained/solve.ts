/** Rows of features, one after the other. */
export interface Design {
	readonly rows: number
	readonly columns: number
	readonly values: Float64Array
}

/** Most rounds of reweighting; the fit is settled after five or six. */
const ROUNDS = 12

/** Least chance that a row is given while fitting, so that no weight is infinite. */
const LEAST_CHANCE = 1e-4

/** The weights of a penalised linear fit: least squares with `penalty[i]·w[i]²`. */
export function fitLinear(
	design: Design,
	targets: ArrayLike<number>,
	penalty: ArrayLike<number>,
	rowWeights?: ArrayLike<number>,
): Float64Array {
	const { rows, columns, values } = design
	const matrix = new Float64Array(columns * columns)
	const right = new Float64Array(columns)
	for (let row = 0; row < rows; row++) {
		const start = row * columns
		const weight = rowWeights?.[row] ?? 1
		for (let i = 0; i < columns; i++) {
			const value = (values[start + i] as number) * weight
			if (value === 0) continue
			right[i] = (right[i] as number) + value * (targets[row] as number)
			for (let j = 0; j <= i; j++) {
				const at = i * columns + j
				matrix[at] = (matrix[at] as number) + value * (values[start + j] as number)
			}
		}
	}
	for (let i = 0; i < columns; i++) {
		const at = i * columns + i
		matrix[at] = (matrix[at] as number) + (penalty[i] as number)
	}
	return solvePositive(matrix, right)
}

/** The weights of a penalised logistic fit to targets in [0, 1], by reweighted least squares. */
export function fitLogistic(
	design: Design,
	targets: ArrayLike<number>,
	penalty: ArrayLike<number>,
): Float64Array {
	const { rows, columns, values } = design
	const [working, weights] = [new Float64Array(rows), new Float64Array(rows)]
	let fitted: Float64Array = new Float64Array(columns)
	for (let round = 0; round < ROUNDS; round++) {
		for (let row = 0; row < rows; row++) {
			const score = dot(fitted, values, row * columns)
			const chance = Math.min(1 - LEAST_CHANCE, Math.max(LEAST_CHANCE, logistic(score)))
			const weight = chance * (1 - chance)
			weights[row] = weight
			working[row] = score + ((targets[row] as number) - chance) / weight
		}
		const next = fitLinear(design, working, penalty, weights)
		const change = next.reduce((most, value, i) => Math.max(most, Math.abs(value - (fitted[i] as number))), 0)
		fitted = next
		if (change < 1e-6) break
	}
	return fitted
}

export function logistic(score: number): number {
	return 1 / (1 + Math.exp(-score))
}

/** Sum of the products of the weights and as many values, from `start` on. */
export function dot(weights: ArrayLike<number>, values: ArrayLike<number>, start = 0): number {
	let sum = 0
	for (let i = 0; i < weights.length; i++) sum += (weights[i] as number) * (values[start + i] as number)
	return sum
}

/** Solves a symmetric positive system whose lower half is given, by Cholesky's factors; uses up both arguments. */
function solvePositive(matrix: Float64Array, right: Float64Array): Float64Array {
	const size = right.length
	const at = (i: number, j: number): number => matrix[i * size + j] as number
	for (let j = 0; j < size; j++) {
		for (let i = j; i < size; i++) {
			let sum = at(i, j)
			for (let k = 0; k < j; k++) sum -= at(i, k) * at(j, k)
			matrix[i * size + j] = i === j ? Math.sqrt(sum) : sum / at(j, j)
		}
	}
	for (let i = 0; i < size; i++) {
		let sum = right[i] as number
		for (let k = 0; k < i; k++) sum -= at(i, k) * (right[k] as number)
		right[i] = sum / at(i, i)
	}
	for (let i = size - 1; i >= 0; i--) {
		let sum = right[i] as number
		for (let k = i + 1; k < size; k++) sum -= at(k, i) * (right[k] as number)
		right[i] = sum / at(i, i)
	}
	return right
}
