import type { CallContext, ChatModel, ChatRequest, ChatResponse, HeadroomEvent } from '@headroom/spec'

/** What a model says: a text, parts of a response, or an error that it throws. */
export type Says = string | Partial<ChatResponse> | Error

/** A model that answers by model name, one answer after the other, the last one again and again. */
export function cheapModel(script: Readonly<Record<string, Says | readonly Says[]>>): ChatModel & {
	readonly asked: ChatRequest[]
	readonly contexts: (CallContext | undefined)[]
} {
	const asked: ChatRequest[] = []
	const contexts: (CallContext | undefined)[] = []
	return {
		asked,
		contexts,
		async generate(request, context) {
			context?.signal?.throwIfAborted()
			const lines = script[request.model] ?? 'nobody knows'
			const before = asked.filter(({ model }) => model === request.model).length
			asked.push(request)
			contexts.push(context)
			const says = Array.isArray(lines) ? lines[Math.min(before, lines.length - 1)] : lines
			if (says instanceof Error) throw says
			return {
				id: `answer-${asked.length}`,
				model: request.model,
				message: { role: 'assistant', content: typeof says === 'string' ? says : '' },
				finishReason: 'stop',
				usage: { inputTokens: 100, outputTokens: 10 },
				...(typeof says === 'string' ? {} : says),
			}
		},
		async *stream(request, context) {
			const response = await this.generate(request, context)
			const { content } = response.message
			for (const word of String(content).split(' ')) yield { type: 'text-delta', index: 0, text: word }
			yield { type: 'finish', response }
		},
	}
}

export function ask(content = 'What is 6 times 7?', more: Partial<ChatRequest> = {}): ChatRequest {
	return { model: 'strong', messages: [{ role: 'user', content }], ...more }
}

export function listener(): {
	readonly events: HeadroomEvent[]
	readonly observe: (event: HeadroomEvent) => void
} {
	const events: HeadroomEvent[] = []
	return { events, observe: (event) => void events.push(event) }
}
