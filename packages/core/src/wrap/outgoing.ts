import { type Endpoint, endpointOf } from './endpoint.ts'
import type { Fetch } from './wrap-options.ts'

/** A request that Headroom understands, on its way out. */
export interface Outgoing {
	readonly endpoint: Endpoint
	/** The body as it came. */
	readonly text: string
	readonly headers: Headers
	readonly signal: AbortSignal | undefined
	/** Sends it with this body; with the very body that came exactly as it came. */
	send(body: string): Promise<Response>
}

/**
 * The request that these arguments of `fetch` are, or `undefined` for one that passes as it is: no POST, to another
 * path, or with a body that is no text. Of a `Request` the body is read from a copy.
 */
export async function readOutgoing(
	input: string | URL | Request,
	init: RequestInit | undefined,
	fetch: Fetch,
): Promise<Outgoing | undefined> {
	const request = input instanceof Request ? input : undefined
	const endpoint = endpointOf(request?.url ?? (input as string | URL))
	const method = init?.method ?? request?.method ?? 'GET'
	if (endpoint === undefined || method.toUpperCase() !== 'POST') return undefined
	const headers = new Headers(init?.headers ?? request?.headers)
	const signal = init?.signal ?? request?.signal
	const text = init?.body ?? (isJson(headers) ? await request?.clone().text() : undefined)
	if (typeof text !== 'string') return undefined
	return {
		endpoint,
		text,
		headers,
		signal,
		send(body) {
			if (body === text) return fetch(input, init)
			const changed = { ...init, body, ...rightLength(headers, body) }
			return request === undefined ? fetch(input, changed) : fetch(new Request(request, changed))
		},
	}
}

function isJson(headers: Headers): boolean {
	return headers.get('content-type')?.includes('json') === true
}

/** A length among the headers must be that of the body; where there is none, `fetch` puts it there. */
function rightLength(headers: Headers, body: string): { headers?: Headers } {
	if (!headers.has('content-length')) return {}
	const right = new Headers(headers)
	right.set('content-length', String(Buffer.byteLength(body)))
	return { headers: right }
}
