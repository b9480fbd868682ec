import { HeadroomError } from '@headroom/spec'
import type { Fetch } from './wrap-options.ts'

/** What the clients of both SDKs have in common, as far as it is needed here. */
interface SdkClient {
	fetch: Fetch
	withOptions(options: Readonly<Record<string, unknown>>): SdkClient
}

/** The function with which a client sends, or a clear error for something that is no client. */
export function fetchOf(client: unknown): Fetch {
	if (isClient(client)) return client.fetch
	throw new HeadroomError(
		'invalid-argument',
		'withHeadroom: expected a client of the openai or @anthropic-ai/sdk package, one that has withOptions() and a fetch; ' +
			'for any other SDK pass headroomFetch(options) where it takes a fetch',
	)
}

/**
 * A copy of an SDK client that sends with another fetch. What its own `withOptions` leaves behind is made up for: the
 * API version and deployment of Azure, fields that were set on the client later, and fields of a subclass.
 *
 * @throws HeadroomError `not-supported` when a subclass cannot be constructed from the options of the SDK.
 */
export function copyClient<T extends object>(client: T, fetch: Fetch): T {
	const original = client as unknown as SdkClient & Record<string, unknown>
	let copy: SdkClient & Record<string, unknown>
	try {
		copy = original.withOptions({ ...azureOptions(original), fetch }) as typeof copy
	} catch (cause) {
		throw new HeadroomError(
			'not-supported',
			`withHeadroom: ${client.constructor.name} could not be copied by its own withOptions(); ` +
				'construct it with { fetch: headroomFetch(options) } instead',
			{ cause },
		)
	}
	for (const [name, value] of Object.entries(original)) {
		if (name === 'fetch' || name.startsWith('_')) continue
		// Resources know their client; what both have as objects or functions belongs to each.
		if (!(name in copy) || (isPlain(value) && isPlain(copy[name]))) copy[name] = value
	}
	// A subclass may have passed on options of its own making.
	copy.fetch = fetch
	return copy as unknown as T
}

function azureOptions({ apiVersion, deploymentName }: Record<string, unknown>): Record<string, unknown> {
	return {
		...(typeof apiVersion === 'string' ? { apiVersion } : {}),
		...(typeof deploymentName === 'string' ? { deployment: deploymentName } : {}),
	}
}

function isPlain(value: unknown): boolean {
	return value === null || (typeof value !== 'object' && typeof value !== 'function')
}

function isClient(value: unknown): value is SdkClient {
	if (typeof value !== 'object' || value === null) return false
	const { fetch, withOptions } = value as Partial<SdkClient>
	return typeof fetch === 'function' && typeof withOptions === 'function'
}
