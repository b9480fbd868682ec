import type { TermIndex } from './index-terms.ts'
import { readTerms } from './terms.ts'

/** Weights of the terms that are looked for, by term number. */
export type QueryTerms = ReadonlyMap<number, number>

/** Letters from which a word of the query counts fully; shorter ones are mostly function words. */
const FULL_WEIGHT_LENGTH = 6

/** Characters of a query that are read; of a longer one its two ends, where what is asked mostly stands. */
const LONGEST = 2000

/**
 * Terms of a query that occur in the index. Their weight grows with length up to six letters, in place of
 * a stopword list, which would know only some languages; real inverse document frequency does the rest.
 */
export function queryTerms(index: TermIndex, given: string): QueryTerms {
	const weights = new Map<number, number>()
	const query =
		given.length <= LONGEST ? given : `${given.slice(0, LONGEST / 2)}\n${given.slice(-LONGEST / 2)}`
	readTerms(query, 0, query.length, (hash, start, end) => {
		const number = index.numberOf(hash)
		if (number === undefined) return
		const paired = query.charCodeAt(start) >= 0x2e80 || end - start >= FULL_WEIGHT_LENGTH
		const named = /[\p{Lu}\d]/u.test(query[start] ?? '') || /[\d_(]/.test(query.slice(end - 1, end + 1))
		const weight = paired || named ? 1 : (end - start) / FULL_WEIGHT_LENGTH
		weights.set(number, Math.max(weight, weights.get(number) ?? 0))
	})
	return weights
}
