import type { SparseRows } from './tf-idf.ts'

/** A row of an index and its cosine similarity to a query, in [0, 1]. */
export interface Neighbour {
	readonly row: number
	readonly similarity: number
}

/** Rows by term (compressed sparse columns), for cosine search over unit-length rows. */
export class InvertedIndex {
	readonly #starts: Int32Array
	readonly #rows: Int32Array
	readonly #weights: Float32Array
	readonly #scores: Float64Array

	constructor(rows: SparseRows) {
		const [count, terms] = [rows.starts.length - 1, rows.size]
		this.#starts = new Int32Array(terms + 1)
		for (const term of rows.terms) this.#starts[term + 1] = (this.#starts[term + 1] as number) + 1
		for (let term = 0; term < terms; term++) {
			this.#starts[term + 1] = (this.#starts[term + 1] as number) + (this.#starts[term] as number)
		}
		const next = this.#starts.slice()
		this.#rows = new Int32Array(rows.terms.length)
		this.#weights = new Float32Array(rows.terms.length)
		for (let row = 0; row < count; row++) {
			for (let entry = rows.starts[row] as number; entry < (rows.starts[row + 1] as number); entry++) {
				const term = rows.terms[entry] as number
				const place = next[term] as number
				next[term] = place + 1
				this.#rows[place] = row
				this.#weights[place] = rows.weights[entry] as number
			}
		}
		this.#scores = new Float64Array(count)
	}

	/** The similarity of every row to one query row. The array is reused: read it before the next call. */
	similarities(queries: SparseRows, query: number): Float64Array {
		const scores = this.#scores.fill(0)
		for (
			let entry = queries.starts[query] as number;
			entry < (queries.starts[query + 1] as number);
			entry++
		) {
			const [term, weight] = [queries.terms[entry] as number, queries.weights[entry] as number]
			const end = this.#starts[term + 1] as number
			for (let place = this.#starts[term] as number; place < end; place++) {
				const row = this.#rows[place] as number
				scores[row] = (scores[row] as number) + weight * (this.#weights[place] as number)
			}
		}
		return scores
	}

	/** The `k` most similar rows, most similar first; earlier rows first at equal similarity. */
	nearest(queries: SparseRows, query: number, k: number): Neighbour[] {
		const scores = this.similarities(queries, query)
		const heap: Neighbour[] = []
		// Rows come in ascending order, so that a later one displaces an earlier one only when it is more similar.
		for (let row = 0; row < scores.length; row++) {
			const similarity = scores[row] as number
			if (heap.length < k) {
				heap.push({ row, similarity })
				siftUp(heap)
			} else if (similarity > (heap[0]?.similarity ?? Number.POSITIVE_INFINITY)) {
				heap[0] = { row, similarity }
				siftDown(heap)
			}
		}
		return heap.sort((a, b) => b.similarity - a.similarity || a.row - b.row)
	}
}

/** Whether `a` leaves the heap before `b`. */
function weaker(a: Neighbour, b: Neighbour): boolean {
	return a.similarity < b.similarity || (a.similarity === b.similarity && a.row > b.row)
}

function siftUp(heap: Neighbour[]): void {
	for (let child = heap.length - 1; child > 0; ) {
		const parent = (child - 1) >> 1
		if (!weaker(heap[child] as Neighbour, heap[parent] as Neighbour)) return
		swap(heap, child, parent)
		child = parent
	}
}

function siftDown(heap: Neighbour[]): void {
	for (let parent = 0; ; ) {
		let weakest = parent
		for (const child of [2 * parent + 1, 2 * parent + 2]) {
			if (child < heap.length && weaker(heap[child] as Neighbour, heap[weakest] as Neighbour)) weakest = child
		}
		if (weakest === parent) return
		swap(heap, parent, weakest)
		parent = weakest
	}
}

function swap(heap: Neighbour[], a: number, b: number): void {
	const kept = heap[a] as Neighbour
	heap[a] = heap[b] as Neighbour
	heap[b] = kept
}
