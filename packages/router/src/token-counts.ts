import type { ChatRequest, Message, Tokenizer } from '@headroom/spec'
import { countMessage, countMessages, countTools } from '@headroom/tokenizer'

/**
 * What tokenizers have counted: messages and lists of tools never change in place, so that a conversation that is sent
 * again is counted once. Holds none of them alive.
 */
const known = new WeakMap<Tokenizer, WeakMap<object, number>>()

/** Tokens of a whole prompt, as `countMessages` of `@headroom/tokenizer` says. */
export function promptTokens(request: ChatRequest, tokenizer: Tokenizer): number {
	return countMessages([], tokenizer) + prefixTokens(request, request.messages.length, tokenizer)
}

/** Tokens of the tools and of the first messages of a prompt. */
export function prefixTokens({ tools, messages }: ChatRequest, end: number, tokenizer: Tokenizer): number {
	let tokens = tools === undefined ? 0 : counted(tools, tokenizer, () => countTools(tools, tokenizer))
	for (let index = 0; index < end; index++) {
		const message = messages[index]
		if (message !== undefined) tokens += messageTokens(message, tokenizer)
	}
	return tokens
}

export function messageTokens(message: Message, tokenizer: Tokenizer): number {
	return counted(message, tokenizer, () => countMessage(message, tokenizer))
}

function counted(value: object, tokenizer: Tokenizer, count: () => number): number {
	let own = known.get(tokenizer)
	if (own === undefined) {
		own = new WeakMap()
		known.set(tokenizer, own)
	}
	let tokens = own.get(value)
	if (tokens === undefined) {
		tokens = count()
		own.set(value, tokens)
	}
	return tokens
}
