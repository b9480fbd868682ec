import type { ChatModel, ChatRequest, ChatResponse, Usage } from '@headroom/spec'

/** The text that a request asks a model to shorten. */
export function sourceOf({ messages }: ChatRequest): string {
	const content = String(messages[1]?.content)
	return content.slice(content.indexOf('<text>\n') + 7, content.lastIndexOf('\n</text>'))
}

/** Every sentence of a text that ends in a full stop. */
export function sentencesOf(text: string): string[] {
	return text.match(/[^.]+\./g)?.map((sentence) => sentence.trim()) ?? []
}

/** What a well-behaved model answers: the first sentences, up to this share of them. */
export function shorten(source: string, share: number): string {
	const sentences = sentencesOf(source)
	return sentences.slice(0, Math.round(sentences.length * share)).join(' ')
}

/** A ChatModel that answers with what `answer` makes of the request; each call reports 100 tokens in, 10 out. */
export function fakeModel(
	answer: (request: ChatRequest, call: number, signal: AbortSignal | undefined) => unknown,
): ChatModel & { readonly requests: ChatRequest[] } {
	const requests: ChatRequest[] = []
	const usage: Usage = { inputTokens: 100, outputTokens: 10 }
	return {
		requests,
		async generate(request, context) {
			requests.push(request)
			const content = await answer(request, requests.length - 1, context?.signal)
			if (typeof content !== 'string') return content as ChatResponse
			const message = { role: 'assistant', content } as const
			return { id: 'r', model: 'openai/gpt-4o-mini', message, finishReason: 'stop', usage }
		},
		stream() {
			throw new Error('not asked to stream')
		},
	}
}
