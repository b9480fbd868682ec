import { matches } from './match.ts'
import { SNAPSHOT } from './prices.gen.ts'
import type { ModelRow, ProviderRow } from './snapshot.ts'

/** A row of the snapshot, with the provider that serves it and the name it was asked for. */
export interface Found {
	readonly provider: string
	/** As asked for, without the provider: dates and variants stay, since they choose the model. */
	readonly model: string
	readonly row: ModelRow
}

/** Longest model name looked up, in UTF-16 units; no vendor's is longer. */
const MAX_NAME = 200

/** Spellings of provider ids that other tools use. */
const ALIASES: ReadonlyMap<string, string> = new Map([
	['x-ai', 'xai'],
	['mistralai', 'mistral'],
	['gemini', 'google'],
	['vertex', 'google'],
	['vertex_ai', 'google'],
	['bedrock', 'aws'],
	['together_ai', 'together'],
	['together-ai', 'together'],
	['togetherai', 'together'],
	['fireworks_ai', 'fireworks'],
	['moonshot', 'moonshotai'],
	['zai', 'zhipuai'],
	['voyage', 'voyageai'],
])

interface Shelf {
	readonly provider: ProviderRow
	/** Rows by every full name they state. */
	readonly exact: ReadonlyMap<string, ModelRow>
	/** Rows that match by more than full names, in the order of the source. */
	readonly loose: readonly ModelRow[]
}

const shelves: ReadonlyMap<string, Shelf> = new Map(
	SNAPSHOT.providers.map((provider) => [provider.id, shelf(provider)]),
)

function shelf(provider: ProviderRow): Shelf {
	const exact = new Map<string, ModelRow>()
	for (const row of provider.models)
		for (const name of fullNames(row)) if (!exact.has(name)) exact.set(name, row)
	return { provider, exact, loose: provider.models.filter(([, clauses]) => isLoose(clauses)) }
}

function isLoose(clauses: ModelRow[1]): boolean {
	return Array.isArray(clauses) && clauses.some((clause) => typeof clause !== 'string' || clause[0] !== '=')
}

/** Every full name by which a row is found: what its `=` clauses say, and its id when its clauses hold for it. */
function fullNames([id, clauses]: ModelRow): readonly string[] {
	if (clauses === undefined || clauses === 0) return [id]
	const names = clauses.filter((clause) => typeof clause === 'string').filter((clause) => clause[0] === '=')
	const stated = names.map((clause) => clause.slice(1))
	return matches(clauses, id) && !stated.includes(id) ? [id, ...stated] : stated
}

/** The id by which this package calls a provider, or `undefined` for one that the snapshot does not know. */
export function providerId(name: string): string | undefined {
	const id = name.toLowerCase()
	const known = ALIASES.get(id) ?? id
	return shelves.has(known) ? known : undefined
}

/** Splits `provider/model` at the first slash when what stands before it is a known provider. */
export function splitId(name: string): { readonly provider: string; readonly model: string } | undefined {
	const slash = name.indexOf('/')
	if (slash <= 0 || slash === name.length - 1) return undefined
	const provider = providerId(name.slice(0, slash))
	return provider === undefined ? undefined : { provider, model: name.slice(slash + 1) }
}

/** Finds an id or a bare name in the snapshot; `undefined` when it is unknown or ambiguous. */
export function find(name: string): Found | undefined {
	if (name.length > MAX_NAME) return undefined
	const split = splitId(name)
	if (split !== undefined) return findAt(split.provider, split.model)
	return findBare(name)
}

function findAt(provider: string, model: string): Found | undefined {
	const row = rowAt(provider, model.toLowerCase())
	return row && { provider, model, row }
}

function rowAt(provider: string, name: string): ModelRow | undefined {
	const own = shelves.get(provider)
	if (own === undefined) return undefined
	const row = rowOn(own, name) ?? rowOn(own, dashedDate(name))
	if (row !== undefined) return row
	for (const fallback of own.provider.fallbacks) {
		const borrowed = rowAt(fallback, name)
		if (borrowed !== undefined) return borrowed
	}
	return undefined
}

function rowOn({ exact, loose }: Shelf, name: string): ModelRow | undefined {
	return exact.get(name) ?? loose.find(([, clauses]) => clauses !== 0 && matches(clauses ?? [], name))
}

/** Vendors write a version's date as `-20250929` or `-2025-09-29`; the source may know only the latter. */
function dashedDate(name: string): string {
	return name.replace(/-(20\d\d)(\d\d)(\d\d)(?=-|:|$)/, '-$1-$2-$3')
}

/**
 * A bare name belongs to the maker that states it in full, else to the maker whose naming it follows, else to
 * the one host that states it. A name that follows a maker's naming loosely while some host states it in full
 * is ambiguous: `deepseek-r1-distill-llama-70b` is no model of DeepSeek's own service.
 */
function findBare(model: string): Found | undefined {
	const name = model.toLowerCase()
	const stating = [...shelves.values()].filter(({ exact }) => exact.has(name))
	const maker = stating.find(({ provider }) => provider.names.length > 0)
	if (maker !== undefined) return findAt(maker.provider.id, model)
	const namesake = [...shelves.values()].find(({ provider }) => matches(provider.names, name))
	if (namesake === undefined)
		return findAt(stating.length === 1 ? (stating[0]?.provider.id ?? '') : '', model)
	return stating.length === 0 ? findAt(namesake.provider.id, model) : undefined
}

/** Every id of the snapshot, as provider and model, makers first. */
export function allNames(): readonly { readonly provider: string; readonly model: string }[] {
	return [...shelves.values()].flatMap(({ provider, exact }) =>
		[...exact.keys()].map((model) => ({ provider: provider.id, model })),
	)
}
