import type { TermIndex } from './index-terms.ts'
import type { QueryTerms } from './query-terms.ts'

/** How fast repeated terms stop counting, and how much long segments are held back; within the usual values. */
const K1 = 1.5
const B = 0.75

/** Inverse document frequency over the request's own segments, so that common words of any language fade. */
export function inverseFrequency(units: number, holding: number): number {
	return Math.log(1 + (units - holding + 0.5) / (holding + 0.5))
}

/** BM25 of every segment for a query. Zero throughout for an empty query. */
export function bm25(index: TermIndex, query: QueryTerms): Float64Array {
	const each = new Int32Array(index.size)
	for (let at = 0; at < index.size; at++) each[at] = at
	return bm25By(index, query, each, index.size)
}

/** BM25 of every block: a document, section, paragraph or turn. Given per segment. */
export function bm25OfBlocks(index: TermIndex, query: QueryTerms): Float64Array {
	const scores = bm25By(index, query, index.blockOf, index.blocks)
	const out = new Float64Array(index.size)
	for (let at = 0; at < index.size; at++) out[at] = scores[index.blockOf[at] ?? 0] ?? 0
	return out
}

/** BM25 of units that are one or more segments in a row. */
function bm25By(index: TermIndex, query: QueryTerms, unitOf: Int32Array, units: number): Float64Array {
	const scores = new Float64Array(units)
	if (query.size === 0) return scores
	// Place of each term in the query, from 1; 0 for the rest.
	const places = new Uint16Array(index.counts.length)
	const weights: number[] = [0]
	for (const [term, weight] of query) places[term] = weights.push(weight) - 1
	const lengths = new Float64Array(units)
	const holding = new Float64Array(weights.length)
	const lastUnit = new Int32Array(weights.length).fill(-1)
	for (let segment = 0; segment < index.size; segment++) {
		const unit = unitOf[segment] ?? 0
		const from = index.starts[segment] ?? 0
		const to = index.starts[segment + 1] ?? from
		lengths[unit] = (lengths[unit] ?? 0) + to - from
		for (let at = from; at < to; at++) {
			const place = places[index.terms[at] ?? 0] ?? 0
			if (place === 0 || lastUnit[place] === unit) continue
			lastUnit[place] = unit
			holding[place] = (holding[place] ?? 0) + 1
		}
	}
	const worth = weights.map((weight, place) => weight * inverseFrequency(units, holding[place] ?? 0))
	const average = Math.max(1, index.terms.length / Math.max(1, units))
	const counts = new Float64Array(weights.length)
	for (let segment = 0; segment < index.size; segment++) {
		const unit = unitOf[segment] ?? 0
		const from = index.starts[segment] ?? 0
		const to = index.starts[segment + 1] ?? from
		for (let at = from; at < to; at++) {
			const place = places[index.terms[at] ?? 0] ?? 0
			if (place !== 0) counts[place] = (counts[place] ?? 0) + 1
		}
		if (unitOf[segment + 1] === unit) continue
		const norm = K1 * (1 - B + (B * (lengths[unit] ?? 0)) / average)
		for (let place = 1; place < counts.length; place++) {
			const count = counts[place] ?? 0
			if (count === 0) continue
			scores[unit] = (scores[unit] ?? 0) + ((worth[place] ?? 0) * count * (K1 + 1)) / (count + norm)
			counts[place] = 0
		}
	}
	return scores
}
