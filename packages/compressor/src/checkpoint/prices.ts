import { HeadroomError } from '@headroom/spec'

/** What a provider's prompt cache costs, as multiples of one uncached input token. */
export interface CachePrices {
	/** Input written to the cache: 1.25 with Anthropic for five minutes, 1 where writing costs nothing extra. */
	readonly write: number
	/** Input read from the cache, such as 0.1. */
	readonly read: number
}

/** Prices for every model, or by model id; `undefined` for a model whose prices are not known. */
export type CachePricesOption = CachePrices | ((model: string) => CachePrices | undefined)

/** @throws HeadroomError `invalid-argument` for prices that are no numbers from 0. */
export function checkPrices(prices: CachePricesOption | undefined): void {
	if (prices === undefined || typeof prices === 'function' || isPriced(prices)) return
	throw new HeadroomError(
		'invalid-argument',
		`ContextCompressor: cachePrices is ${JSON.stringify(prices)}; expected { write, read }, each a number from 0 relative to the input price. Use { write: 1.25, read: 0.1 } for Anthropic's five minutes, or leave it out for no checkpoints.`,
	)
}

/** Prices of a model's prompt cache; `undefined` where they are not known, or make no sense. */
export function pricesOf(
	prices: CachePricesOption | undefined,
	model: string | undefined,
): CachePrices | undefined {
	if (typeof prices !== 'function') return prices
	const known = model === undefined ? undefined : prices(model)
	return known !== undefined && isPriced(known) ? known : undefined
}

function isPriced({ write, read }: CachePrices): boolean {
	return Number.isFinite(write) && write >= 0 && Number.isFinite(read) && read >= 0
}
