import {
	type ChatRequest,
	type ChatResponse,
	type FinishReason,
	HeadroomError,
	messageText,
	type Usage,
} from '@headroom/spec'
import type { Summariser } from './summariser.ts'

/** What a model said, or why it said nothing that could be read. */
export type Answer =
	| {
			readonly text: string
			readonly model: string
			readonly finishReason: FinishReason
			readonly usage: Usage | undefined
	  }
	| { readonly failure: string }

/** Characters of an error's message that are passed on. */
const MESSAGE = 200

/**
 * Asks once. A model that throws, takes longer than `timeoutMs` or answers in another shape is a failure.
 *
 * Rejects with the signal's reason, untouched, when the caller aborts.
 */
export async function askModel(
	{ id, chat, timeoutMs }: Summariser,
	request: ChatRequest,
	signal: AbortSignal | undefined,
): Promise<Answer> {
	signal?.throwIfAborted()
	const stop = new AbortController()
	let end = (_reason: unknown): void => {}
	// A model that does not listen to its signal must not hold up the caller.
	const ended = new Promise<never>((_, reject) => {
		end = (reason) => {
			stop.abort(reason)
			reject(reason)
		}
	})
	const late = new HeadroomError('timeout', 'no answer in time')
	const timer = setTimeout(() => end(late), Math.ceil(timeoutMs))
	const abort = (): void => end(signal?.reason)
	signal?.addEventListener('abort', abort, { once: true })
	try {
		const call = (async () => chat.generate(request, { signal: stop.signal }))()
		return read(await Promise.race([call, ended]), id)
	} catch (error) {
		signal?.throwIfAborted()
		const message = error instanceof Error ? error.message : String(error)
		return { failure: message.slice(0, MESSAGE) }
	} finally {
		clearTimeout(timer)
		signal?.removeEventListener('abort', abort)
	}
}

function read(response: ChatResponse, id: string): Answer {
	const text = messageText(response.message).trim()
	const named = typeof response.model === 'string' && /^[\w./:@-]{1,200}$/.test(response.model)
	return {
		text,
		model: named ? response.model : id,
		finishReason: response.finishReason,
		usage: response.usage,
	}
}
