import type { SparseRows } from './vocabulary.ts'

/** A sparse vector of features. */
export interface Weights {
	/** Each once. */
	readonly columns: Int32Array
	readonly weights: Float64Array
}

/** Sums rows, each times its amount. Keeps its memory for the next sum, so that many small ones are cheap. */
export class RowSums {
	readonly #rows: SparseRows
	readonly #dense: Float64Array
	readonly #touched: Int32Array
	readonly #seen: Uint8Array

	/** @param size Number of features. */
	constructor(rows: SparseRows, size: number) {
		this.#rows = rows
		this.#dense = new Float64Array(size)
		this.#touched = new Int32Array(size)
		this.#seen = new Uint8Array(size)
	}

	sum(rows: ArrayLike<number>, amounts: ArrayLike<number>): Weights {
		const { starts, columns, weights } = this.#rows
		let size = 0
		for (let index = 0; index < rows.length; index++) {
			const row = rows[index] as number
			const amount = amounts[index] as number
			for (let entry = starts[row] as number, end = starts[row + 1] as number; entry < end; entry++) {
				const column = columns[entry] as number
				if (this.#seen[column] === 0) {
					this.#seen[column] = 1
					this.#touched[size++] = column
				}
				this.#dense[column] = (this.#dense[column] as number) + amount * (weights[entry] as number)
			}
		}
		const touched = this.#touched.slice(0, size)
		const sums = new Float64Array(size)
		for (let index = 0; index < size; index++) {
			const column = touched[index] as number
			sums[index] = this.#dense[column] as number
			this.#dense[column] = 0
			this.#seen[column] = 0
		}
		return { columns: touched, weights: sums }
	}
}
