import type { ChatRequest, Message, Part, Tokenizer } from '@headroom/spec'
import { countTools } from './tools.ts'

/** Tokens that frame a message, besides its role and content: OpenAI Cookbook, "How to count tokens with tiktoken". */
const PER_MESSAGE = 3
/** Tokens that a `name` costs besides its text: same source. */
const PER_NAME = 1
/** Tokens that start the reply, once a request: same source. */
const REPLY = 3
/** Tokens that frame a tool call, besides its name and arguments. An estimate: OpenAI documents no figure. */
const PER_TOOL_CALL = 3

/**
 * Tokens of a whole prompt: the sum of `countMessage` over its messages, of `countTools` over its tools, and of
 * the 3 tokens that start the reply.
 *
 * Exact for text on OpenAI's chat models where the tokenizer is; tools and tool calls are estimates, other vendors
 * frame messages by a few tokens more or less. Opaque parts (images, thinking) count 0.
 */
export function countMessages(prompt: ChatRequest | readonly Message[], tokenizer: Tokenizer): number {
	const request: Pick<ChatRequest, 'messages' | 'tools'> =
		'messages' in prompt ? prompt : { messages: prompt }
	let tokens = REPLY + countTools(request.tools ?? [], tokenizer)
	for (const message of request.messages) tokens += countMessage(message, tokenizer)
	return tokens
}

/** Tokens of one message in a prompt, framing included; see `countMessages`. */
export function countMessage(message: Message, tokenizer: Tokenizer): number {
	let tokens = PER_MESSAGE + tokenizer.count(message.role)
	if (message.name !== undefined) tokens += PER_NAME + tokenizer.count(message.name)
	if (typeof message.content === 'string') return tokens + tokenizer.count(message.content)
	for (const part of message.content) tokens += countPart(part, tokenizer)
	return tokens
}

function countPart(part: Part, tokenizer: Tokenizer): number {
	switch (part.type) {
		case 'text':
			return tokenizer.count(part.text)
		case 'tool-call':
			return PER_TOOL_CALL + tokenizer.count(part.name) + tokenizer.count(part.arguments)
		case 'tool-result': {
			if (typeof part.content === 'string') return tokenizer.count(part.content)
			let tokens = 0
			for (const inner of part.content) tokens += countPart(inner, tokenizer)
			return tokens
		}
		default:
			return 0
	}
}
