import type { ProviderConfig } from '@headroom/config'
import type { ApiKey, Revealable, Timeouts } from '@headroom/providers/openai'
import { HeadroomError, type Provider } from '@headroom/spec'
import { type CallEnvironment, makeProvider } from './environment-provider.ts'
import { KNOWN_PROVIDERS, type KnownProvider } from './known-providers.ts'

type Kind = KnownProvider['kind']

/** Makes the provider that a section of `headroom.yaml` describes, at its first call. */
export function providerFromConfig(
	name: string,
	section: ProviderConfig,
	timeouts: Timeouts,
	env: CallEnvironment,
): () => Promise<Provider> {
	const { headers, api } = section
	const { kind, ...reach } = reachOf(name, section, env)
	return () => makeProvider(name, kind, { ...timeouts, ...reach, headers, api })
}

/** Which API a section's provider speaks, where, and with what key. */
export function reachOf(
	name: string,
	{ apiKey, baseUrl, kind }: ProviderConfig,
	env: CallEnvironment,
): { readonly kind: Kind; readonly apiKey?: ApiKey; readonly baseURL?: string } {
	const known = KNOWN_PROVIDERS.get(name)
	const spoken: Kind = kind ?? known?.kind ?? 'openai-compatible'
	const baseURL = baseUrl ?? known?.baseURL
	const key = apiKey ?? keyOf(name, spoken, known, env)
	return {
		kind: spoken,
		...(key === undefined ? {} : { apiKey: key }),
		...(baseURL === undefined ? {} : { baseURL }),
	}
}

/**
 * The key of the environment that belongs to a name. One vendor's key never goes to what only bears another's name:
 * `anthropic` of kind `openai` must bring its own.
 */
function keyOf(
	name: string,
	spoken: Kind,
	known: KnownProvider | undefined,
	env: CallEnvironment,
): ApiKey | undefined {
	if (known !== undefined && known.kind !== spoken && spoken !== 'openai-compatible')
		return missing(`providers.${name}: of kind ${spoken} it has no variable of its own; give its api_key`)
	const variable = known?.kind === spoken ? known.keyVariable : undefined
	if (variable === undefined) return undefined
	const absent = missing(
		`providers.${name} has no api_key and ${variable} is not set; set it, as in: export ${variable}=...`,
	)
	return { reveal: () => env[variable]?.trim() || absent.reveal() }
}

/** A key that says what is wrong with it when it is needed. */
function missing(message: string): Revealable {
	return {
		reveal() {
			throw new HeadroomError('missing-key', message)
		},
	}
}
