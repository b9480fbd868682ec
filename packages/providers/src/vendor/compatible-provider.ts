import { HeadroomError, type Provider } from '@headroom/spec'
import { chatProvider } from '../call/chat-provider.ts'
import { checkedTimeouts, type Timeouts } from '../call/deadlines.ts'
import type { Fetch } from '../call/error-bodies.ts'
import { callOpener } from '../call/open-call.ts'
import { connector } from '../call/sdk-client.ts'
import type { ApiKey, HeaderValues } from '../call/secrets.ts'
import { openAiApi } from './openai-api.ts'
import { openAiClient } from './openai-client.ts'

/** How to reach a server that speaks OpenAI's API: Ollama, vLLM, OpenRouter, Azure and others. */
export interface OpenAiCompatibleOptions extends Timeouts {
	/** First half of its model ids, such as `ollama` in `ollama/qwen3`. */
	readonly id: string
	/** Root of its API, such as `http://127.0.0.1:11434/v1`. */
	readonly baseURL: string
	/** @default none, as servers of your own need it */
	readonly apiKey?: ApiKey
	/**
	 * Header that carries the key: `authorization` as a bearer token, `api-key` as it is, which is what Azure takes.
	 *
	 * @default 'authorization'
	 */
	readonly keyHeader?: 'authorization' | 'api-key'
	/** Headers of every call. @default {} */
	readonly headers?: HeaderValues
	/** Query of every call, such as Azure's `api-version`. @default {} */
	readonly query?: Readonly<Record<string, string>>
	/** @default the global `fetch` */
	readonly fetch?: Fetch
	/** Which of OpenAI's two APIs the server speaks. @default 'chat' */
	readonly api?: 'chat' | 'responses'
}

/**
 * Chat with any server that speaks OpenAI's API, through the package `openai` with its retries off.
 *
 * What the environment says of OpenAI (organisation, project, base URL, headers) is not sent to it.
 *
 * @throws HeadroomError `invalid-argument` for an id or address that is none; at the first call `not-supported` when
 * the SDK is not installed
 */
export function openaiCompatible(options: OpenAiCompatibleOptions): Provider {
	const { id } = options
	if (!/^[^\s/]+$/.test(id)) {
		throw new HeadroomError(
			'invalid-argument',
			`openaiCompatible(): id is "${id}", expected a name without "/"`,
		)
	}
	if (!/^https?:\/\//.test(options.baseURL) || !URL.canParse(options.baseURL)) {
		throw new HeadroomError(
			'invalid-argument',
			`openaiCompatible(): baseURL of ${id} is no http or https address, expected one such as http://127.0.0.1:11434/v1`,
		)
	}
	const timeouts = checkedTimeouts(options, 'openaiCompatible()')
	const connect = connector({
		provider: id,
		apiKey: options.apiKey,
		...(options.keyHeader === 'api-key' ? { keyHeader: 'api-key' } : {}),
		keyHeaders: ['authorization', 'api-key'],
		headers: options.headers,
		client: undefined,
		fetch: options.fetch,
		create: (fetch, key) =>
			openAiClient(id, fetch, key, { baseURL: options.baseURL, query: options.query, foreign: true }),
	})
	const api = openAiApi(options.api)
	const open = callOpener({
		id,
		...api,
		keySource: 'the option apiKey, or api_key of headroom.yaml',
		timeouts,
		connect,
	})
	return chatProvider({ id, codec: api.codec, open })
}
