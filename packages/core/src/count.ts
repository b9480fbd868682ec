import type { ChatRequest, Message, Tokenizer } from '@headroom/spec'
import { countMessage, countMessages } from '@headroom/tokenizer'

/**
 * Counts requests and remembers the count of each message object, so that a conversation sent turn after turn
 * is counted once.
 *
 * Remembered by identity: stages never change a message in place, and neither may the caller. Holds no message
 * alive.
 */
export class RequestCounter {
	readonly #byTokenizer = new Map<string, WeakMap<Message, number>>()

	/** Tokens of the prompt as the model sees it: messages, their overhead, tools, reply priming. Not billed, counted. */
	count(request: ChatRequest, tokenizer: Tokenizer): number {
		const known = this.#known(tokenizer)
		let total = countMessages({ ...request, messages: [] }, tokenizer)
		for (const message of request.messages) {
			let tokens = known.get(message)
			if (tokens === undefined) {
				tokens = countMessage(message, tokenizer)
				known.set(message, tokens)
			}
			total += tokens
		}
		return total
	}

	#known(tokenizer: Tokenizer): WeakMap<Message, number> {
		let known = this.#byTokenizer.get(tokenizer.id)
		if (known === undefined) {
			known = new WeakMap()
			this.#byTokenizer.set(tokenizer.id, known)
		}
		return known
	}
}
