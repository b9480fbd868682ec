import type { Codec } from '@headroom/providers'
import { type ChatRequest, HeadroomError, type HeadroomEvent, type ModelCatalog } from '@headroom/spec'
import type { CallStart } from '../account/call-account.ts'
import type { OptimizeContext } from '../client.ts'
import { isRefusal } from '../is-refusal.ts'
import { messageOf } from '../message-of.ts'
import type { Optimized } from '../optimized.ts'
import { callTags } from './call-tags.ts'
import { sameProvider } from './same-provider.ts'

/** Optimizes, as `HeadroomClient.optimize` does. */
export type Optimize = (request: ChatRequest, context: OptimizeContext) => Promise<Optimized>

/** What preparing a body needs besides it. */
export interface Preparing {
	readonly codec: Codec
	readonly provider: string
	readonly catalog: ModelCatalog
	readonly optimize: Optimize
	/** Optimizes without a router; the request of the wire is asked of its own model. */
	readonly optimizeInPlace: Optimize
	/** Changes nothing, and measures a request as it is. */
	readonly measure: Optimize
	readonly tell: (event: HeadroomEvent) => void
	readonly tags: Readonly<Record<string, string>>
	/** What `x-headroom-tags` said. */
	readonly tagHeader: string
	readonly signal: AbortSignal | undefined
}

/** A body to send. */
export interface PreparedCall {
	/** The very same string when no layer changed anything. */
	readonly body: string
	/** What the body says; absent for a body that could not be read. */
	readonly request?: ChatRequest
	/** What the books need; absent for a body that could not be read, which is not booked. */
	readonly start?: CallStart
	readonly streamed: boolean
}

/**
 * Reads a body, optimizes it and writes it again. Fails open: when any of that throws, the body goes out as it came,
 * and a warning says so.
 *
 * @throws the signal's reason when it aborts; HeadroomError `region-not-served`.
 */
export async function prepareCall(body: string, preparing: Preparing): Promise<PreparedCall> {
	const { codec, tell, tags, tagHeader, signal } = preparing
	const [startedAt, startedTick] = [Date.now(), performance.now()]
	let original: ChatRequest
	try {
		original = codec.read(body)
	} catch (error) {
		tell(warning('wrap-unreadable', 'could not be read and was sent as it came', error))
		return { body, streamed: false }
	}
	const streamed = original.extra?.stream === true
	const id = crypto.randomUUID()
	const ofCall = (event: HeadroomEvent) => tell({ ...event, callId: id })
	const context = { callId: id, ...(signal === undefined ? {} : { signal }) }
	const made = await make(original, body, { ...preparing, tell: ofCall }, context)
	if (made === undefined) return { body, request: original, streamed }
	const start: CallStart = {
		id,
		startedAt,
		startedTick,
		original,
		optimized: made.optimized,
		streamed,
		tags: callTags(tags, original, tagHeader),
		overheadMs: performance.now() - startedTick,
	}
	signal?.throwIfAborted()
	return { body: made.body, request: made.request, start, streamed }
}

interface Made {
	readonly body: string
	readonly request: ChatRequest
	readonly optimized: Optimized
}

async function make(
	original: ChatRequest,
	body: string,
	preparing: Preparing,
	context: OptimizeContext,
): Promise<Made | undefined> {
	const { codec, provider, tell, measure, signal } = preparing
	try {
		const { optimized, model } = await optimizeForWire(original, preparing, context)
		if (optimized.request === original) return { body, request: original, optimized }
		const request = model === undefined ? optimized.request : { ...optimized.request, model }
		const written = codec.write(request, { provider, observe: tell })
		if (typeof written === 'string') return { body: written, request, optimized }
		throw new TypeError('the codec gave an object for a text')
	} catch (error) {
		signal?.throwIfAborted()
		if (isRefusal(error)) throw error
		tell(warning('wrap-failed-open', 'could not be optimized and was sent as it came', error))
	}
	try {
		return { body, request: original, optimized: await measure(original, context) }
	} catch (error) {
		signal?.throwIfAborted()
		tell(warning('wrap-not-booked', 'could not be counted, so that it is not in the books', error))
		return undefined
	}
}

/** The address, key and format of a wrapped client are its vendor's: a router can only choose among that one's models. */
async function optimizeForWire(
	original: ChatRequest,
	{ optimize, optimizeInPlace, provider, catalog, tell }: Preparing,
	context: OptimizeContext,
): Promise<{ readonly optimized: Optimized; readonly model?: string }> {
	const optimized = await optimize(original, context)
	const { request } = optimized
	if (request.model === original.model) return { optimized }
	const model = sameProvider(request.model, provider, catalog)
	if (model === undefined) {
		if (optimized.route?.region !== undefined)
			throw outOfReach(request.model, provider, optimized.route.region)
		tell({
			type: 'warning',
			code: 'route-not-reachable',
			message: `the router chose "${request.model}", which a wrapped client of "${provider}" cannot reach; the call went to "${original.model}". Route among models of "${provider}" here, or use HeadroomClient.chat() with several providers`,
		})
		return { optimized: await optimizeInPlace(original, context) }
	}
	return { optimized, model }
}

/** The model asked for need not run in the region: the call must not go there instead. */
function outOfReach(model: string, provider: string, region: string): HeadroomError {
	return new HeadroomError(
		'region-not-served',
		`the router chose ${JSON.stringify(model)} for the region ${JSON.stringify(region)}, which a wrapped client of "${provider}" cannot reach; route among models of "${provider}" here, or use HeadroomClient.chat() with several providers`,
	)
}

function warning(code: string, what: string, error: unknown): HeadroomEvent {
	const cause = messageOf(error)
	return { type: 'warning', code, message: `a call ${what}: ${cause}` }
}
