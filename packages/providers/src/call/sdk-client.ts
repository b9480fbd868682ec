import type { CallContext } from '@headroom/spec'
import { type Access, type Connection, callHeaders, type SdkClient } from './connection.ts'
import { ErrorBodies, type Fetch } from './error-bodies.ts'

/** Where calls of one provider go. */
export interface ConnectParts extends Access {
	/** The caller's own client, which brings its own key. */
	readonly client: SdkClient | undefined
	readonly fetch: Fetch | undefined
	/** Makes the SDK's client, once, at the first call. */
	readonly create: (fetch: Fetch) => Promise<SdkClient>
}

/** Makes connections for calls. */
export function connector(parts: ConnectParts): (context: CallContext) => Promise<Connection> {
	const bodies = new ErrorBodies()
	let made: Promise<SdkClient> | undefined

	return async (context) => {
		const given = parts.client
		if (given !== undefined) {
			const { headers, secrets } = await callHeaders({ ...parts, apiKey: undefined }, context, true)
			return { client: given, headers, bodies: undefined, secrets: [...secrets, ...keysOf(given)] }
		}
		const { headers, secrets } = await callHeaders(parts, context, false)
		// Read at every call, so that a fetch which a test or a tracer puts in place later is used.
		const fetch: Fetch = (url, init) => (parts.fetch ?? globalThis.fetch)(url, init)
		made ??= parts.create(bodies.around(fetch)).catch((error: unknown) => {
			made = undefined
			throw error
		})
		const client = await made
		return { client, headers, bodies, secrets: [...secrets, ...secretsIn(client.baseURL)] }
	}
}

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
