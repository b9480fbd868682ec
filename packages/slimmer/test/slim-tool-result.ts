import { TokenSlimmer, type TokenSlimmerOptions } from '@headroom/slimmer'
import { type ChatRequest, type Message, messageText, type Tokenizer } from '@headroom/spec'

/** Counts characters, so that every character saved counts and the gate lets each rule show what it does. */
export const characters: Tokenizer = { id: 'test-characters', exact: false, count: (text) => text.length }

/** A request with one tool call and its result. */
function requestWith(content: string): ChatRequest {
	const call: Message = {
		role: 'assistant',
		content: [{ type: 'tool-call', id: 'c1', name: 'read', arguments: '{}' }],
	}
	return {
		model: 'openai/gpt-4o-mini',
		messages: [call, { role: 'tool', content: [{ type: 'tool-result', callId: 'c1', content }] }],
	}
}

/** A text slimmed as the result of a tool, and what `restoreMessages` makes of that. */
export function slimToolResult(
	content: string,
	tokenizer: Tokenizer,
	options: TokenSlimmerOptions = {},
): { readonly slimmed: string; readonly restored: string } {
	const slimmer = new TokenSlimmer(options)
	const { messages } = slimmer.run(requestWith(content), {
		tokenizer,
		signal: new AbortController().signal,
		observe: () => {},
	})
	const result = (all: readonly Message[]): string =>
		all
			.slice(1)
			.map((message) => messageText(message))
			.join('')
	return { slimmed: result(messages), restored: result(slimmer.restoreMessages(messages)) }
}
