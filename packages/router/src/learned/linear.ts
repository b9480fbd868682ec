import { HeadroomError } from '@headroom/spec'
import { FORM } from './form.ts'
import { packed, unpacked } from './packed.ts'
import type { Reading } from './reading.ts'
import { ridge } from './ridge.ts'
import { type SparseRow, stacked } from './sparse.ts'
import { type Standard, standardised, standardOf } from './standard.ts'
import { meanOf, type Targets } from './targets.ts'

/** Bits of a hash that name a term's weight: 2^15 weights, 32 KB of int8 for each column. */
const BITS = 15
const BUCKETS = 2 ** BITS

/** Steps of a saved rarity: 1/16 of a natural logarithm, so that 2^8 of them reach past any number of records. */
const RARITY_STEPS = 16

/**
 * What form counts beside words, each value of form having a variance of 1 and each text's words a length of 1.
 *
 * 0.05 to 0.1 did best in cross-validation on MMLU and GSM8K pairs, within 0.003 of APGR of each other.
 */
const FORM_SCALE = 0.07

/** One column's weights. */
interface Column {
	/** Mean of the targets learnt from. */
	readonly mean: number
	/** The weight of bucket b is `words[b]·step`. */
	readonly words: Int8Array
	readonly step: number
	readonly form: readonly number[]
}

/** As it is saved. */
export interface SavedLinear {
	readonly rarity: string
	readonly standard: Standard
	readonly columns: readonly {
		readonly mean: number
		readonly words: string
		readonly step: number
		readonly form: readonly number[]
	}[]
}

/** A hashed linear model: a weight for each hashed word and pair of words, in int8, and for each value of form. */
export class LinearModel {
	readonly #rarity: Uint8Array
	readonly #standard: Standard
	readonly #columns: readonly Column[]

	private constructor(rarity: Uint8Array, standard: Standard, columns: readonly Column[]) {
		this.#rarity = rarity
		this.#standard = standard
		this.#columns = columns
	}

	/** Models that differ in their penalty alone: the rows are laid out once. */
	static train(
		readings: readonly Reading[],
		targets: Targets,
		penalties: readonly number[],
	): readonly LinearModel[] {
		const rarity = rarityOf(readings)
		const standard = standardOf(readings.map((reading) => reading.form))
		const rows = readings.map((reading) => rowOf(reading, rarity, standard))
		return penalties.map(
			(penalty) =>
				new LinearModel(
					rarity,
					standard,
					targets.map((column) => columnOf(rows, column, penalty)),
				),
		)
	}

	/** A value for each column. */
	predict(reading: Reading): Float64Array {
		const { columns: buckets, values } = rowOf(reading, this.#rarity, this.#standard)
		return Float64Array.from(this.#columns, ({ mean, words, step, form }) => {
			let [byWords, byForm] = [0, 0]
			for (let entry = 0; entry < buckets.length; entry++) {
				const bucket = buckets[entry] as number
				const value = values[entry] as number
				if (bucket < BUCKETS) byWords += value * (words[bucket] as number)
				else byForm += value * (form[bucket - BUCKETS] as number)
			}
			return mean + byWords * step + byForm
		})
	}

	save(): SavedLinear {
		return {
			rarity: packed(this.#rarity),
			standard: this.#standard,
			columns: this.#columns.map(({ mean, words, step, form }) => ({
				mean,
				words: packed(words),
				step,
				form,
			})),
		}
	}

	/** @throws HeadroomError `invalid-argument` when it is malformed. */
	static load({ rarity, standard, columns }: SavedLinear): LinearModel {
		const width = FORM.length
		if (standard?.mean?.length !== width || columns.some(({ form }) => form.length !== width))
			throw new HeadroomError(
				'invalid-argument',
				`the saved router measures another form than this version, which has ${width} values; train it anew`,
			)
		return new LinearModel(
			new Uint8Array(unpacked(rarity, 'linear.rarity', 1, BUCKETS)),
			standard,
			columns.map((column) => ({
				...column,
				words: new Int8Array(unpacked(column.words, 'linear.columns.words', 1, BUCKETS)),
			})),
		)
	}
}

function bucketOf(hash: number): number {
	return hash >>> (32 - BITS)
}

/** `ln((1 + n)/(1 + texts with the bucket)) + 1` as in scikit-learn, in steps; 0 for a bucket that no text has. */
function rarityOf(readings: readonly Reading[]): Uint8Array {
	const texts = new Int32Array(BUCKETS)
	const last = new Int32Array(BUCKETS).fill(-1)
	for (const [index, { terms }] of readings.entries())
		for (const hash of terms) {
			const bucket = bucketOf(hash)
			if (last[bucket] === index) continue
			last[bucket] = index
			texts[bucket] = (texts[bucket] as number) + 1
		}
	return Uint8Array.from(texts, (count) =>
		count === 0
			? 0
			: Math.min(255, Math.round(RARITY_STEPS * (Math.log((1 + readings.length) / (1 + count)) + 1))),
	)
}

/** A text's words as a vector of length 1, `(1 + ln tf)·rarity`, and behind them its scaled form. */
function rowOf({ terms, counts, form }: Reading, rarity: Uint8Array, standard: Standard): SparseRow {
	const width = FORM.length
	const columns = new Int32Array(terms.length + width)
	const values = new Float64Array(terms.length + width)
	let squares = 0
	for (let index = 0; index < terms.length; index++) {
		const bucket = bucketOf(terms[index] as number)
		const value = (1 + Math.log(counts[index] as number)) * (rarity[bucket] as number)
		columns[index] = bucket
		values[index] = value
		squares += value * value
	}
	const length = Math.sqrt(squares) || 1
	for (let index = 0; index < terms.length; index++) values[index] = (values[index] as number) / length
	const built = standardised(standard, form)
	for (let index = 0; index < width; index++) {
		columns[terms.length + index] = BUCKETS + index
		values[terms.length + index] = (built[index] as number) * FORM_SCALE
	}
	return { columns, values }
}

function columnOf(rows: readonly SparseRow[], targets: Float64Array, penalty: number): Column {
	const known = [...rows.keys()].filter((row) => !Number.isNaN(targets[row]))
	const mean = meanOf(targets)
	const weights = ridge(
		stacked(
			known.map((row) => rows[row] as SparseRow),
			BUCKETS + FORM.length,
		),
		Float64Array.from(known, (row) => (targets[row] as number) - mean),
		penalty,
	)
	const words = weights.subarray(0, BUCKETS)
	const largest = words.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0)
	const step = largest / 127
	return {
		mean,
		words: Int8Array.from(words, (weight) => (step === 0 ? 0 : Math.round(weight / step))),
		step,
		form: [...weights.subarray(BUCKETS)],
	}
}
