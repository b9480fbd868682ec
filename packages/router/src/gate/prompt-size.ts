import { type ChatRequest, messageTexts, type Tokenizer } from '@headroom/spec'
import { promptTokens } from '../token-counts.ts'

/** A UTF-16 unit is at most 3 bytes of UTF-8, and a token is at least one byte. */
const MOST_TOKENS_PER_UNIT = 3

/** More than chat formats add to a message or a tool call beyond its text, in tokens. */
const MOST_FRAMING = 16

/** Whether the prompt has at most so many tokens; counts only when its length alone does not tell. */
export function promptFits(request: ChatRequest, tokens: number, tokenizer: Tokenizer): boolean {
	return mostTokens(request) <= tokens || promptTokens(request, tokenizer) <= tokens
}

/** A bound that the prompt's tokens cannot exceed, without counting them. */
function mostTokens(request: ChatRequest): number {
	let units = request.tools === undefined ? 0 : JSON.stringify(request.tools).length
	let framed = 1
	for (const message of request.messages) {
		framed++
		units += message.name?.length ?? 0
		for (const text of messageTexts(message)) units += text.length
		if (typeof message.content === 'string') continue
		for (const part of message.content) {
			if (part.type !== 'tool-call') continue
			framed++
			units += part.name.length + part.arguments.length
		}
	}
	return units * MOST_TOKENS_PER_UNIT + framed * MOST_FRAMING
}
