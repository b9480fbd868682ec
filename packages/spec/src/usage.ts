/**
 * Tokens of one call, as the provider bills them.
 *
 * Totals include their parts, as in OpenTelemetry. Anthropic's raw `input_tokens` excludes cached tokens:
 * its provider adds them.
 */
export interface Usage {
	/** All tokens of the prompt, cached ones included. */
	readonly inputTokens: number
	/** All generated tokens, reasoning included. */
	readonly outputTokens: number
	/** Part of `inputTokens` read from the provider's prompt cache. @default 0 */
	readonly cacheReadInputTokens?: number
	/** Part of `inputTokens` written to the provider's prompt cache. @default 0 */
	readonly cacheWriteInputTokens?: number
	/** Part of `cacheWriteInputTokens` that is kept for an hour, which costs more than Anthropic's usual five minutes. @default 0 */
	readonly cacheWrite1hInputTokens?: number
	/** Part of `outputTokens` spent on reasoning. @default 0 */
	readonly reasoningOutputTokens?: number
}

/** How a figure of money came about. */
export type CostMark = 'billed' | 'estimated' | 'simulated'

/** USD of one call, or the honest statement that no price is known. */
export type Cost =
	| { readonly status: 'priced'; readonly usd: number; readonly mark: CostMark }
	| { readonly status: 'unpriced'; readonly model: string }

/** A price that applies from a number of input tokens on. */
export interface PriceTier {
	/** Input tokens of the request, exclusive, above which `usd` applies to the whole request. */
	readonly above: number
	/** USD per 1M tokens. */
	readonly usd: number
}

/** USD per 1M tokens: one price, or a base price with tiers by the request's input tokens. */
export type TokenPrice = number | { readonly base: number; readonly tiers: readonly PriceTier[] }

/** What a model costs, in USD per 1M tokens. */
export interface Price {
	readonly input: TokenPrice
	readonly output: TokenPrice
	/** Price of input read from the prompt cache; absent means that such tokens cost what `input` does. */
	readonly cacheRead?: TokenPrice
	/**
	 * Price of input written to the prompt cache; absent means that such tokens cost what `input` does. Written for an
	 * hour they cost 1.6 times as much.
	 */
	readonly cacheWrite?: TokenPrice
	/** Date of the snapshot, `YYYY-MM-DD`. */
	readonly asOf: string
	/** Where the price comes from, for a person to check. */
	readonly source: string
}
