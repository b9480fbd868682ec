import type { WireFormat } from '@headroom/providers'

/** A call that Headroom understands: its wire format, and where it goes. */
export interface Endpoint {
	readonly format: WireFormat
	/** Host and port, `api.openai.com` or `127.0.0.1:8080`. */
	readonly host: string
	readonly address: string
	readonly port: number | undefined
}

const FORMATS: readonly (readonly [string, WireFormat])[] = [
	['/chat/completions', 'openai-chat'],
	['/responses', 'openai-responses'],
	['/messages', 'anthropic-messages'],
]

/**
 * What a POST to this address speaks, by the end of its path; `undefined` for everything that Headroom leaves alone.
 * OpenAI's `/threads/{id}/messages` ends like Anthropic's endpoint and is none.
 */
export function endpointOf(address: string | URL): Endpoint | undefined {
	const url = typeof address === 'string' ? parse(address) : address
	if (url === undefined) return undefined
	const path = url.pathname.endsWith('/') ? url.pathname.slice(0, -1) : url.pathname
	const format = FORMATS.find(([end]) => path.endsWith(end))?.[1]
	if (format === undefined) return undefined
	if (format === 'anthropic-messages' && path.split('/').at(-3) === 'threads') return undefined
	const port = url.port === '' ? undefined : Number(url.port)
	return { format, host: url.host, address: url.hostname, port }
}

function parse(address: string): URL | undefined {
	try {
		return new URL(address)
	} catch {
		return undefined
	}
}
