import { BLOCKS, type Features, featuresOf } from './features.ts'

/** Texts as sparse vectors (compressed rows): text i holds the entries from `starts[i]` to `starts[i + 1]`. */
export interface SparseRows {
	readonly starts: Int32Array
	readonly columns: Int32Array
	readonly weights: Float32Array
}

/** A text as a sparse vector of features that the examples have; those they lack only shorten it. */
export interface SparseVector {
	readonly columns: readonly number[]
	readonly weights: readonly number[]
}

/** Which features examples have, and how much each says: TF-IDF, each block of features brought to the same length. */
export class Vocabulary {
	readonly #columns = new Map<number, number>()
	readonly #rarity: Float64Array
	readonly #unseen: number
	/** The examples in order, as vectors. */
	readonly rows: SparseRows

	/** @param groups Number in [0, n) of the group of each text. */
	constructor(texts: readonly string[], groups: ArrayLike<number>) {
		const read = texts.map((text) => featuresOf(text).map(counted) as Counted[])
		const inTexts: number[] = []
		const inGroups: number[] = []
		const lastGroup: number[] = []
		for (const [text, blocks] of read.entries())
			for (const { features } of blocks)
				for (const feature of features) {
					let column = this.#columns.get(feature)
					if (column === undefined) {
						column = this.#columns.size
						this.#columns.set(feature, column)
						inTexts.push(0)
						inGroups.push(0)
						lastGroup.push(-1)
					}
					inTexts[column] = (inTexts[column] as number) + 1
					if (lastGroup[column] === groups[text]) continue
					// Texts of a group stand together.
					lastGroup[column] = groups[text] as number
					inGroups[column] = (inGroups[column] as number) + 1
				}
		const groupCount = texts.length === 0 ? 0 : (groups[texts.length - 1] as number) + 1
		// The commonest first: learning reads the weights of those most, and near each other they are read fastest.
		const order = Array.from(inTexts.keys()).sort(
			(a, b) => (inTexts[b] as number) - (inTexts[a] as number) || a - b,
		)
		const places = new Int32Array(order.length)
		for (const [place, column] of order.entries()) places[column] = place
		for (const [feature, column] of this.#columns) this.#columns.set(feature, places[column] as number)
		this.#rarity = Float64Array.from(order, (column) =>
			rarity(inTexts[column] as number, texts.length, inGroups[column] as number, groupCount),
		)
		this.#unseen = rarity(0, texts.length, 0, groupCount)
		this.rows = packed(read.map((blocks) => this.#vector(blocks)))
	}

	/** Number of different features. */
	get size(): number {
		return this.#rarity.length
	}

	vectorOf(text: string): SparseVector {
		return this.#vector((featuresOf(text) as Features).map(counted))
	}

	#vector(blocks: readonly Counted[]): SparseVector {
		const columns: number[] = []
		const weights: number[] = []
		for (const { features, counts } of blocks) {
			const from = columns.length
			let squares = 0
			for (let index = 0; index < features.length; index++) {
				const column = this.#columns.get(features[index] as number)
				const count = counts[index] as number
				// Logarithmic, so that a word said ten times does not drown the rest.
				const often = count === 1 ? 1 : 1 + Math.log(count)
				const weight = often * (column === undefined ? this.#unseen : (this.#rarity[column] as number))
				squares += weight * weight
				if (column === undefined) continue
				columns.push(column)
				weights.push(weight)
			}
			const scale = 1 / Math.sqrt(squares * BLOCKS)
			for (let index = from; index < weights.length; index++)
				weights[index] = Math.fround((weights[index] as number) * scale)
		}
		return { columns, weights }
	}
}

interface Counted {
	/** Each once. */
	readonly features: Int32Array
	readonly counts: Int32Array
}

function counted(found: Int32Array): Counted {
	const sorted = found.slice().sort()
	const counts = new Int32Array(sorted.length)
	let size = 0
	for (let index = 0; index < sorted.length; index++) {
		if (index > 0 && sorted[index] === sorted[size - 1]) counts[size - 1] = (counts[size - 1] as number) + 1
		else {
			sorted[size] = sorted[index] as number
			counts[size++] = 1
		}
	}
	return { features: sorted.subarray(0, size), counts: counts.subarray(0, size) }
}

/**
 * The mean, by multiplication, of how rare a feature is among texts and among groups: what all texts of one group share
 * tells more than what as many texts of many groups have.
 */
function rarity(inTexts: number, texts: number, inGroups: number, groups: number): number {
	const amongTexts = Math.log((1 + texts) / (1 + inTexts)) + 1
	const amongGroups = Math.log((1 + groups) / (1 + inGroups)) + 1
	return Math.sqrt(amongTexts * amongGroups)
}

function packed(vectors: readonly SparseVector[]): SparseRows {
	const starts = new Int32Array(vectors.length + 1)
	for (const [row, { columns }] of vectors.entries())
		starts[row + 1] = (starts[row] as number) + columns.length
	const entries = starts[vectors.length] as number
	const [allColumns, allWeights] = [new Int32Array(entries), new Float32Array(entries)]
	for (const [row, { columns, weights }] of vectors.entries()) {
		allColumns.set(columns, starts[row])
		allWeights.set(weights, starts[row])
	}
	return { starts, columns: allColumns, weights: allWeights }
}
