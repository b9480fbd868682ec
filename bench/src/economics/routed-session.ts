import type { ModelRouter } from '@headroom/router'
import type { ChatRequest, Message, ModelCatalog, Tokenizer } from '@headroom/spec'
import { countMessage } from '@headroom/tokenizer'

/** Seconds that pass before a call while a tool works. */
const TOOL_SECONDS = 5

/** Seconds for which vendors keep a cache that nobody asks for. */
const CACHE_SECONDS = 300

/** Least tokens that are cached: of Claude Haiku 4.5, and of everybody else here. */
const minimumOf = (model: string): number => (model.includes('haiku') ? 4_096 : 1_024)

/** Which model each call of a session goes to. */
export type ModelOfCall = (request: ChatRequest) => Promise<string> | string

export interface RoutedSessionOptions {
	readonly catalog: ModelCatalog
	readonly tokenizer: Tokenizer
	/** Everything of the requests but their messages. */
	readonly base: Omit<ChatRequest, 'messages'>
	/** Seconds that pass before a call while a person reads and writes. */
	readonly personSeconds: number
}

/** What a session came to. */
export interface RoutedSession {
	/** USD of all its calls. Simulated. */
	readonly usd: number
	readonly calls: number
	/** Calls that went to another model than the one before. */
	readonly switches: number
}

/**
 * Replays a conversation, a call before each answer, and prices it with a prompt cache for each model: what a model was
 * sent last is read while it is warm, the rest of the prompt is written. Answers are those of the conversation.
 */
export async function routedSession(
	messages: readonly Message[],
	modelOf: ModelOfCall,
	{ catalog, tokenizer, base, personSeconds }: RoutedSessionOptions,
): Promise<RoutedSession> {
	const sizes = messages.map((message) => countMessage(message, tokenizer))
	const held = new Map<string, { tokens: number; at: number }>()
	let [usd, calls, switches, clock, sent] = [0, 0, 0, 0, 0]
	let before: string | undefined
	let counted = 0
	for (const [index, message] of messages.entries()) {
		if (message.role === 'assistant' && messages[index - 1]?.role !== 'assistant') {
			for (; counted < index; counted++) sent += sizes[counted] ?? 0
			const asked = messages.slice(0, index)
			clock += asked.at(-1)?.role === 'user' ? personSeconds : TOOL_SECONDS
			const model = await modelOf({ ...base, messages: asked })
			const cache = held.get(model)
			const warm = cache !== undefined && clock - cache.at <= CACHE_SECONDS
			const read = warm && cache.tokens >= minimumOf(model) ? cache.tokens : 0
			const written = sent >= minimumOf(model) ? sent - read : 0
			const usage = {
				inputTokens: sent,
				outputTokens: answerTokens(messages, sizes, index),
				cacheReadInputTokens: read,
				cacheWriteInputTokens: written,
			}
			const cost = catalog.cost(model, usage, 'simulated')
			if (cost.status === 'unpriced') throw new Error(`${model} has no price`)
			usd += cost.usd
			held.set(model, { tokens: sent, at: clock })
			calls++
			if (before !== undefined && before !== model) switches++
			before = model
		}
	}
	return { usd, calls, switches }
}

/** The model that a router chooses for each call. */
export function routed(router: ModelRouter): ModelOfCall {
	return async (request) => (await router.route(request)).model
}

/** Messages of the model that follow each other are one answer. */
function answerTokens(messages: readonly Message[], sizes: readonly number[], from: number): number {
	let tokens = 0
	for (let index = from; messages[index]?.role === 'assistant'; index++) tokens += sizes[index] ?? 0
	return tokens
}
