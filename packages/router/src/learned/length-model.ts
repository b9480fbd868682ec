import type { Reading } from './reading.ts'
import { meanOf, type Targets } from './targets.ts'

/** Column of `FORM` that holds the logarithm of the length. */
const LENGTH = 0

/** As it is saved. */
export interface SavedLength {
	readonly centre: number
	readonly columns: readonly { readonly mean: number; readonly slope: number }[]
}

/** A straight line through the logarithm of the length: all that a few records can teach. */
export class LengthModel {
	readonly #centre: number
	readonly #columns: SavedLength['columns']

	private constructor({ centre, columns }: SavedLength) {
		this.#centre = centre
		this.#columns = columns
	}

	static train(readings: readonly Reading[], targets: Targets): LengthModel {
		const lengths = Float64Array.from(readings, ({ form }) => form[LENGTH] as number)
		const centre = meanOf(lengths)
		const columns = targets.map((column) => {
			const mean = meanOf(column)
			let [products, squares] = [0, 0]
			for (const [row, value] of column.entries()) {
				if (Number.isNaN(value)) continue
				const distance = (lengths[row] as number) - centre
				products += distance * (value - mean)
				squares += distance * distance
			}
			return { mean, slope: squares === 0 ? 0 : products / squares }
		})
		return new LengthModel({ centre, columns })
	}

	/** A value for each column. */
	predict({ form }: Reading): Float64Array {
		const distance = (form[LENGTH] as number) - this.#centre
		return Float64Array.from(this.#columns, ({ mean, slope }) => mean + slope * distance)
	}

	save(): SavedLength {
		return { centre: this.#centre, columns: this.#columns }
	}

	static load(saved: SavedLength): LengthModel {
		return new LengthModel(saved)
	}
}
