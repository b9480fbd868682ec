import type { TermCounts } from './terms.ts'

/** Vectors of unit length, one row after the other (compressed sparse rows). */
export interface SparseRows {
	/** Row i holds the entries from `starts[i]` to `starts[i + 1]`. */
	readonly starts: Int32Array
	/** Term numbers in [0, size). */
	readonly terms: Int32Array
	readonly weights: Float32Array
	/** Number of terms a row may have. */
	readonly size: number
}

/**
 * The rarity of every term over the training texts, `ln((1 + n)/(1 + df)) + 1` as in scikit-learn; 0 for a term that
 * does not occur in them, which drops it.
 */
export function inverseFrequencies(
	{ starts, terms, size }: TermCounts,
	trainRows: readonly number[],
): Float64Array {
	const texts = new Int32Array(size)
	for (const row of trainRows) {
		for (let entry = starts[row] as number; entry < (starts[row + 1] as number); entry++) {
			const term = terms[entry] as number
			texts[term] = (texts[term] as number) + 1
		}
	}
	return Float64Array.from(texts, (count) =>
		count === 0 ? 0 : Math.log((1 + trainRows.length) / (1 + count)) + 1,
	)
}

/**
 * The TF-IDF vectors of some texts: `(1 + ln tf)·idf`, scaled to unit length (Manning, Raghavan and Schütze 2008, §6.4).
 * A text without a known term gives an empty row.
 */
export function tfIdfRows(counts: TermCounts, rows: readonly number[], idf: Float64Array): SparseRows {
	const starts = new Int32Array(rows.length + 1)
	const terms: number[] = []
	const weights: number[] = []
	for (const [position, row] of rows.entries()) {
		const first = terms.length
		let squares = 0
		for (let entry = counts.starts[row] as number; entry < (counts.starts[row + 1] as number); entry++) {
			const term = counts.terms[entry] as number
			const weight = (1 + Math.log(counts.counts[entry] as number)) * (idf[term] as number)
			if (weight === 0) continue
			terms.push(term)
			weights.push(weight)
			squares += weight * weight
		}
		const length = Math.sqrt(squares)
		for (let entry = first; entry < weights.length; entry++)
			weights[entry] = (weights[entry] as number) / length
		starts[position + 1] = terms.length
	}
	return { starts, terms: Int32Array.from(terms), weights: Float32Array.from(weights), size: counts.size }
}

/**
 * Rows that put the vectors of two kinds of terms side by side, each kind with the same say, at unit length again: the
 * cosine of two such rows is the mean of their two cosines. Where one kind is empty, the row is shorter.
 */
export function sideBySide(left: SparseRows, right: SparseRows): SparseRows {
	const count = left.starts.length - 1
	const entries = left.terms.length + right.terms.length
	const [starts, terms, weights] = [
		new Int32Array(count + 1),
		new Int32Array(entries),
		new Float32Array(entries),
	]
	let place = 0
	for (let row = 0; row < count; row++) {
		for (const [rows, shift] of [
			[left, 0],
			[right, left.size],
		] as const) {
			for (let entry = rows.starts[row] as number; entry < (rows.starts[row + 1] as number); entry++) {
				terms[place] = (rows.terms[entry] as number) + shift
				weights[place] = (rows.weights[entry] as number) * Math.SQRT1_2
				place++
			}
		}
		starts[row + 1] = place
	}
	return { starts, terms, weights, size: left.size + right.size }
}
