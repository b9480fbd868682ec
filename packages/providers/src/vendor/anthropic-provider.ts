import type { ChatRequest, Provider } from '@headroom/spec'
import { chatProvider } from '../call/chat-provider.ts'
import type { SdkClient } from '../call/connection.ts'
import { checkedTimeouts, type Timeouts } from '../call/deadlines.ts'
import type { Fetch } from '../call/error-bodies.ts'
import { loadSdk } from '../call/load-sdk.ts'
import { callOpener } from '../call/open-call.ts'
import { connector } from '../call/sdk-client.ts'
import type { ApiKey, HeaderValues } from '../call/secrets.ts'
import { anthropicMessagesCodec } from '../codec/anthropic-messages/codec.ts'

/** How to reach Anthropic. */
export interface AnthropicOptions extends Timeouts {
	/** @default the variable ANTHROPIC_API_KEY, read at every call */
	readonly apiKey?: ApiKey
	/** @default the variable ANTHROPIC_BASE_URL, else `https://api.anthropic.com` */
	readonly baseURL?: string
	/** Headers of every call, such as `anthropic-beta`. @default {} */
	readonly headers?: HeaderValues
	/** @default the global `fetch` */
	readonly fetch?: Fetch
	/** A client of the `@anthropic-ai/sdk` package that you made yourself; key, address and fetch are then its own. */
	readonly client?: SdkClient
}

/**
 * Chat with Anthropic through its own SDK, the package `@anthropic-ai/sdk`, with the SDK's retries off.
 *
 * A request of more than 21,333 output tokens is streamed on the wire also by `generate`: at the 128,000 tokens an
 * hour that Anthropic's SDK reckons with, its answer takes more than ten minutes, which connections do not outlast.
 * Nothing is checked or loaded before the first call.
 *
 * @throws HeadroomError at the first call: `missing-key`, or `not-supported` when the SDK is not installed
 */
export function anthropic(options: AnthropicOptions = {}): Provider {
	const id = 'anthropic'
	const timeouts = checkedTimeouts(options, 'anthropic()')
	const connect = connector({
		provider: id,
		apiKey: options.apiKey,
		variable: 'ANTHROPIC_API_KEY',
		keyHeaders: ['x-api-key', 'authorization'],
		headers: options.headers,
		client: options.client,
		fetch: options.fetch,
		async create(fetch, apiKey) {
			const { Anthropic } = await loadSdk(id, '@anthropic-ai/sdk', () => import('@anthropic-ai/sdk'))
			return new Anthropic({
				apiKey,
				maxRetries: 0,
				logLevel: 'off',
				fetch,
				...(options.baseURL === undefined ? {} : { baseURL: options.baseURL }),
			})
		},
	})
	const keySource =
		options.apiKey === undefined ? 'ANTHROPIC_API_KEY' : 'the option apiKey, or api_key of headroom.yaml'
	const path = '/v1/messages'
	const codec = anthropicMessagesCodec
	const open = callOpener({ id, codec, path, asksForUsage: false, keySource, timeouts, connect })
	return chatProvider({ id, codec, open, streamsAnyway: takesLong })
}

/** Output tokens that are done within ten minutes at the speed that Anthropic's SDK reckons with. */
const TOKENS_IN_TEN_MINUTES = Math.floor((128_000 * 10) / 60)

function takesLong(request: ChatRequest): boolean {
	return (request.maxOutputTokens ?? 0) > TOKENS_IN_TEN_MINUTES
}
