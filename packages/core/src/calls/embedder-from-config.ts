import type { Config } from '@headroom/config'
import { type Embedder, HeadroomError, type HeadroomEvent, tell } from '@headroom/spec'
import { messageOf } from '../message-of.ts'
import { embeddingModelOf } from '../router-from-config.ts'
import type { CallEnvironment } from './environment-provider.ts'
import { KNOWN_PROVIDERS } from './known-providers.ts'
import { reachOf } from './provider-from-config.ts'

/** What names of OpenAI's embedding models begin with. https://platform.openai.com/docs/guides/embeddings */
const OPENAI_MODELS = 'text-embedding-'

/** Who hears of an embedder that fails, and where keys are looked for. */
export interface EmbedderConnection {
	/** @default process.env */
	readonly env?: CallEnvironment
	/** Hears a warning when embedding begins to fail: routes are then scored by words and spelling. */
	readonly observe?: ((event: HeadroomEvent) => void) | undefined
}

/**
 * The embedder of the `embedding_model` that semantic routes of a configuration name, through the section of its
 * provider; `undefined` when none is named or words alone are to score. A key that is missing is an error of the first
 * call, after which routes are scored without it.
 *
 * @throws HeadroomError `invalid-argument` for a model whose provider cannot be told or has no embeddings.
 */
export function embedderFromConfig(
	config: Config,
	connection: EmbedderConnection = {},
): Embedder | undefined {
	const named = config.router.semantic === 'lexical' ? undefined : embeddingModelOf(config.router)
	if (named === undefined) return undefined
	const { provider, model } = servedBy(named, config)
	const { env = process.env, observe } = connection
	const section = config.providers[provider] ?? { api: 'chat', headers: {} }
	const { kind, baseURL, apiKey } = reachOf(provider, section, env)
	if (kind === 'anthropic')
		throw new HeadroomError(
			'invalid-argument',
			`embedding_model ${named}: ${provider} speaks Anthropic's API, which has no embeddings; name a model of another provider, such as text-embedding-3-small`,
		)
	let made: Promise<Embedder> | undefined
	let failing = false
	const make = async (): Promise<Embedder> => {
		const { openaiEmbedder } = await import('@headroom/providers/embeddings')
		const { headers } = section
		return openaiEmbedder({
			model,
			id: provider,
			headers,
			...(apiKey === undefined ? {} : { apiKey }),
			...(baseURL === undefined ? {} : { baseURL }),
		})
	}
	return {
		id: `${provider}/${model}`,
		async embed(texts, context) {
			try {
				made ??= make()
				const vectors = await (await made).embed(texts, context)
				failing = false
				return vectors
			} catch (error) {
				if (!failing && context?.signal?.aborted !== true) {
					failing = true
					const message = `semantic routes are scored by words and spelling, since ${provider}/${model} cannot be asked: ${messageOf(error)}`
					tell({ observe }, { type: 'warning', code: 'embedder-failed', message })
				}
				throw error
			}
		},
	}
}

function servedBy(
	named: string,
	{ providers }: Config,
): { readonly provider: string; readonly model: string } {
	const slash = named.indexOf('/')
	const first = named.slice(0, Math.max(0, slash))
	if (slash > 0 && (Object.hasOwn(providers, first) || KNOWN_PROVIDERS.has(first)))
		return { provider: first, model: named.slice(slash + 1) }
	if (named.startsWith(OPENAI_MODELS)) return { provider: 'openai', model: named }
	const names = Object.keys(providers)
	const [only] = names
	if (only !== undefined && names.length === 1) return { provider: only, model: named }
	throw new HeadroomError(
		'invalid-argument',
		`embedding_model ${named}: which provider serves it is not known; write provider/model, such as ollama/nomic-embed-text`,
	)
}
