import type { CachePrices } from './prices.ts'

/** An edit of a prompt of which a prefix is cached. */
export interface Edit {
	/** Cached tokens that disappear. */
	readonly removed: number
	/** Cached tokens from the edit on that stay and must be written again. */
	readonly rewritten: number
	/** How often the prompt is expected to be read from now on, the next call included. */
	readonly reads: number
}

/**
 * What an edit is worth in prices of uncached input tokens; negative when it costs more than it saves:
 * `removed·(w + r(reads − 1)) − (w − r)(rewritten + removed)`.
 *
 * The first term is what the removed tokens would have cost, the second what the living cache would have spared.
 * The cache is taken to be alive, which is the dearest case.
 */
export function netGain({ removed, rewritten, reads }: Edit, { write, read }: CachePrices): number {
	return removed * (write + read * (reads - 1)) - (write - read) * (rewritten + removed)
}
