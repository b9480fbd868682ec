import type { Border } from './one-vs-rest.ts'
import type { SparseRows, SparseVector } from './vocabulary.ts'

/** The weight of every feature in every group, by feature: a text reads the groups of its few features alone. */
export class GroupWeights {
	readonly #starts: Int32Array
	readonly #inGroups: Uint16Array | Uint32Array
	readonly #weights: Float32Array
	readonly #biases: Float64Array

	/** Weights by which a text's margin to each border is told; the bias is what the examples weigh together. */
	static margins(rows: SparseRows, size: number, borders: readonly Border[]): GroupWeights {
		const dense = new Float64Array(size)
		return new GroupWeights(
			size,
			borders.map((border) => summed(rows, border, dense)),
			Float64Array.from(borders, ({ weights }) => weights.reduce((sum, weight) => sum + weight, 0)),
		)
	}

	/** Weights by which the cosine of a text with the mean of each group's examples is told. */
	static means(rows: SparseRows, size: number, groups: Int32Array, count: number): GroupWeights {
		const dense = new Float64Array(size)
		const own: number[][] = Array.from({ length: count }, () => [])
		for (const [row, group] of groups.entries()) own[group]?.push(row)
		const sums = own.map((members) =>
			unit(
				summed(
					rows,
					{ rows: Int32Array.from(members), weights: new Float32Array(members.length).fill(1) },
					dense,
				),
			),
		)
		return new GroupWeights(size, sums, new Float64Array(count))
	}

	private constructor(size: number, perGroup: readonly Weights[], biases: Float64Array) {
		this.#biases = biases
		const starts = new Int32Array(size + 1)
		for (const { columns } of perGroup)
			for (const column of columns) starts[column + 1] = (starts[column + 1] as number) + 1
		for (let column = 0; column < size; column++)
			starts[column + 1] = (starts[column + 1] as number) + (starts[column] as number)
		const entries = starts[size] as number
		this.#starts = starts
		this.#weights = new Float32Array(entries)
		this.#inGroups = perGroup.length <= 0x10000 ? new Uint16Array(entries) : new Uint32Array(entries)
		const next = starts.slice()
		for (const [group, { columns, weights }] of perGroup.entries())
			for (const [index, column] of columns.entries()) {
				const entry = next[column] as number
				next[column] = entry + 1
				this.#inGroups[entry] = group
				this.#weights[entry] = weights[index] as number
			}
	}

	/** One sum a group: the bias and what the features of the text weigh in it. */
	sums({ columns, weights }: SparseVector): Float64Array {
		const sums = this.#biases.slice()
		for (let index = 0; index < columns.length; index++) {
			const column = columns[index] as number
			const weight = weights[index] as number
			const end = this.#starts[column + 1] as number
			for (let entry = this.#starts[column] as number; entry < end; entry++) {
				const group = this.#inGroups[entry] as number
				sums[group] = (sums[group] as number) + weight * (this.#weights[entry] as number)
			}
		}
		return sums
	}
}

interface Weights {
	readonly columns: Int32Array
	readonly weights: Float32Array
}

/** Sums a border's examples; leaves `dense` at zeros. */
function summed(rows: SparseRows, border: Border, dense: Float64Array): Weights {
	const touched = new Set<number>()
	for (const [index, row] of border.rows.entries()) {
		const amount = border.weights[index] as number
		for (let entry = rows.starts[row] as number; entry < (rows.starts[row + 1] as number); entry++) {
			const column = rows.columns[entry] as number
			touched.add(column)
			dense[column] = (dense[column] as number) + amount * (rows.weights[entry] as number)
		}
	}
	const columns = Int32Array.from(touched)
	const weights = Float32Array.from(columns, (column) => dense[column] as number)
	for (const column of columns) dense[column] = 0
	return { columns, weights }
}

function unit({ columns, weights }: Weights): Weights {
	const length = Math.sqrt(weights.reduce((sum, weight) => sum + weight * weight, 0))
	return { columns, weights: length === 0 ? weights : weights.map((weight) => weight / length) }
}
