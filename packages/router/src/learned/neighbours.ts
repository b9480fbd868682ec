import { packed, unpacked } from './packed.ts'
import type { Reading } from './reading.ts'
import { meanOf, type Targets } from './targets.ts'

/** Bits of a hash that name a term here: 2^18 of them, since a collision among neighbours is a false likeness. */
const BITS = 18
const TERMS = 2 ** BITS

/** Texts that a term must be in to say that two are alike. Pairs of words that occur once are half of an index. */
const LEAST_TEXTS = 2

/** Nearest texts that are asked. 60 to 200 did alike in cross-validation on MMLU pairs; fewer are noisier. */
const NEAREST = 100

/** Entries of the index that one search reads, rarest terms first: what is left out is in half of the texts. */
const MOST_ENTRIES = 150_000

/** As it is saved: terms hold the hashed term in 18 bits and how often it occurs, at most 2^14 − 1, above them. */
export interface SavedNeighbours {
	/** Number of terms of each text. */
	readonly sizes: string
	readonly terms: string
	/** Targets of each column, float32. */
	readonly targets: readonly string[]
}

/**
 * The mean target of the nearest texts by the cosine of their TF-IDF vectors, each with its similarity as its
 * weight. An inverted index: a text is compared with those alone that share a term.
 */
export class Neighbours {
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

	private constructor(sizes: Uint32Array, terms: Uint32Array, targets: readonly Float32Array[]) {
		this.#sizes = sizes
		this.#terms = terms
		this.#targets = targets
		this.#means = targets.map((column) => meanOf(Float64Array.from(column)))
		const starts = new Int32Array(TERMS + 1)
		for (const packedTerm of terms) {
			const place = (packedTerm & (TERMS - 1)) + 1
			starts[place] = (starts[place] as number) + 1
		}
		this.#rarity = new Float64Array(TERMS)
		for (let term = 0; term < TERMS; term++) {
			const texts = starts[term + 1] as number
			this.#rarity[term] = texts === 0 ? 0 : Math.log((1 + sizes.length) / (1 + texts)) + 1
			starts[term + 1] = (starts[term] as number) + texts
		}
		this.#starts = starts
		this.#rows = new Int32Array(terms.length)
		this.#weights = new Float32Array(terms.length)
		this.#similarities = new Float64Array(sizes.length)
		this.#fill()
	}

	static train(readings: readonly Reading[], targets: Targets): Neighbours {
		const rows = readings.map(hashed)
		const texts = new Int32Array(TERMS)
		for (const row of rows) for (const term of row.keys()) texts[term] = (texts[term] as number) + 1
		const sizes = new Uint32Array(rows.length)
		const terms: number[] = []
		for (const [index, row] of rows.entries())
			for (const [term, count] of row) {
				if ((texts[term] as number) < LEAST_TEXTS) continue
				terms.push(((count << BITS) | term) >>> 0)
				sizes[index] = (sizes[index] as number) + 1
			}
		return new Neighbours(
			sizes,
			Uint32Array.from(terms),
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
			for (const [entry, packedTerm] of terms.entries()) {
				const term = packedTerm & (TERMS - 1)
				const place = next[term] as number
				next[term] = place + 1
				this.#rows[place] = row
				this.#weights[place] = values[entry] as number
			}
		}
	}

	/** `(1 + ln tf)·rarity`, at length 1. */
	#unit(terms: Uint32Array): Float64Array {
		let squares = 0
		const values = Float64Array.from(terms, (packedTerm) => {
			const value = (1 + Math.log(packedTerm >>> BITS)) * (this.#rarity[packedTerm & (TERMS - 1)] as number)
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
		const query = Uint32Array.from(hashed(reading), ([term, count]) => ((count << BITS) | term) >>> 0)
		const known = query.filter((packedTerm) => this.#rarity[packedTerm & (TERMS - 1)] !== 0)
		const values = this.#unit(known)
		const order = [...known.keys()].sort(
			(a, b) =>
				(this.#rarity[(known[b] as number) & (TERMS - 1)] as number) -
					(this.#rarity[(known[a] as number) & (TERMS - 1)] as number) || a - b,
		)
		let left = MOST_ENTRIES
		for (const entry of order) {
			const term = (known[entry] as number) & (TERMS - 1)
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
			sizes: packed(this.#sizes),
			terms: packed(this.#terms),
			targets: this.#targets.map((column) => packed(column)),
		}
	}

	/** @throws HeadroomError `invalid-argument` when it is malformed. */
	static load({ sizes, terms, targets }: SavedNeighbours): Neighbours {
		const readSizes = new Uint32Array(unpacked(sizes, 'neighbours.sizes', 4))
		const entries = readSizes.reduce((sum, size) => sum + size, 0)
		return new Neighbours(
			readSizes,
			new Uint32Array(unpacked(terms, 'neighbours.terms', 4, entries)),
			targets.map((column) => new Float32Array(unpacked(column, 'neighbours.targets', 4, readSizes.length))),
		)
	}
}

/** How often each hashed term occurs. */
function hashed({ terms, counts }: Reading): ReadonlyMap<number, number> {
	const row = new Map<number, number>()
	for (const [index, hash] of terms.entries()) {
		const term = hash >>> (32 - BITS)
		row.set(term, Math.min(2 ** (32 - BITS) - 1, (row.get(term) ?? 0) + (counts[index] as number)))
	}
	return row
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
