import { HeadroomError, type Price, type TokenPrice } from '@headroom/spec'

/** What tokens cost under a prompt cache, as multiples of one uncached input token. */
export interface CachePrice {
	/** Input written to the cache, 1 where writing costs nothing extra. */
	readonly write: number
	/** Input read from the cache, in (0, 1]. */
	readonly read: number
	/** Generated tokens. */
	readonly output: number
}

/**
 * Anthropic's prompt cache of five minutes, with the output price of its Sonnet, Opus and Haiku models, five times the
 * input price: https://docs.anthropic.com/en/docs/build-with-claude/prompt-caching.
 */
export const ANTHROPIC_5_MINUTES: CachePrice = { write: 1.25, read: 0.1, output: 5 }

/** Anthropic's prompt cache of one hour; source as for five minutes. */
export const ANTHROPIC_1_HOUR: CachePrice = { write: 2, read: 0.1, output: 5 }

/** OpenAI's cache of the gpt-5 models (https://platform.openai.com/docs/pricing): a tenth for reads, writes free, output eight times the input price. */
export const OPENAI_TENTH: CachePrice = { write: 1, read: 0.1, output: 8 }

/** OpenAI's cache of the gpt-4o models (same source): half for reads, writes free, output four times the input price. */
export const OPENAI_HALF: CachePrice = { write: 1, read: 0.5, output: 4 }

/**
 * A catalog's price as multiples of its input price. A price without a rate for reads or writes bills such tokens as
 * input; of prices with tiers it takes the base.
 *
 * @throws HeadroomError `invalid-argument` when input is free, since nothing is a multiple of it.
 */
export function cachePriceOf({ input, output, cacheRead, cacheWrite }: Price): CachePrice {
	const base = baseOf(input)
	if (!(base > 0)) {
		throw new HeadroomError(
			'invalid-argument',
			`cachePriceOf: input costs ${base} USD per 1M tokens, expected a price above 0; a free model needs no simulation`,
		)
	}
	return {
		write: baseOf(cacheWrite ?? input) / base,
		read: baseOf(cacheRead ?? input) / base,
		output: baseOf(output) / base,
	}
}

function baseOf(price: TokenPrice): number {
	return typeof price === 'number' ? price : price.base
}
