import { type CallContext, type ChatRequest, ProviderError } from '@headroom/spec'
import type { Codec, WireBody } from '../codec/codec.ts'
import { jsonText } from '../codec/json/spelling.ts'
import { isObject, objectIn } from '../codec/json-fields.ts'
import type { Call } from './call.ts'
import type { Connection } from './connection.ts'
import type { Timeouts } from './deadlines.ts'
import { unlessAborted } from './patience.ts'
import { postBody } from './post-body.ts'

/** How requests of one provider reach it. */
export interface OpenCallParts {
	readonly id: string
	readonly codec: Codec
	/** Path below the base URL. */
	readonly path: string
	/** Whether a stream reports its usage only when `stream_options.include_usage` asks for it. */
	readonly asksForUsage: boolean
	/** Where the key comes from, for a person to look. */
	readonly keySource: string
	readonly timeouts: Required<Timeouts>
	/** A client ready for one call. */
	readonly connect: (context: CallContext) => Promise<Connection>
}

/** Makes requests and waits until their answers begin. */
export function callOpener(
	parts: OpenCallParts,
): (request: ChatRequest, context: CallContext, streamed: boolean) => Promise<Call> {
	const { id, codec } = parts
	const bare = (model: string): string => (model.startsWith(`${id}/`) ? model.slice(id.length + 1) : model)
	/** Whether this server has refused to be asked for usage; then it is not asked again. */
	let refused = false

	return async (request, context, streamed) => {
		const connecting = parts.connect(context)
		const connection = await (context.signal === undefined
			? connecting
			: unlessAborted(connecting, context.signal))
		const send = (asking: boolean): Promise<Call> => {
			const { path, keySource, timeouts } = parts
			const { observe, requestedModel } = context
			const options = {
				provider: id,
				...(observe === undefined ? {} : { observe }),
				...(requestedModel === undefined ? {} : { rerouted: bare(requestedModel) !== bare(request.model) }),
			}
			const wire = codec.write(withStream(request, streamed, asking), options)
			const body = asking ? askingForUsage(wire, request) : textOf(wire)
			const model = `${id}/${bare(request.model)}`
			return postBody({ provider: id, path, body, model, streamed, timeouts, keySource }, connection, context)
		}
		const own = request.extra?.stream_options
		const asking = parts.asksForUsage && streamed && !refused && objectIn(own).include_usage === undefined
		if (!asking) return send(false)
		try {
			return await send(true)
		} catch (error) {
			if (!refusesUsage(error)) throw error
			refused = true
		}
		return send(false)
	}
}

/** The request as it is sent, streamed or not. */
function withStream(request: ChatRequest, streamed: boolean, asking: boolean): ChatRequest {
	const { stream, stream_options: own, ...others } = request.extra ?? {}
	if (!streamed)
		return stream === undefined ? request : { ...request, extra: { ...request.extra, stream: false } }
	if (!asking) return { ...request, extra: { ...request.extra, stream: true } }
	// One that says nothing, such as null, goes: the wish for usage is put in below.
	const options = isObject(own) ? { stream_options: { ...own, ...USAGE } } : {}
	return { ...request, extra: { ...others, ...options, stream: true } }
}

const USAGE = { include_usage: true }

/**
 * The body with the wish for usage. It is put in here rather than into the request, which may have been read from a
 * format that does not know it.
 */
function askingForUsage(body: WireBody, request: ChatRequest): string {
	if (isObject(request.extra?.stream_options)) return textOf(body)
	if (typeof body !== 'string') return textOf({ ...body, stream_options: USAGE })
	const end = body.lastIndexOf('}')
	return `${body.slice(0, end)},"stream_options":${JSON.stringify(USAGE)}${body.slice(end)}`
}

function textOf(body: WireBody): string {
	return typeof body === 'string' ? body : jsonText(body)
}

/** Whether a server refuses a request because it was asked for usage. */
function refusesUsage(error: unknown): boolean {
	if (!(error instanceof ProviderError) || (error.status !== 400 && error.status !== 422)) return false
	return error.message.includes('stream_options') || error.message.includes('include_usage')
}
