import type { CallContext } from '@headroom/spec'
import type { ErrorBodies } from './error-bodies.ts'
import { type ApiKey, type HeaderValues, headerTexts, keyText, missingKey } from './secrets.ts'

/** What Headroom uses of an SDK's client: both SDKs have it, and so has one that the caller made. */
export interface SdkClient {
	readonly baseURL: string
	post(
		path: string,
		options: {
			readonly body: string
			readonly headers: Record<string, string | null>
			readonly signal: AbortSignal
			readonly timeout: number
			readonly maxRetries: number
			readonly fetchOptions: { readonly redirect: 'manual' }
			readonly stream: boolean
		},
	): { asResponse(): Promise<Response> }
}

/** A client that is ready for one call. */
export interface Connection {
	readonly client: SdkClient
	readonly headers: Record<string, string | null>
	readonly bodies: ErrorBodies | undefined
	/** Texts that no error may show. */
	readonly secrets: readonly string[]
}

/** How calls of one provider authenticate. */
export interface Access {
	readonly provider: string
	readonly apiKey: ApiKey | undefined
	/** Variable that holds the key when no option does; absent: no key is needed. */
	readonly variable?: string
	/** Header that carries the key as it is, in lower case; absent: however the SDK sends it. */
	readonly keyHeader?: string
	/** Every header that may carry a key, in lower case: none of them is taken from a call's context. */
	readonly keyHeaders: readonly string[]
	readonly headers: HeaderValues | undefined
}

/** Headers that belong to one connection and one body; whoever passes on what it received must not pass on these. */
const OF_THE_CONNECTION: readonly string[] = [
	'connection',
	'content-length',
	'content-encoding',
	'expect',
	'host',
	'keep-alive',
	'te',
	'trailer',
	'transfer-encoding',
	'upgrade',
]

/** What one call sends beside its body. */
export interface CallHeaders {
	/** `null` takes out what the SDK would send. */
	readonly headers: Record<string, string | null>
	/** The key that the SDK is to send; absent where a header carries it or none is needed. */
	readonly key?: string
	readonly secrets: readonly string[]
}

/**
 * The headers of one call: the provider's own, those of the context over them, and the key over all.
 *
 * @param clientHasKey whether the caller's own client brings the key, so that none is added
 * @throws HeadroomError `missing-key`
 */
export async function callHeaders(
	access: Access,
	context: CallContext,
	clientHasKey: boolean,
): Promise<CallHeaders> {
	const { provider, variable, keyHeader, keyHeaders } = access
	const own = headerTexts(access.headers)
	const called = headerTexts(context.headers)
	const headers: Record<string, string | null> = { ...own }
	for (const [name, value] of Object.entries(called)) {
		if (!keyHeaders.includes(name) && !OF_THE_CONNECTION.includes(name)) headers[name] = value
	}
	const secrets = [...Object.values(own), ...Object.values(called)]
	if (clientHasKey) return { headers, secrets }
	const carriesKey = keyHeaders.some((name) => own[name] !== undefined)
	const key =
		(await keyText(provider, access.apiKey)) ??
		(variable === undefined || carriesKey ? undefined : process.env[variable]?.trim() || undefined)
	if (key === undefined && variable !== undefined && !carriesKey) throw missingKey(provider, variable)
	if (key !== undefined && keyHeader === undefined) {
		for (const name of keyHeaders) delete headers[name]
		return { headers, key, secrets: [...secrets, key] }
	}
	// The SDK is made without a key; what it would send in its place is taken out.
	for (const name of keyHeaders) headers[name] ??= null
	if (key === undefined || keyHeader === undefined) return { headers, secrets }
	headers[keyHeader] = key
	return { headers, secrets: [...secrets, key] }
}
