import type { CachePrice } from './cache-price.ts'

/**
 * Turns until rewriting a cached suffix has paid for itself, the rewriting one included: `n* = (w − r)(1 − f) / (r·f)`.
 *
 * A fraction f in (0, 1] of the suffix disappears. Kept, n turns read all of it, n·r; rewritten, the rest is written
 * once and read n − 1 times, `(1 − f)·(w + r(n − 1))`; n* makes the two equal. Infinite when nothing is removed or
 * reads are free.
 */
export function breakEvenTurns({ write, read }: Pick<CachePrice, 'write' | 'read'>, removed: number): number {
	if (removed === 0 || read === 0) return Number.POSITIVE_INFINITY
	return ((write - read) * (1 - removed)) / (read * removed)
}

/** An edit of a prompt whose prefix may be cached. */
export interface CachedEdit {
	/** ΔT, tokens that disappear. */
	readonly removedTokens: number
	/** S, cached tokens behind the edit, which must be written again. */
	readonly suffixTokens: number
	/** R, how often the prompt is expected to be read from now on, the next call included. */
	readonly expectedReads: number
	/**
	 * Chance in [0, 1] that the cache still lives at the next call; it falls with idle time.
	 *
	 * @default 1
	 */
	readonly aliveProbability?: number
}

/**
 * What an edit is worth, in prices of uncached input tokens; negative when it costs more than it saves:
 * `gain = ΔT·(w + r(R − 1)) − P_alive·(w − r)·(S + ΔT)`.
 *
 * The first term is what the removed tokens would have cost, written once and read R − 1 times; the second what a
 * living cache would have spared, reads in place of writes, on everything from the edit on. The rule is the net-cost
 * policy of headroomlabs-ai/headroom.
 */
export function netGain(edit: CachedEdit, { write, read }: Pick<CachePrice, 'write' | 'read'>): number {
	const { removedTokens, suffixTokens, expectedReads, aliveProbability = 1 } = edit
	const spared = removedTokens * (write + read * (expectedReads - 1))
	return spared - aliveProbability * (write - read) * (suffixTokens + removedTokens)
}
