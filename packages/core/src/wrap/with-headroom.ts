import { createCatalog } from '@headroom/models'
import { HeadroomError, tell } from '@headroom/spec'
import { HeadroomClient } from '../client.ts'
import { copyClient, fetchOf } from './copy-client.ts'
import { simplerClients } from './simpler-clients.ts'
import { wrapFetch } from './wrap-fetch.ts'
import type { Fetch, WrapOptions } from './wrap-options.ts'

/** Behind each fetch of ours: the client it goes through, and the fetch that it sends with. */
const behind = new WeakMap<Fetch, { readonly headroom: HeadroomClient; readonly upstream: Fetch }>()

/**
 * An SDK client like the given one whose chats go through Headroom: `withHeadroom(new OpenAI())`,
 * `withHeadroom(new Anthropic())`. Everything else about it stays: options, types, streams, helpers, retries, errors.
 * The given client is left as it is; one that is wrapped already is wrapped anew.
 *
 * @throws HeadroomError `invalid-argument` for something that is no such client or a wrong option, `not-supported` for
 * a subclass that cannot be copied.
 */
export function withHeadroom<T extends object>(client: T, options: WrapOptions = {}): T {
	return copyClient(client, wrap(fetchOf(client), options))
}

/**
 * A `fetch` whose chats go through Headroom, for any SDK that takes one. It sends with `options.fetch`.
 *
 * Understands POSTs of JSON text to paths that end in `/chat/completions`, `/responses` and `/messages`; everything else
 * passes as it is.
 *
 * @throws HeadroomError `invalid-argument` when an option is wrong.
 */
export function headroomFetch(options: WrapOptions & { readonly fetch?: Fetch } = {}): Fetch {
	const { fetch = (input, init) => globalThis.fetch(input, init), ...rest } = options
	return wrap(fetch, rest)
}

/** The HeadroomClient behind a wrapped SDK client or a fetch of `headroomFetch`, for its report and to recall. */
export function headroomOf(wrapped: object): HeadroomClient {
	const fetch = typeof wrapped === 'function' ? wrapped : (wrapped as { readonly fetch?: unknown }).fetch
	const found = typeof fetch === 'function' ? behind.get(fetch as Fetch) : undefined
	if (found !== undefined) return found.headroom
	throw new HeadroomError(
		'invalid-argument',
		'headroomOf: expected what withHeadroom() or headroomFetch() gave, or a copy of it by withOptions()',
	)
}

function wrap(given: Fetch, options: WrapOptions): Fetch {
	const { headroom: shared, tags, provider, streamUsage = true, ...own } = options
	if (shared !== undefined && Object.keys(own).length > 0) {
		throw new HeadroomError(
			'invalid-argument',
			`withHeadroom: ${Object.keys(own).join(', ')} cannot stand beside headroom; give them to that client`,
		)
	}
	const headroom = shared ?? new HeadroomClient(own)
	const { catalog = createCatalog() } = headroom.options
	const simpler = simplerClients(headroom.options)
	const upstream = behind.get(given)?.upstream ?? given
	const fetch = wrapFetch(upstream, {
		optimize: (request, context) => headroom.optimize(request, context),
		optimizeInPlace: (request, context) => simpler.unrouted().optimize(request, context),
		measure: (request, context) => simpler.measuring().optimize(request, context),
		accountant: headroom.accountant,
		catalog,
		tell: (event) => tell(headroom.options, event),
		tags: { ...headroom.options.tags, ...tags },
		provider,
		streamUsage,
	})
	behind.set(fetch, { headroom, upstream })
	return fetch
}
