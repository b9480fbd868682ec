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
	const units = Array.from({ length: index.size }, (_, at) => at)
	return bm25By(index, query, Int32Array.from(units), index.size)
}

/** BM25 of every block: a document, section, paragraph or turn. Given per segment. */
export function bm25OfBlocks(index: TermIndex, query: QueryTerms): Float64Array {
	const scores = bm25By(index, query, index.blockOf, index.blocks)
	return Float64Array.from(index.blockOf, (block) => scores[block] ?? 0)
}

function bm25By(index: TermIndex, query: QueryTerms, unitOf: Int32Array, units: number): Float64Array {
	const scores = new Float64Array(units)
	if (query.size === 0) return scores
	const lengths = new Float64Array(units)
	const found = new Map<number, Map<number, number>>()
	for (const term of query.keys()) found.set(term, new Map())
	const wanted = new Uint8Array(index.counts.length)
	for (const term of query.keys()) wanted[term] = 1
	for (let segment = 0; segment < index.size; segment++) {
		const unit = unitOf[segment] ?? 0
		const from = index.starts[segment] ?? 0
		const to = index.starts[segment + 1] ?? from
		lengths[unit] = (lengths[unit] ?? 0) + to - from
		for (let at = from; at < to; at++) {
			const term = index.terms[at] ?? 0
			if (wanted[term] === 0) continue
			const holders = found.get(term)
			holders?.set(unit, (holders.get(unit) ?? 0) + 1)
		}
	}
	const average = Math.max(1, index.terms.length / Math.max(1, units))
	for (const [term, holders] of found) {
		const weight = (query.get(term) ?? 0) * inverseFrequency(units, holders.size)
		for (const [unit, count] of holders) {
			const norm = K1 * (1 - B + (B * (lengths[unit] ?? 0)) / average)
			scores[unit] = (scores[unit] ?? 0) + (weight * count * (K1 + 1)) / (count + norm)
		}
	}
	return scores
}
