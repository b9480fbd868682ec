import type { ChatEvent, ChatRequest, ChatResponse, FinishReason } from '../chat.ts'
import { HeadroomError } from '../error.ts'
import type { Part } from '../message.ts'
import type { CallContext, Provider } from '../model.ts'
import type { Usage } from '../usage.ts'

/** One answer of a scripted model: text, parts, or an error to throw. */
export type ScriptedTurn =
	| string
	| {
			readonly parts: readonly Part[]
			readonly finishReason?: FinishReason
			readonly usage?: Usage
			/** Milliseconds before the answer, cut short when the signal aborts. @default 0 */
			readonly delayMs?: number
	  }
	| { readonly error: unknown }

/** A provider that plays a script and remembers what it was asked. */
export interface ScriptedModel extends Provider {
	/** Every request so far, in order. */
	readonly requests: readonly ChatRequest[]
}

/**
 * A provider for tests: answers with the next turn of the script, or with what the function makes of the request.
 *
 * Text streams in pieces of at most five characters, never cut inside a surrogate pair.
 *
 * @throws HeadroomError `invalid-request` when asked more often than there are turns.
 */
export function scriptedModel(
	script: readonly ScriptedTurn[] | ((request: ChatRequest) => ScriptedTurn),
	id = 'scripted',
): ScriptedModel {
	const requests: ChatRequest[] = []

	async function answer(request: ChatRequest, context: CallContext | undefined): Promise<ChatResponse> {
		context?.signal?.throwIfAborted()
		requests.push(request)
		const turn = typeof script === 'function' ? script(request) : script[requests.length - 1]
		if (turn === undefined) {
			throw new HeadroomError(
				'invalid-request',
				`the scripted model has ${requests.length - 1} turns and was asked once more`,
			)
		}
		if (typeof turn === 'string') return respond(request, [{ type: 'text', text: turn }], {})
		if ('error' in turn) throw turn.error
		await pause(turn.delayMs ?? 0, context?.signal)
		return respond(request, turn.parts, turn)
	}

	function respond(
		request: ChatRequest,
		parts: readonly Part[],
		more: { finishReason?: FinishReason; usage?: Usage },
	): ChatResponse {
		return {
			id: `${id}-${requests.length}`,
			model: request.model.startsWith(`${id}/`) ? request.model : `${id}/${request.model}`,
			message: { role: 'assistant', content: parts },
			finishReason:
				more.finishReason ?? (parts.some((part) => part.type === 'tool-call') ? 'tool-calls' : 'stop'),
			...(more.usage === undefined ? {} : { usage: more.usage }),
		}
	}

	return {
		id,
		requests,
		generate: answer,
		async *stream(request, context) {
			const response = await answer(request, context)
			const content = response.message.content
			for (const [index, part] of (typeof content === 'string' ? [] : content).entries()) {
				for (const event of partEvents(part, index)) {
					context?.signal?.throwIfAborted()
					yield event
				}
			}
			yield { type: 'finish', response }
		},
	}
}

function* partEvents(part: Part, index: number): Generator<ChatEvent> {
	if (part.type === 'text') for (const text of pieces(part.text)) yield { type: 'text-delta', index, text }
	else if (part.type === 'tool-call') {
		yield { type: 'tool-call-delta', index, id: part.id, name: part.name, arguments: '' }
		for (const text of pieces(part.arguments)) yield { type: 'tool-call-delta', index, arguments: text }
	} else yield { type: 'part', index, part }
}

function* pieces(text: string): Generator<string> {
	const characters = [...text]
	for (let at = 0; at < characters.length; at += 5) yield characters.slice(at, at + 5).join('')
}

function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
	if (milliseconds === 0) return Promise.resolve()
	return new Promise((resolve, reject) => {
		const timer = setTimeout(done, milliseconds)
		function done(): void {
			signal?.removeEventListener('abort', abort)
			resolve()
		}
		function abort(): void {
			clearTimeout(timer)
			reject(signal?.reason)
		}
		signal?.addEventListener('abort', abort, { once: true })
	})
}
