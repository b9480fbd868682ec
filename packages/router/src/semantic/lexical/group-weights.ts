import type { Weights } from './row-sums.ts'
import type { SparseVector } from './vocabulary.ts'

/** The weight of every feature in every group, by feature: a text reads the groups of its few features alone. */
export class GroupWeights {
	readonly #starts: Int32Array
	readonly #inGroups: Uint16Array | Uint32Array
	readonly #weights: Float32Array
	readonly #biases: Float64Array

	/** @param size Number of features. */
	constructor(size: number, perGroup: readonly Weights[], biases: Float64Array) {
		this.#biases = biases
		const starts = new Int32Array(size + 1)
		for (const { columns } of perGroup)
			for (let index = 0; index < columns.length; index++) {
				const next = (columns[index] as number) + 1
				starts[next] = (starts[next] as number) + 1
			}
		for (let column = 0; column < size; column++)
			starts[column + 1] = (starts[column + 1] as number) + (starts[column] as number)
		const entries = starts[size] as number
		this.#starts = starts
		this.#weights = new Float32Array(entries)
		this.#inGroups = perGroup.length <= 0x10000 ? new Uint16Array(entries) : new Uint32Array(entries)
		const next = starts.slice()
		for (const [group, { columns, weights }] of perGroup.entries())
			for (let index = 0; index < columns.length; index++) {
				const column = columns[index] as number
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
