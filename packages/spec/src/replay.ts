import type { ChatEvent, ChatResponse } from './chat.ts'

/** The events of an answer that is there already: each part in one piece, then `finish`. */
export function* replay(response: ChatResponse): Generator<ChatEvent, void, undefined> {
	const { content } = response.message
	const parts = typeof content === 'string' ? [{ type: 'text', text: content } as const] : content
	for (const [index, part] of parts.entries()) {
		if (part.type === 'text') yield { type: 'text-delta', index, text: part.text }
		else if (part.type === 'tool-call')
			yield { type: 'tool-call-delta', index, id: part.id, name: part.name, arguments: part.arguments }
		else yield { type: 'part', index, part }
	}
	yield { type: 'finish', response }
}
