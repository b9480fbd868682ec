import { inverseFrequency } from './bm25.ts'
import type { TermIndex } from './index-terms.ts'
import type { QueryTerms } from './query-terms.ts'

/** Best segments whose terms query again. */
const BEST = 3
/** Terms taken from them. */
const TERMS = 12
/** Weight of the best term found this way, next to one of the query's own. */
const WEIGHT = 0.3

/**
 * Widens a query by the rarest terms that its best segments share with others: the second hop from what
 * answers the first half of a question to what answers the rest.
 */
export function widen(index: TermIndex, query: QueryTerms, scores: Float64Array): QueryTerms {
	const gains = new Map<number, number>()
	for (const segment of highest(scores, BEST)) {
		const from = index.starts[segment] ?? 0
		const to = index.starts[segment + 1] ?? from
		for (let at = from; at < to; at++) {
			const term = index.terms[at] ?? 0
			const holding = index.segmentCounts[term] ?? 1
			// A term of this segment alone leads nowhere.
			if (holding < 2 || query.has(term)) continue
			const gain = inverseFrequency(index.size, holding) * (scores[segment] ?? 0)
			gains.set(term, Math.max(gain, gains.get(term) ?? 0))
		}
	}
	const best = [...gains].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, TERMS)
	const top = best[0]?.[1] ?? 1
	return new Map([...query, ...best.map(([term, gain]): [number, number] => [term, (WEIGHT * gain) / top])])
}

/** Indexes of the highest scores above zero, in one pass. */
function highest(scores: Float64Array, count: number): number[] {
	const best: number[] = []
	for (let at = 0; at < scores.length; at++) {
		const score = scores[at] ?? 0
		if (score <= 0 || (best.length === count && score <= (scores[best[count - 1] ?? 0] ?? 0))) continue
		let place = best.length
		while (place > 0 && score > (scores[best[place - 1] ?? 0] ?? 0)) place--
		best.splice(place, 0, at)
		if (best.length > count) best.pop()
	}
	return best
}
