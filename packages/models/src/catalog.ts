import {
	type Cost,
	type CostMark,
	HeadroomError,
	type ModelCatalog,
	type ModelInfo,
	type Usage,
} from '@headroom/spec'
import { factsOf } from './capabilities.ts'
import { usdOf } from './cost.ts'
import { allNames, type Found, find, providerId, splitId } from './lookup.ts'
import { nearestOf } from './nearest.ts'
import { checkOverride, type ModelOverride, priceOf } from './override.ts'
import { SNAPSHOT } from './prices.gen.ts'
import { decodePrice } from './row.ts'

export interface CatalogOptions {
	/**
	 * Prices, windows and capabilities that win over the catalog's, and models it does not know, by
	 * `provider/model`; a bare name stands for the model it resolves to.
	 *
	 * An override holds for exactly the name it is given: one of `openai/gpt-4o` leaves
	 * `openai/gpt-4o-2024-08-06` alone.
	 *
	 * @default {}
	 */
	readonly overrides?: Readonly<Record<string, ModelOverride>>
}

/** A catalog that can also say what it is made of and what a misspelt name may have meant. */
export interface Catalog extends ModelCatalog {
	/** Day of the built-in prices, `YYYY-MM-DD`. */
	readonly asOf: string
	/** Package and version of the built-in prices. */
	readonly source: string
	/**
	 * The known name most like this one, for a "did you mean"; `undefined` when none is near. A name that resolves
	 * is its own nearest.
	 */
	nearest(model: string): string | undefined
}

/**
 * A catalog of the built-in snapshot with the user's overrides on top. Reads no file, no clock but for the day
 * of undated overrides, and nothing from the network.
 *
 * @throws HeadroomError `invalid-argument` when an override is malformed or names no provider.
 */
export function createCatalog(options: CatalogOptions = {}): Catalog {
	const overrides = new Map<string, OverriddenModel>()
	for (const [name, override] of Object.entries(options.overrides ?? {})) {
		checkOverride(name, override)
		const target = targetOf(name)
		overrides.set(keyOf(target.provider, target.model), { ...target, override })
	}
	return new SnapshotCatalog(overrides)
}

interface OverriddenModel {
	readonly provider: string
	readonly model: string
	readonly override: ModelOverride
}

function keyOf(provider: string, model: string): string {
	return `${provider}/${model}`.toLowerCase()
}

function targetOf(name: string): { readonly provider: string; readonly model: string } {
	const known = find(name) ?? splitId(name)
	if (known !== undefined) return { provider: known.provider, model: known.model }
	const slash = name.indexOf('/')
	if (slash <= 0 || slash === name.length - 1)
		throw new HeadroomError(
			'invalid-argument',
			`overrides[${JSON.stringify(name)}] names no model of the catalog; ` +
				'write a new model as provider/model, such as "acme/large-1"',
		)
	return { provider: name.slice(0, slash), model: name.slice(slash + 1) }
}

/** Most models that a catalog remembers having found. */
const MAX_RESOLVED = 1_000

class SnapshotCatalog implements Catalog {
	readonly asOf: string = SNAPSHOT.asOf
	readonly source: string = SNAPSHOT.source
	readonly #overrides: ReadonlyMap<string, OverriddenModel>
	/** Models found before: a program asks for the same few on every call. */
	readonly #resolved = new Map<string, ModelInfo>()
	readonly #today: string = new Date().toISOString().slice(0, 10)

	constructor(overrides: ReadonlyMap<string, OverriddenModel>) {
		this.#overrides = overrides
	}

	resolve(model: string): ModelInfo | undefined {
		const name = model.trim()
		const known = this.#resolved.get(name)
		if (known !== undefined) return known
		const info = this.#look(name)
		if (info === undefined) return undefined
		// Names come from requests: without a bound, hostile ones that follow a maker's naming would pile up.
		if (this.#resolved.size >= MAX_RESOLVED) this.#resolved.clear()
		this.#resolved.set(name, info)
		return info
	}

	#look(name: string): ModelInfo | undefined {
		const found = find(name)
		if (found !== undefined) return this.#withOverride(infoOf(found))
		const added = this.#added(name)
		if (added === undefined) return undefined
		const { provider, model: own } = added
		return this.#withOverride({ id: `${provider}/${own}`, provider, model: own, capabilities: {} })
	}

	/** A model that only the overrides know, by its id or by a bare name that no other override shares. */
	#added(name: string): OverriddenModel | undefined {
		const slash = name.indexOf('/')
		const provider = slash > 0 ? providerId(name.slice(0, slash)) : undefined
		const id = provider === undefined ? name : `${provider}${name.slice(slash)}`
		const exact = this.#overrides.get(id.toLowerCase())
		if (exact !== undefined) return exact
		const namesakes = [...this.#overrides.values()].filter(
			(entry) => entry.model.toLowerCase() === name.toLowerCase(),
		)
		return namesakes.length === 1 ? namesakes[0] : undefined
	}

	#withOverride(info: ModelInfo): ModelInfo {
		const override = this.#overrides.get(keyOf(info.provider, info.model))?.override
		if (override === undefined) return info
		const { price, capabilities, ...limits } = override
		return {
			...info,
			...limits,
			capabilities: { ...info.capabilities, ...capabilities },
			...(price === undefined ? {} : { price: priceOf(price, this.#today) }),
		}
	}

	/** @throws HeadroomError `invalid-argument` when the usage contradicts itself. */
	cost(model: string, usage: Usage, mark: CostMark): Cost {
		const info = this.resolve(model)
		const usd = usdOf(info?.price ?? NO_PRICE, usage)
		if (info?.price === undefined) return { status: 'unpriced', model: info?.id ?? model }
		return { status: 'priced', usd, mark }
	}

	nearest(model: string): string | undefined {
		const name = model.trim()
		if (this.resolve(name) !== undefined) return name
		const known = [...this.#overrides.values(), ...allNames()]
		const idOf = ({ provider, model: own }: KnownName): string => `${provider}/${own}`
		const split = splitId(name)
		if (split !== undefined) {
			const shelf = known.filter(({ provider }) => provider === split.provider)
			const near = nearestOf(split.model, shelf, (candidate) => candidate.model)
			return near && idOf(near)
		}
		const misspelt = name.includes('/') ? nearestOf(name, known, idOf) : undefined
		if (misspelt !== undefined) return idOf(misspelt)
		const near = nearestOf(name, known, (candidate) => candidate.model)
		// A name that is ambiguous without its host would not resolve as it stands.
		return near && (this.resolve(near.model)?.provider === near.provider ? near.model : idOf(near))
	}
}

interface KnownName {
	readonly provider: string
	readonly model: string
}

/** Lets a usage be checked where there is nothing to price it with. */
const NO_PRICE = { input: 0, output: 0, asOf: SNAPSHOT.asOf, source: 'none' }

function infoOf({ provider, model, row }: Found): ModelInfo {
	const [, , contextWindow = 0, price] = row
	const { capabilities, ...limits } = factsOf(provider, model)
	return {
		id: `${provider}/${model}`,
		provider,
		model,
		...limits,
		...(contextWindow > 0 ? { contextWindow } : {}),
		capabilities,
		...(price === undefined ? {} : { price: decodePrice(price, SNAPSHOT.asOf, SNAPSHOT.source) }),
	}
}

/** The built-in snapshot without overrides. */
export const catalog: Catalog = createCatalog()
