import type { ChatEvent, ChatResponse, Part } from '@headroom/spec'

/** A whole answer as the events of a stream. */
export function* eventsOf(response: ChatResponse): Generator<ChatEvent> {
	const { content } = response.message
	const parts: readonly Part[] = typeof content === 'string' ? [{ type: 'text', text: content }] : content
	for (const [index, part] of parts.entries()) {
		if (part.type === 'text') {
			if (part.text !== '') yield { type: 'text-delta', index, text: part.text }
		} else if (part.type === 'tool-call') {
			yield { type: 'tool-call-delta', index, id: part.id, name: part.name, arguments: part.arguments }
		} else yield { type: 'part', index, part }
	}
	yield { type: 'finish', response }
}
