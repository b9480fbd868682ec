import type { Timeouts } from '@headroom/providers/openai'
import { HeadroomError, type ModelCatalog, type Provider } from '@headroom/spec'
import { type CallEnvironment, environmentProvider, providersInEnvironment } from './environment-provider.ts'
import { KNOWN_PROVIDERS } from './known-providers.ts'

/** A provider, or what makes it when it is first called. */
export type ProviderSource = Provider | (() => Provider | Promise<Provider>)

/** Providers by the first half of their model ids, or a list of them that goes by their own ids. */
export type ProviderSources = readonly Provider[] | Readonly<Record<string, ProviderSource>>

/** A catalog that may know what a misspelt name meant. */
export type NamingCatalog = ModelCatalog & { readonly nearest?: (model: string) => string | undefined }

/** Where a model is served. */
export interface ServedModel {
	/** Name of the provider. */
	readonly provider: string
	/** The name that the provider takes. */
	readonly model: string
	/** `provider/model`. */
	readonly id: string
	/** Said when the model is sent on although the catalog does not know it. */
	readonly warning?: string
}

/**
 * Finds who serves a model: the provider that its id names, else the one of the catalog, else the only one there is.
 *
 * What is given wins over what the environment holds keys of.
 */
export class ProviderDirectory {
	readonly #given: ReadonlyMap<string, ProviderSource>
	readonly #catalog: NamingCatalog
	readonly #env: CallEnvironment
	readonly #timeouts: Timeouts
	readonly #made = new Map<string, Promise<Provider>>()

	/** @param timeouts Of the providers that are made from the environment. */
	constructor(
		sources: ProviderSources,
		catalog: NamingCatalog,
		env: CallEnvironment,
		timeouts: Timeouts = {},
	) {
		this.#timeouts = timeouts
		this.#given = new Map(
			isList(sources) ? sources.map((provider) => [provider.id, provider]) : Object.entries(sources),
		)
		this.#catalog = catalog
		this.#env = env
	}

	/** @throws HeadroomError `unknown-model`, or `missing-key` when its provider is known and not connected. */
	locate(model: string): ServedModel {
		const name = model.trim()
		const slash = name.indexOf('/')
		if (slash > 0 && slash < name.length - 1 && this.#source(name.slice(0, slash)) !== undefined)
			return served(name.slice(0, slash), name.slice(slash + 1))
		const info = this.#catalog.resolve(name)
		if (info !== undefined && this.#source(info.provider) !== undefined)
			return served(info.provider, info.model)
		const only = this.#only()
		if (only !== undefined && this.#takesAny(only, name, info !== undefined)) {
			return info === undefined && KNOWN_PROVIDERS.has(only)
				? { ...served(only, name), warning: this.#strange(name, only) }
				: served(only, name)
		}
		if (info !== undefined) throw notConnected(info.provider, info.id)
		if (slash > 0 && KNOWN_PROVIDERS.has(name.slice(0, slash))) throw notConnected(name.slice(0, slash), name)
		throw this.#unknown(name, slash > 0 ? name.slice(0, slash) : undefined)
	}

	/** The provider of this name, made at its first use. */
	provider(name: string): Promise<Provider> {
		let made = this.#made.get(name)
		if (made === undefined) {
			const source = this.#source(name)
			// Of a provider that could not be made nothing is kept: the next call tries again.
			made = (async () => {
				if (source === undefined) throw notConnected(name, `${name}/…`)
				return typeof source === 'function' ? source() : source
			})()
			made.catch(() => this.#made.delete(name))
			this.#made.set(name, made)
		}
		return made
	}

	#source(name: string): ProviderSource | undefined {
		return this.#given.get(name) ?? environmentProvider(name, this.#env, this.#timeouts)
	}

	#only(): string | undefined {
		const names = this.#given.size > 0 ? [...this.#given.keys()] : providersInEnvironment(this.#env)
		return names.length === 1 ? names[0] : undefined
	}

	/**
	 * The only provider is asked for what it may serve: any name where it is no vendor of the table (a gateway, a
	 * server of your own), else a name that the catalog does not know and that names no other vendor.
	 */
	#takesAny(only: string, name: string, known: boolean): boolean {
		if (!KNOWN_PROVIDERS.has(only)) return true
		return !known && !name.includes('/')
	}

	#strange(name: string, only: string): string {
		return `the catalog knows no model "${name}"${this.#didYouMean(name)}; it is sent to ${only}, the only provider there is`
	}

	#unknown(name: string, vendor: string | undefined): HeadroomError {
		const names = [...new Set([...this.#given.keys(), ...providersInEnvironment(this.#env)])]
		const connected =
			names.length === 0
				? 'no provider is connected: set OPENAI_API_KEY or ANTHROPIC_API_KEY, or give providers'
				: vendor !== undefined && !names.includes(vendor)
					? `no provider "${vendor}" is connected (there are ${names.join(', ')}); ${giveOne(vendor)}`
					: `write provider/model with one of the connected providers (${names.join(', ')})`
		return new HeadroomError(
			'unknown-model',
			`no model "${name}" is known${this.#didYouMean(name)}; ${connected}`,
		)
	}

	#didYouMean(name: string): string {
		const near = this.#catalog.nearest?.(name)
		return near === undefined || near === name ? '' : ` (did you mean "${near}"?)`
	}
}

function isList(sources: ProviderSources): sources is readonly Provider[] {
	return Array.isArray(sources)
}

function served(provider: string, model: string): ServedModel {
	return { provider, model, id: `${provider}/${model}` }
}

function giveOne(provider: string): string {
	return `give providers: [openaiCompatible({ id: "${provider}", baseURL })] of @headroom/providers/openai-compatible, or providers: { ${provider}: { base_url: … } } in headroom.yaml`
}

function notConnected(provider: string, model: string): HeadroomError {
	const variable = KNOWN_PROVIDERS.get(provider)?.keyVariable
	const remedy =
		variable === undefined
			? giveOne(provider)
			: `set ${variable}, or write providers: { ${provider}: { api_key: … } } in headroom.yaml`
	return new HeadroomError(
		'missing-key',
		`${model} is served by ${provider}, which is not connected; ${remedy}`,
	)
}
