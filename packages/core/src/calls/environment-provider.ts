import type { Provider } from '@headroom/spec'
import { KNOWN_PROVIDERS } from './known-providers.ts'

/** Variables by name, such as `process.env`. */
export type CallEnvironment = Readonly<Record<string, string | undefined>>

/** What a provider is made of, whichever API it speaks. */
export interface ProviderSettings {
	readonly apiKey?: string
	readonly baseURL?: string
	readonly headers?: Readonly<Record<string, string>>
	/** Which of OpenAI's two APIs is spoken. */
	readonly api?: 'chat' | 'responses'
}

/**
 * Makes a provider; its SDK is loaded only now, so that nobody needs one that is not used.
 *
 * @throws HeadroomError `not-supported` when the SDK is not installed, `missing-key` without a key.
 */
export async function makeProvider(
	id: string,
	kind: 'openai' | 'anthropic' | 'openai-compatible',
	settings: ProviderSettings,
): Promise<Provider> {
	if (kind === 'anthropic') {
		const { anthropic } = (await import('@headroom/providers/anthropic')) as unknown as {
			anthropic: (settings: ProviderSettings) => Provider
		}
		return anthropic(settings)
	}
	if (kind === 'openai') {
		const { openai } = (await import('@headroom/providers/openai')) as unknown as {
			openai: (settings: ProviderSettings) => Provider
		}
		return openai(settings)
	}
	const { openaiCompatible } = (await import('@headroom/providers/openai-compatible')) as unknown as {
		openaiCompatible: (settings: ProviderSettings & { readonly id: string }) => Provider
	}
	return openaiCompatible({ ...settings, id })
}

/** The vendors that the environment holds a key of, in the order of the table. */
export function providersInEnvironment(env: CallEnvironment): readonly string[] {
	return [...KNOWN_PROVIDERS]
		.filter(([, { keyVariable }]) => keyVariable !== undefined && hasText(env[keyVariable]))
		.map(([id]) => id)
}

/** The known vendor of this name with its key from the environment; `undefined` when it has none or is unknown. */
export function environmentProvider(id: string, env: CallEnvironment): (() => Promise<Provider>) | undefined {
	const known = KNOWN_PROVIDERS.get(id)
	if (known === undefined) return undefined
	const { kind, keyVariable, baseURL } = known
	const apiKey = keyVariable === undefined ? undefined : env[keyVariable]?.trim()
	if (keyVariable !== undefined && !hasText(apiKey)) return undefined
	return () =>
		makeProvider(id, kind, {
			...(apiKey === undefined ? {} : { apiKey }),
			...(baseURL === undefined ? {} : { baseURL }),
		})
}

function hasText(value: string | undefined): boolean {
	return value !== undefined && value.trim() !== ''
}
