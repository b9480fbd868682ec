import Anthropic from '@anthropic-ai/sdk'
import { type HeadroomEvent, type WrapOptions, withHeadroom } from '@headroom/core'
import type { CallEvent } from '@headroom/spec'
import OpenAI from 'openai'
import { type Script, startUpstream, type Upstream } from '../../../../test/upstream/upstream.ts'

/** Both SDKs' clients, wrapped, over a local server, and everything that Headroom told. */
export interface Wrapped extends AsyncDisposable {
	readonly upstream: Upstream
	readonly openai: OpenAI
	readonly anthropic: Anthropic
	readonly events: HeadroomEvent[]
	readonly calls: () => readonly CallEvent[]
	/** Codes of the warnings. */
	readonly warnings: () => readonly string[]
	/** The bodies that the server got, as text. */
	readonly sent: () => readonly string[]
}

/** No layer. */
export const off = { slimmer: false, compressor: false } as const

export async function startWrapped(
	script?: Script,
	options: WrapOptions = off,
	settings: { readonly maxRetries?: number; readonly timeout?: number; readonly fetch?: typeof fetch } = {},
): Promise<Wrapped> {
	const upstream = await startUpstream(script)
	const events: HeadroomEvent[] = []
	const given = { ...options, observe: (event: HeadroomEvent) => events.push(event) }
	const sdk = { apiKey: 'sk-canary-8f3a', maxRetries: 0, ...settings }
	return {
		upstream,
		openai: withHeadroom(new OpenAI({ ...sdk, baseURL: `${upstream.url}/v1` }), given),
		anthropic: withHeadroom(new Anthropic({ ...sdk, baseURL: upstream.url }), given),
		events,
		calls: () => events.filter((event) => event.type === 'call'),
		warnings: () => events.flatMap((event) => (event.type === 'warning' ? [event.code] : [])),
		sent: () => upstream.requests.map(({ text }) => text),
		[Symbol.asyncDispose]: () => upstream.close(),
	}
}
