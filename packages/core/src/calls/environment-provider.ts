import type { ApiKey, HeaderValues, Timeouts } from '@headroom/providers/openai'
import { HeadroomError, type Provider } from '@headroom/spec'
import { KNOWN_PROVIDERS } from './known-providers.ts'

/** Variables by name, such as `process.env`. */
export type CallEnvironment = Readonly<Record<string, string | undefined>>

/** What a provider is made of, whichever API it speaks. */
export interface ProviderSettings extends Timeouts {
	readonly apiKey?: ApiKey
	readonly baseURL?: string
	readonly headers?: HeaderValues
	/** Which of OpenAI's two APIs is spoken. */
	readonly api?: 'chat' | 'responses'
}

/**
 * Makes a provider; its code is loaded only now, so that what is not used costs nothing.
 *
 * @throws HeadroomError `invalid-argument` for a compatible one without an address. The provider says at its first call
 * what else is missing.
 */
export async function makeProvider(
	id: string,
	kind: 'openai' | 'anthropic' | 'openai-compatible',
	settings: ProviderSettings,
): Promise<Provider> {
	if (kind === 'anthropic') {
		const { api: _, ...reach } = settings
		return (await import('@headroom/providers/anthropic')).anthropic(reach)
	}
	if (kind === 'openai' && id === 'openai')
		return (await import('@headroom/providers/openai')).openai(settings)
	const { openaiCompatible } = await import('@headroom/providers/openai-compatible')
	// OpenAI under another name, such as a second account.
	const { baseURL = kind === 'openai' ? 'https://api.openai.com/v1' : undefined } = settings
	if (baseURL !== undefined) return openaiCompatible({ ...settings, id, baseURL })
	throw new HeadroomError(
		'invalid-argument',
		`the provider ${id} has no address; give its base URL, such as https://api.example.com/v1 (base_url in headroom.yaml)`,
	)
}

/** The vendors that the environment holds a key of, in the order of the table. */
export function providersInEnvironment(env: CallEnvironment): readonly string[] {
	return [...KNOWN_PROVIDERS]
		.filter(([, { keyVariable }]) => keyVariable !== undefined && hasText(env[keyVariable]))
		.map(([id]) => id)
}

/** The known vendor of this name with its key from the environment; `undefined` when it has none or is unknown. */
export function environmentProvider(
	id: string,
	env: CallEnvironment,
	timeouts: Timeouts,
): (() => Promise<Provider>) | undefined {
	const known = KNOWN_PROVIDERS.get(id)
	if (known === undefined) return undefined
	const { kind, keyVariable, baseURL } = known
	const apiKey = keyVariable === undefined ? undefined : env[keyVariable]?.trim()
	if (keyVariable !== undefined && !hasText(apiKey)) return undefined
	return () =>
		makeProvider(id, kind, {
			...timeouts,
			...(apiKey === undefined ? {} : { apiKey }),
			...(baseURL === undefined ? {} : { baseURL }),
		})
}

function hasText(value: string | undefined): boolean {
	return value !== undefined && value.trim() !== ''
}
