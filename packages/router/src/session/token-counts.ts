import type { ChatRequest, Message, Tokenizer, ToolDefinition } from '@headroom/spec'
import { countMessage, countTools } from '@headroom/tokenizer'

/**
 * Counts parts of prompts, and remembers each message and list of tools by identity, so that a conversation that is
 * sent again is counted once. Holds none of them alive.
 */
export class TokenCounts {
	readonly #byTokenizer = new Map<string, WeakMap<object, number>>()

	/** Tokens of the tools and of the first messages of a prompt. */
	prefix({ tools, messages }: ChatRequest, end: number, tokenizer: Tokenizer): number {
		let tokens = tools === undefined ? 0 : this.#tools(tools, tokenizer)
		for (const message of messages.slice(0, end)) tokens += this.message(message, tokenizer)
		return tokens
	}

	message(message: Message, tokenizer: Tokenizer): number {
		return this.#count(message, tokenizer, () => countMessage(message, tokenizer))
	}

	#tools(tools: readonly ToolDefinition[], tokenizer: Tokenizer): number {
		return this.#count(tools, tokenizer, () => countTools(tools, tokenizer))
	}

	#count(value: object, { id }: Tokenizer, count: () => number): number {
		let known = this.#byTokenizer.get(id)
		if (known === undefined) {
			known = new WeakMap()
			this.#byTokenizer.set(id, known)
		}
		let tokens = known.get(value)
		if (tokens === undefined) {
			tokens = count()
			known.set(value, tokens)
		}
		return tokens
	}
}
