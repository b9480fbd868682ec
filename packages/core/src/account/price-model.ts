import type { ModelCatalog } from '@headroom/spec'

/** What vendors append to the name of a model for one of its versions: `-2024-07-18`, `-20250929`, `-0613`, `@20250929`. */
const VERSION = /^[-@]\d{4}(?:-\d{2}-\d{2}|\d{4})?$/

/**
 * The name to price an answer by.
 *
 * Vendors answer in the name of a version, while prices of one's own are kept by the name one asks for: an answer
 * by a version of the model asked for is priced as that model. So is one under a name without a price, of the same
 * vendor, as servers of one's own like to give. Any other answer is priced as what answered.
 */
export function pricedAs(catalog: ModelCatalog, asked: string, answered: string): string {
	const own = catalog.resolve(asked)?.id ?? asked
	const other = catalog.resolve(answered)?.id ?? answered
	if (own === other) return own
	if (catalog.resolve(own)?.price === undefined) return other
	const [shorter, longer] = [own.toLowerCase(), other.toLowerCase()]
	if (longer.startsWith(shorter) && VERSION.test(longer.slice(shorter.length))) return own
	return catalog.resolve(other)?.price === undefined && vendor(own) === vendor(other) ? own : other
}

function vendor(id: string): string {
	return id.slice(0, id.indexOf('/') + 1)
}
