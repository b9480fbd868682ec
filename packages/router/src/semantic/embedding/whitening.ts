import { Turns } from './turns.ts'
import { dot, meanOf, type Numbers } from './vector-math.ts'

/**
 * Weight of what the examples say of their own spread against no direction being special: with `degrees` of freedom
 * and `size` dimensions the sample's part is `0.2 · degrees / (size + 0.2 · degrees)`. Of 0, 0.1, 0.2, 0.4 and 0.8,
 * 0.2 and 0.4 were best on training rows of CLINC150, Banking77 and HWU64 with 5, 10 and 80 examples an intent.
 */
const SAMPLE_WEIGHT = 0.2

/** A smaller part of the sample than this changes no decision and costs as much: the map is left out. */
const LEAST_PART = 0.01

/** Dimensions above which the map is left out: it costs their cube once, 1 s at 1,536. */
const MOST_DIMENSIONS = 2_048

/**
 * A map after which examples of one group differ alike in all directions: directions in which texts of the same
 * kind vary count less. The pooled covariance within groups is shrunk towards the identity, the more the fewer
 * examples there are.
 */
export class Whitening {
	/** Lower triangle of the covariance's Cholesky factor, row by row, rounded to 32 bits so that it is saved exactly. */
	readonly factor: Float32Array
	readonly #size: number

	constructor(factor: Float32Array, size: number) {
		this.factor = factor
		this.#size = size
	}

	/** `undefined` where the map would be all but the identity. */
	static async of(groups: readonly (readonly Numbers[])[]): Promise<Whitening | undefined> {
		const size = groups[0]?.[0]?.length ?? 0
		const degrees = groups.reduce((sum, group) => sum + group.length - 1, 0)
		const part = (SAMPLE_WEIGHT * degrees) / (size + SAMPLE_WEIGHT * degrees)
		if (size > MOST_DIMENSIONS || !(part >= LEAST_PART)) return undefined
		const turns = new Turns()
		const covariance = await scatter(groups, size, turns)
		let trace = 0
		for (let row = 0; row < size; row++) trace += covariance[row * size + row] ?? 0
		// Groups of equal texts have no spread to learn from.
		if (!(trace > 0)) return undefined
		for (let row = 0; row < size; row++)
			for (let column = 0; column <= row; column++) {
				const at = row * size + column
				covariance[at] = ((covariance[at] ?? 0) / trace) * size * part + (row === column ? 1 - part : 0)
			}
		await factorize(covariance, size, turns)
		const factor = new Float32Array(triangle(size))
		for (let row = 0; row < size; row++)
			factor.set(covariance.subarray(row * size, row * size + row + 1), triangle(row))
		return new Whitening(factor, size)
	}

	/** The vector after the map: the factor's triangular system solved for it. */
	map(vector: Numbers): Float64Array {
		const { factor } = this
		const solved = new Float64Array(this.#size)
		for (let row = 0, at = 0; row < this.#size; row++, at++) {
			let rest = vector[row] ?? 0
			for (let column = 0; column < row; column++, at++) rest -= (factor[at] ?? 0) * (solved[column] ?? 0)
			solved[row] = rest / (factor[at] ?? 1)
		}
		return solved
	}
}

/** Numbers in the lower triangle of so many rows. */
export function triangle(rows: number): number {
	return (rows * (rows + 1)) / 2
}

/** Sum of the outer products of what each vector differs from its group's mean; lower triangle, row by row. */
async function scatter(
	groups: readonly (readonly Numbers[])[],
	size: number,
	turns: Turns,
): Promise<Float64Array> {
	const sums = new Float64Array(size * size)
	for (const group of groups) {
		const mean = meanOf(group)
		for (const vector of group) {
			const rest = mean.map((value, index) => (vector[index] ?? 0) - value)
			for (let row = 0; row < size; row++) {
				const factor = rest[row] ?? 0
				const at = row * size
				for (let column = 0; column <= row; column++)
					sums[at + column] = (sums[at + column] ?? 0) + factor * (rest[column] ?? 0)
			}
			await turns.after((size * size) / 2)
		}
	}
	return sums
}

/** Cholesky: replaces the lower triangle of a positive definite matrix by its factor. */
async function factorize(matrix: Float64Array, size: number, turns: Turns): Promise<void> {
	for (let row = 0; row < size; row++) {
		const own = matrix.subarray(row * size, row * size + size)
		for (let column = 0; column <= row; column++) {
			const other = matrix.subarray(column * size, column * size + column)
			const rest = (own[column] ?? 0) - dot(other, own)
			own[column] = column === row ? Math.sqrt(rest) : rest / (matrix[column * size + column] ?? 1)
		}
		await turns.after((row * row) / 2)
	}
}
