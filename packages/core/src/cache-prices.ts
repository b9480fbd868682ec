import type { CachePrices } from '@headroom/compressor'
import type { ModelCatalog, TokenPrice } from '@headroom/spec'

/**
 * What a model's prompt cache costs relative to its input price; of prices with tiers the base. `undefined` where the
 * catalog knows no price of cached reads.
 */
export function cachePricesOf(catalog: ModelCatalog, model: string): CachePrices | undefined {
	const price = catalog.resolve(model)?.price
	if (price?.cacheRead === undefined) return undefined
	const input = baseOf(price.input)
	if (!(input > 0)) return undefined
	return { write: baseOf(price.cacheWrite ?? price.input) / input, read: baseOf(price.cacheRead) / input }
}

function baseOf(price: TokenPrice): number {
	return typeof price === 'number' ? price : price.base
}
