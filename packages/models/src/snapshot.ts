/**
 * A price as the snapshot stores it: USD per 1M tokens, or `[base, above, usd, above, usd, ...]` with the
 * tiers in rising order; see `PriceTier`.
 */
export type PriceCell = number | readonly number[]

/** Prices of a model: input, output, cache read, cache write. `null` or a missing cell means no price of its own. */
export type PriceRow = readonly [
	input: PriceCell,
	output: PriceCell,
	cacheRead?: PriceCell | null,
	cacheWrite?: PriceCell,
]

/**
 * When a name belongs to a model or a provider: any of the clauses holds; of an inner list, all of them.
 *
 * The first character of a clause says how it compares, in lower case: `=` equals, `^` starts with, `$` ends
 * with, `*` contains, `~` regular expression.
 */
export type Clauses = readonly (string | readonly string[])[]

/** A model: id, clauses (0: the id alone), context window in tokens (0: unknown), prices (0: unknown). */
export type ModelRow = readonly [id: string, clauses?: Clauses | 0, contextWindow?: number, price?: PriceRow]

export interface ProviderRow {
	readonly id: string
	/** Bare names that belong to this provider; empty for hosts of other makers' models. */
	readonly names: Clauses
	/** Providers whose models this one also serves, at their prices. */
	readonly fallbacks: readonly string[]
	readonly models: readonly ModelRow[]
}

/** The generated data: see `prices.gen.ts`. */
export interface PriceSnapshot {
	/** Day of the prices, `YYYY-MM-DD`. */
	readonly asOf: string
	/** Package and version the data was made from. */
	readonly source: string
	/** Of the source's file, in hexadecimal. */
	readonly sha256: string
	/** Makers first: a bare name known to several belongs to the first. */
	readonly providers: readonly ProviderRow[]
}
