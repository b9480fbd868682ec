import { HeadroomError, type ModelCapabilities, type Price, type TokenPrice } from '@headroom/spec'

/** A price of the user's own; it replaces the catalog's price of the model as a whole. */
export interface PriceOverride {
	/** USD per 1M tokens. */
	readonly input: TokenPrice
	/** USD per 1M tokens. */
	readonly output: TokenPrice
	/** USD per 1M tokens. @default what `input` costs */
	readonly cacheRead?: TokenPrice
	/** USD per 1M tokens. @default what `input` costs */
	readonly cacheWrite?: TokenPrice
	/** Day of the price, `YYYY-MM-DD`. @default the day the catalog is created */
	readonly asOf?: string
	/** Where the price comes from. @default 'override' */
	readonly source?: string
}

/** What the user knows better about a model, or a model the catalog does not know. Absent fields stay as they are. */
export interface ModelOverride {
	readonly price?: PriceOverride
	/** Most tokens of prompt and answer together. */
	readonly contextWindow?: number
	/** Most tokens of an answer. */
	readonly maxOutputTokens?: number
	/** Merged with what the catalog knows, field by field. */
	readonly capabilities?: ModelCapabilities
	/** Where it runs, such as `['eu']`; a request that wants a region goes to models of that region alone. */
	readonly regions?: readonly string[]
}

const CAPABILITIES = ['vision', 'tools', 'structuredOutput', 'reasoning']
const FIELDS = ['price', 'contextWindow', 'maxOutputTokens', 'capabilities', 'regions']
const PRICES = ['input', 'output', 'cacheRead', 'cacheWrite']

/** @throws HeadroomError `invalid-argument` naming the model and the field that is wrong. */
export function checkOverride(id: string, override: ModelOverride): void {
	const where = `overrides[${JSON.stringify(id)}]`
	onlyKnown(override, FIELDS, where)
	for (const field of ['contextWindow', 'maxOutputTokens'] as const) {
		const count = override[field]
		if (count !== undefined && !(Number.isInteger(count) && count > 0))
			throw wrong(`${where}.${field} is ${String(count)}; expected a whole number of tokens above 0`)
	}
	const { capabilities, price, regions } = override
	if (capabilities !== undefined) {
		onlyKnown(capabilities, CAPABILITIES, `${where}.capabilities`)
		for (const [name, value] of Object.entries(capabilities))
			if (value !== undefined && typeof value !== 'boolean')
				throw wrong(`${where}.capabilities.${name} is ${String(value)}; expected true or false`)
	}
	if (
		regions !== undefined &&
		(!Array.isArray(regions) || regions.some((region) => typeof region !== 'string' || region.trim() === ''))
	)
		throw wrong(`${where}.regions is ${JSON.stringify(regions)}; expected names of regions, such as ["eu"]`)
	if (price !== undefined) checkPrice(price, `${where}.price`)
}

function checkPrice(price: PriceOverride, where: string): void {
	onlyKnown(price, [...PRICES, 'asOf', 'source'], where)
	checkTokenPrice(price.input, `${where}.input`)
	checkTokenPrice(price.output, `${where}.output`)
	if (price.cacheRead !== undefined) checkTokenPrice(price.cacheRead, `${where}.cacheRead`)
	if (price.cacheWrite !== undefined) checkTokenPrice(price.cacheWrite, `${where}.cacheWrite`)
	if (price.asOf !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(price.asOf))
		throw wrong(`${where}.asOf is ${JSON.stringify(price.asOf)}; expected a day such as 2026-01-31`)
}

function checkTokenPrice(price: TokenPrice, where: string): void {
	if (typeof price !== 'object' || price === null) {
		checkUsd(price, where)
		return
	}
	checkUsd(price.base, `${where}.base`)
	if (!Array.isArray(price.tiers)) throw wrong(`${where}.tiers is missing; expected a list of { above, usd }`)
	for (const [index, { above, usd }] of price.tiers.entries()) {
		checkUsd(usd, `${where}.tiers[${index}].usd`)
		if (!(Number.isFinite(above) && above >= 0))
			throw wrong(`${where}.tiers[${index}].above is ${String(above)}; expected a number of input tokens`)
	}
}

function checkUsd(usd: number, where: string): void {
	if (!(Number.isFinite(usd) && usd >= 0))
		throw wrong(`${where} is ${String(usd)}; expected USD per 1M tokens, 0 or more`)
}

function onlyKnown(value: object, known: readonly string[], where: string): void {
	if (typeof value !== 'object' || value === null || Array.isArray(value))
		throw wrong(`${where} is ${String(value)}; expected an object with ${known.join(', ')}`)
	for (const key of Object.keys(value))
		if (!known.includes(key)) throw wrong(`${where}.${key} is not known; expected one of ${known.join(', ')}`)
}

/** The price as the catalog gives it out. */
export function priceOf(override: PriceOverride, today: string): Price {
	return { ...override, asOf: override.asOf ?? today, source: override.source ?? 'override' }
}

function wrong(message: string): HeadroomError {
	return new HeadroomError('invalid-argument', message)
}
