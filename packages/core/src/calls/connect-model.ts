import type { CallContext, ChatModel, ChatRequest } from '@headroom/spec'
import type { CallEnvironment } from './environment-provider.ts'
import { type NamingCatalog, ProviderDirectory, type ProviderSources } from './provider-directory.ts'

/** What stands between a call and its provider. */
export type CallOptions = Readonly<Record<string, unknown>>

/** What a connected model is made of. */
export interface ConnectOptions {
	/**
	 * Providers, by name or by their own ids. Known vendors that are not given are connected when the environment
	 * holds their key, at the first call that needs them.
	 *
	 * @default []
	 */
	readonly providers?: ProviderSources
	/** Resolves bare names; one with `nearest` also says what a misspelt name may have meant. */
	readonly catalog: NamingCatalog
	/** @default {} */
	readonly calls?: CallOptions
	/** Where keys are looked for. @default process.env */
	readonly env?: CallEnvironment
}

/**
 * One ChatModel over all providers: each request goes to the one that serves its model. Reads no key and loads no SDK
 * before a call is made, and says then what is missing.
 */
export function connectModel(options: ConnectOptions): ChatModel {
	const directory = new ProviderDirectory(
		options.providers ?? [],
		options.catalog,
		options.env ?? process.env,
	)
	return dispatch(directory)
}

/** Sends each request to its provider, under the name that the provider takes. */
function dispatch(directory: ProviderDirectory): ChatModel {
	async function find(request: ChatRequest, context: CallContext | undefined) {
		context?.signal?.throwIfAborted()
		const { provider, model, warning } = directory.locate(request.model)
		if (warning !== undefined)
			context?.observe?.({ type: 'warning', code: 'model-unknown', message: warning })
		return { provider: await directory.provider(provider), request: { ...request, model } }
	}
	return {
		async generate(request, context) {
			const found = await find(request, context)
			return found.provider.generate(found.request, context)
		},
		async *stream(request, context) {
			const found = await find(request, context)
			yield* found.provider.stream(found.request, context)
		},
	}
}
