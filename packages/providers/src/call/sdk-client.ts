import type { CallContext } from '@headroom/spec'
import { type Access, type Connection, callHeaders, type SdkClient } from './connection.ts'
import { ErrorBodies, type Fetch } from './error-bodies.ts'

/** Where calls of one provider go. */
export interface ConnectParts extends Access {
	/** The caller's own client, which brings its own key. */
	readonly client: SdkClient | undefined
	readonly fetch: Fetch | undefined
	/** Makes the SDK's client for a key, at the first call and whenever the key is another one. */
	readonly create: (fetch: Fetch, key: string) => Promise<SdkClient>
}

/** Makes connections for calls. */
export function connector(parts: ConnectParts): (context: CallContext) => Promise<Connection> {
	const bodies = new ErrorBodies()
	let made: { readonly key: string; readonly client: Promise<SdkClient> } | undefined

	return async (context) => {
		const given = parts.client
		if (given !== undefined) {
			const { headers, secrets } = await callHeaders({ ...parts, apiKey: undefined }, context, true)
			return { client: given, headers, bodies: undefined, secrets: [...secrets, ...keysOf(given)] }
		}
		const { headers, secrets, key = NO_KEY } = await callHeaders(parts, context, false)
		// Read at every call, so that a fetch which a test or a tracer puts in place later is used.
		const fetch: Fetch = (url, init) => (parts.fetch ?? globalThis.fetch)(url, init)
		if (made?.key !== key) made = { key, client: parts.create(bodies.around(fetch), key) }
		const current = made
		const client = await current.client.catch((error: unknown) => {
			if (made === current) made = undefined
			throw error
		})
		return { client, headers, bodies, secrets: [...secrets, ...secretsIn(client.baseURL)] }
	}
}

/** SDKs cannot be made without a key. Where a header takes its place, this one is never sent. */
const NO_KEY = 'none'

function keysOf(client: SdkClient): readonly string[] {
	const { apiKey, authToken } = client as { apiKey?: unknown; authToken?: unknown }
	return [apiKey, authToken, ...secretsIn(client.baseURL)].filter((key) => typeof key === 'string')
}

/** Names, passwords and query values of an address. */
function secretsIn(address: string): readonly string[] {
	try {
		const url = new URL(address)
		return [decodeURIComponent(url.password), ...url.searchParams.values()].filter((each) => each !== '')
	} catch {
		return []
	}
}
