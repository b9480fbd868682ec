import type { Provider } from '@headroom/spec'
import { chatProvider } from '../call/chat-provider.ts'
import type { SdkClient } from '../call/connection.ts'
import { checkedTimeouts, type Timeouts } from '../call/deadlines.ts'
import type { Fetch } from '../call/error-bodies.ts'
import { callOpener } from '../call/open-call.ts'
import { connector } from '../call/sdk-client.ts'
import type { ApiKey, HeaderValues } from '../call/secrets.ts'
import { openAiApi } from './openai-api.ts'
import { openAiClient } from './openai-client.ts'

/** How to reach OpenAI. */
export interface OpenAiOptions extends Timeouts {
	/** @default the variable OPENAI_API_KEY, read at every call */
	readonly apiKey?: ApiKey
	/** @default the variable OPENAI_BASE_URL, else `https://api.openai.com/v1` */
	readonly baseURL?: string
	/** Headers of every call. @default {} */
	readonly headers?: HeaderValues
	/** @default the global `fetch` */
	readonly fetch?: Fetch
	/** @default the variable OPENAI_ORG_ID, else the key's own */
	readonly organization?: string
	/** @default the variable OPENAI_PROJECT_ID, else the key's own */
	readonly project?: string
	/**
	 * Which of OpenAI's two APIs is spoken: Chat Completions or Responses.
	 *
	 * @default 'chat'
	 */
	readonly api?: 'chat' | 'responses'
	/** A client of the `openai` package that you made yourself; key, address and fetch are then its own. */
	readonly client?: SdkClient
}

/**
 * Chat with OpenAI through its own SDK, the package `openai`, with the SDK's retries off.
 *
 * Nothing is checked or loaded before the first call.
 *
 * @throws HeadroomError at the first call: `missing-key`, or `not-supported` when the SDK is not installed
 */
export function openai(options: OpenAiOptions = {}): Provider {
	const id = 'openai'
	const timeouts = checkedTimeouts(options, 'openai()')
	const connect = connector({
		provider: id,
		apiKey: options.apiKey,
		variable: 'OPENAI_API_KEY',
		keyHeaders: ['authorization'],
		headers: options.headers,
		client: options.client,
		fetch: options.fetch,
		create: (fetch, key) => openAiClient(id, fetch, key, options),
	})
	const api = openAiApi(options.api)
	const keySource =
		options.apiKey === undefined ? 'OPENAI_API_KEY' : 'the option apiKey, or api_key of headroom.yaml'
	const open = callOpener({ id, ...api, keySource, timeouts, connect })
	return chatProvider({ id, codec: api.codec, open })
}
