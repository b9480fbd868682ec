import {
	type CallContext,
	type ChatEvent,
	type ChatRequest,
	type ChatResponse,
	type Provider,
	tell,
} from '@headroom/spec'
import type { Codec } from '../codec/codec.ts'
import { eventsOf } from './answer-events.ts'
import type { Call } from './call.ts'

/** What a provider is made of. */
export interface ChatProviderParts {
	readonly id: string
	readonly codec: Codec
	/** Makes one request and waits until its answer begins. */
	readonly open: (request: ChatRequest, context: CallContext, streamed: boolean) => Promise<Call>
	/** Whether a request that is not to be streamed is streamed nevertheless, since its answer takes too long. */
	readonly streamsAnyway?: (request: ChatRequest) => boolean
}

/** A provider that speaks one wire format. */
export function chatProvider({ id, codec, open, streamsAnyway }: ChatProviderParts): Provider {
	async function whole(call: Call): Promise<ChatResponse> {
		const { body, text } = await call.json()
		return named(codec.readResponse(body, id, text), call.model)
	}

	async function generate(request: ChatRequest, context: CallContext = {}): Promise<ChatResponse> {
		if (streamsAnyway?.(request) === true) return lastOf(stream(request, context))
		context.signal?.throwIfAborted()
		const call = await open(request, context, false)
		try {
			return toldOf(context, await whole(call))
		} catch (error) {
			throw call.fail(error)
		} finally {
			call.close()
		}
	}

	async function* stream(request: ChatRequest, context: CallContext = {}): AsyncGenerator<ChatEvent> {
		context.signal?.throwIfAborted()
		const call = await open(request, context, true)
		try {
			if (call.isJson) {
				// A server that cannot stream gives the whole answer at once.
				yield* eventsOf(toldOf(context, await whole(call)))
				return
			}
			const reader = codec.readStream(id)
			const endsWithDone = codec.format === 'openai-chat'
			for await (const chunk of call.chunks(() => reader.complete, endsWithDone)) yield* reader.push(chunk)
			const response = reader.response()
			// Some servers end with [DONE] and never say why; but one that said nothing at all has not answered.
			if (!reader.complete && response.message.content.length === 0) throw call.truncated()
			yield { type: 'finish', response: toldOf(context, named(response, call.model)) }
		} catch (error) {
			throw call.fail(error)
		} finally {
			call.close()
		}
	}

	return { id, generate, stream }
}

async function lastOf(events: AsyncIterable<ChatEvent>): Promise<ChatResponse> {
	let last: ChatEvent | undefined
	for await (const event of events) last = event
	if (last?.type !== 'finish') throw new TypeError('a stream ended without its finish')
	return last.response
}

/** An answer that names no model is of the one that was asked. */
function named(response: ChatResponse, asked: string): ChatResponse {
	return response.model.endsWith('/') ? { ...response, model: asked } : response
}

/** Usage that contradicts itself is worth a warning, never an error: the answer is there and paid for. */
function toldOf(context: CallContext, response: ChatResponse): ChatResponse {
	const problem = response.extra?.usage_problem
	if (typeof problem === 'string')
		tell(context, { type: 'warning', code: 'usage-contradicts', message: `${response.model}: ${problem}` })
	return response
}
