import { packed, unpacked } from './packed.ts'
import type { Reading } from './reading.ts'
import { meanOf, type Targets } from './targets.ts'

/** Bits of an entry that name its term, by its place in the vocabulary; the 8 above them hold how often it occurs. */
const BITS = 24
const PLACE = 2 ** BITS - 1
const MOST_COUNT = 2 ** (32 - BITS) - 1

/** Texts that a term must be in to say that two are alike. Pairs of words that occur once are half of an index. */
const LEAST_TEXTS = 2

/** Nearest texts that are asked. 60 to 200 did alike in cross-validation on MMLU pairs; fewer are noisier. */
const NEAREST = 100

/** Entries of the index that one search reads, rarest terms first: what is left out is in half of the texts. */
const MOST_ENTRIES = 150_000

/** As it is saved. */
export interface SavedNeighbours {
	/** Hashes of all terms, ascending, uint32. Shorter hashes would make strangers alike: 18 bits cost 0.008 of APGR. */
	readonly vocabulary: string
	/** Number of terms of each text, uint32. */
	readonly sizes: string
	/** Entries of all texts, uint32. */
	readonly terms: string
	/** Targets of each column, float32. */
	readonly targets: readonly string[]
}

/**
 * The mean target of the nearest texts by the cosine of their TF-IDF vectors, each with its similarity as its
 * weight. An inverted index: a text is compared with those alone that share a term.
 */
export class Neighbours {
	readonly #vocabulary: Uint32Array
	readonly #sizes: Uint32Array
	readonly #terms: Uint32Array
	readonly #targets: readonly Float32Array[]
	readonly #means: readonly number[]
	readonly #rarity: Float64Array
	/** Entries of term t stand from `starts[t]` to `starts[t + 1]`. */
	readonly #starts: Int32Array
	readonly #rows: Int32Array
	readonly #weights: Float32Array
	readonly #similarities: Float64Array

	private constructor(
		vocabulary: Uint32Array,
		sizes: Uint32Array,
		terms: Uint32Array,
		targets: readonly Float32Array[],
	) {
		this.#vocabulary = vocabulary
		this.#sizes = sizes
		this.#terms = terms
		this.#targets = targets
		this.#means = targets.map((column) => meanOf(Float64Array.from(column)))
		const starts = new Int32Array(vocabulary.length + 1)
		for (const entry of terms) {
			const place = (entry & PLACE) + 1
			starts[place] = (starts[place] as number) + 1
		}
		this.#rarity = new Float64Array(vocabulary.length)
		for (let term = 0; term < vocabulary.length; term++) {
			const texts = starts[term + 1] as number
			this.#rarity[term] = Math.log((1 + sizes.length) / (1 + texts)) + 1
			starts[term + 1] = (starts[term] as number) + texts
		}
		this.#starts = starts
		this.#rows = new Int32Array(terms.length)
		this.#weights = new Float32Array(terms.length)
		this.#similarities = new Float64Array(sizes.length)
		this.#fill()
	}

	static train(readings: readonly Reading[], targets: Targets): Neighbours {
		const texts = new Map<number, number>()
		for (const { terms } of readings) for (const hash of terms) texts.set(hash, (texts.get(hash) ?? 0) + 1)
		const vocabulary = Uint32Array.from(
			[...texts].filter(([, count]) => count >= LEAST_TEXTS).map(([hash]) => hash),
		).sort()
		const rows = readings.map((reading) => entriesOf(reading, vocabulary))
		const terms = new Uint32Array(rows.reduce((sum, row) => sum + row.length, 0))
		let from = 0
		for (const row of rows) {
			terms.set(row, from)
			from += row.length
		}
		return new Neighbours(
			vocabulary,
			Uint32Array.from(rows, (row) => row.length),
			terms,
			targets.map((column) => Float32Array.from(column)),
		)
	}

	#fill(): void {
		const next = this.#starts.slice()
		let from = 0
		for (const [row, size] of this.#sizes.entries()) {
			const terms = this.#terms.subarray(from, from + size)
			from += size
			const values = this.#unit(terms)
			for (const [entry, value] of terms.entries()) {
				const term = value & PLACE
				const place = next[term] as number
				next[term] = place + 1
				this.#rows[place] = row
				this.#weights[place] = values[entry] as number
			}
		}
	}

	/** `(1 + ln tf)·rarity`, at length 1. */
	#unit(entries: Uint32Array): Float64Array {
		let squares = 0
		const values = Float64Array.from(entries, (entry) => {
			const value = (1 + Math.log(entry >>> BITS)) * (this.#rarity[entry & PLACE] as number)
			squares += value * value
			return value
		})
		const length = Math.sqrt(squares) || 1
		return values.map((value) => value / length)
	}

	/** A value for each column: its mean where no text shares a term. */
	predict(reading: Reading): Float64Array {
		const { rows, weights } = this.#nearest(reading)
		return Float64Array.from(this.#targets, (column, index) => {
			let [sum, total] = [0, 0]
			for (const [place, row] of rows.entries()) {
				const value = column[row] as number
				if (Number.isNaN(value)) continue
				sum += (weights[place] as number) * value
				total += weights[place] as number
			}
			return total === 0 ? (this.#means[index] as number) : sum / total
		})
	}

	#nearest(reading: Reading): { readonly rows: Int32Array; readonly weights: Float64Array } {
		const scores = this.#similarities.fill(0)
		const query = entriesOf(reading, this.#vocabulary)
		const values = this.#unit(query)
		const rarity = (entry: number): number => this.#rarity[(query[entry] as number) & PLACE] as number
		const order = [...query.keys()].sort((a, b) => rarity(b) - rarity(a) || a - b)
		let left = MOST_ENTRIES
		for (const entry of order) {
			const term = (query[entry] as number) & PLACE
			const value = values[entry] as number
			const end = this.#starts[term + 1] as number
			const start = this.#starts[term] as number
			left -= end - start
			if (left < 0) break
			for (let place = start; place < end; place++) {
				const row = this.#rows[place] as number
				scores[row] = (scores[row] as number) + value * (this.#weights[place] as number)
			}
		}
		return best(scores, NEAREST)
	}

	save(): SavedNeighbours {
		return {
			vocabulary: packed(this.#vocabulary),
			sizes: packed(this.#sizes),
			terms: packed(this.#terms),
			targets: this.#targets.map((column) => packed(column)),
		}
	}

	/** @throws HeadroomError `invalid-argument` when it is malformed. */
	static load({ vocabulary, sizes, terms, targets }: SavedNeighbours): Neighbours {
		const readSizes = new Uint32Array(unpacked(sizes, 'neighbours.sizes', 4))
		const entries = readSizes.reduce((sum, size) => sum + size, 0)
		return new Neighbours(
			new Uint32Array(unpacked(vocabulary, 'neighbours.vocabulary', 4)),
			readSizes,
			new Uint32Array(unpacked(terms, 'neighbours.terms', 4, entries)),
			targets.map((column) => new Float32Array(unpacked(column, 'neighbours.targets', 4, readSizes.length))),
		)
	}
}

/** A text's terms that the vocabulary has, in the order of their first occurrence, with how often each occurs. */
function entriesOf({ terms, counts }: Reading, vocabulary: Uint32Array): Uint32Array {
	const entries = new Uint32Array(terms.length)
	let known = 0
	for (let index = 0; index < terms.length; index++) {
		const place = placeOf(terms[index] as number, vocabulary)
		if (place === -1) continue
		const count = Math.min(MOST_COUNT, counts[index] as number)
		entries[known++] = ((count << BITS) | place) >>> 0
	}
	return entries.slice(0, known)
}

/** By halving, which needs no memory beside the vocabulary. */
function placeOf(hash: number, vocabulary: Uint32Array): number {
	let [low, high] = [0, vocabulary.length]
	while (low < high) {
		const middle = (low + high) >> 1
		if ((vocabulary[middle] as number) < hash) low = middle + 1
		else high = middle
	}
	return vocabulary[low] === hash ? low : -1
}

/** The rows of the largest scores above 0, at most so many; of equal ones the earlier. In no order. */
function best(scores: Float64Array, most: number): { rows: Int32Array; weights: Float64Array } {
	// A heap with the weakest at its root: most rows are told to be no neighbours by one comparison.
	const rows = new Int32Array(most)
	const weights = new Float64Array(most)
	let size = 0
	for (let row = 0; row < scores.length; row++) {
		const score = scores[row] as number
		if (score <= 0 || (size === most && score <= (weights[0] as number))) continue
		if (size < most) {
			let child = size++
			while (child > 0) {
				const parent = (child - 1) >> 1
				if (!weaker(score, row, weights[parent] as number, rows[parent] as number)) break
				weights[child] = weights[parent] as number
				rows[child] = rows[parent] as number
				child = parent
			}
			weights[child] = score
			rows[child] = row
			continue
		}
		let parent = 0
		for (let child = 1; child < most; child = 2 * parent + 1) {
			const right = child + 1
			if (
				right < most &&
				weaker(
					weights[right] as number,
					rows[right] as number,
					weights[child] as number,
					rows[child] as number,
				)
			)
				child = right
			if (!weaker(weights[child] as number, rows[child] as number, score, row)) break
			weights[parent] = weights[child] as number
			rows[parent] = rows[child] as number
			parent = child
		}
		weights[parent] = score
		rows[parent] = row
	}
	return { rows: rows.subarray(0, size), weights: weights.subarray(0, size) }
}

/** Whether a leaves before b: of equal scores the later row does. */
function weaker(a: number, rowA: number, b: number, rowB: number): boolean {
	return a < b || (a === b && rowA > rowB)
}
