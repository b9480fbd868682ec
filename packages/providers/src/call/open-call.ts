import { type CallContext, type ChatRequest, type JsonObject, ProviderError } from '@headroom/spec'
import type { Codec } from '../codec/codec.ts'
import type { Call } from './call.ts'
import type { Connection } from './connection.ts'
import type { Timeouts } from './deadlines.ts'
import { postBody } from './post-body.ts'

/** How requests of one provider reach it. */
export interface OpenCallParts {
	readonly id: string
	readonly codec: Codec
	/** Path below the base URL. */
	readonly path: string
	/** Fields of every streamed request beside `stream`; those that the request has itself win. */
	readonly streamFields?: JsonObject
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
	/** Whether this server has refused the fields of streams; then it is not asked for them again. */
	let plain = false

	return async (request, context, streamed) => {
		const connection = await parts.connect(context)
		const send = (fields: JsonObject | undefined): Promise<Call> => {
			const sent = withStream(id, request, streamed, fields)
			const body = codec.write(sent)
			const text = typeof body === 'string' ? body : JSON.stringify(body)
			const { path, keySource, timeouts } = parts
			const model = `${id}/${sent.model}`
			return postBody(
				{ provider: id, path, body: text, model, streamed, timeouts, keySource },
				connection,
				context,
			)
		}
		const fields = streamed && !plain ? parts.streamFields : undefined
		if (fields === undefined) return send(undefined)
		try {
			return await send(fields)
		} catch (error) {
			const names = Object.keys(fields).filter((name) => request.extra?.[name] === undefined)
			if (!refuses(error, names)) throw error
			plain = true
		}
		return send(undefined)
	}
}

/** The request as it is sent: with the bare model, streamed or not. */
function withStream(
	id: string,
	request: ChatRequest,
	streamed: boolean,
	fields: JsonObject | undefined,
): ChatRequest {
	const model = request.model.startsWith(`${id}/`) ? request.model.slice(id.length + 1) : request.model
	if (streamed) return { ...request, model, extra: { ...fields, ...request.extra, stream: true } }
	if (request.extra?.stream === undefined) return { ...request, model }
	const { stream: _, ...extra } = request.extra
	return { ...request, model, extra }
}

/** Whether a server refuses a request because of fields that it does not know. */
function refuses(error: unknown, names: readonly string[]): boolean {
	if (!(error instanceof ProviderError) || (error.status !== 400 && error.status !== 422)) return false
	return names.some((name) => error.message.includes(name))
}
