import type { ChatRequest, Message, Tokenizer, ToolDefinition } from '@headroom/spec'
import { countMessage, countMessages, countTools } from '@headroom/tokenizer'

/**
 * Counts requests and remembers the count of each message object and list of tools, so that a conversation sent turn
 * after turn is counted once.
 *
 * Remembered by identity: stages never change a message in place, and neither may the caller. Holds no message
 * alive.
 */
export class RequestCounter {
	readonly #byTokenizer = new Map<string, Known>()

	/** Tokens of the prompt as the model sees it: messages, their overhead, tools, reply priming. Not billed, counted. */
	count(request: ChatRequest, tokenizer: Tokenizer): number {
		const known = this.#known(tokenizer)
		let total = known.reply + countList(known, request.tools, tokenizer)
		for (const message of request.messages) total += countOne(known, message, tokenizer)
		return total
	}

	/** The parts that `count` sums up, in the order a model reads them: tools, each message, the start of the reply. */
	parts(request: ChatRequest, tokenizer: Tokenizer): number[] {
		const known = this.#known(tokenizer)
		const messages = request.messages.map((message) => countOne(known, message, tokenizer))
		return [countList(known, request.tools, tokenizer), ...messages, known.reply]
	}

	#known(tokenizer: Tokenizer): Known {
		let known = this.#byTokenizer.get(tokenizer.id)
		if (known === undefined) {
			known = { messages: new WeakMap(), tools: new WeakMap(), reply: countMessages([], tokenizer) }
			this.#byTokenizer.set(tokenizer.id, known)
		}
		return known
	}
}

/** What one tokenizer has counted so far. */
interface Known {
	readonly messages: WeakMap<Message, number>
	readonly tools: WeakMap<readonly ToolDefinition[], number>
	readonly reply: number
}

function countOne(known: Known, message: Message, tokenizer: Tokenizer): number {
	let tokens = known.messages.get(message)
	if (tokens === undefined) {
		tokens = countMessage(message, tokenizer)
		known.messages.set(message, tokens)
	}
	return tokens
}

function countList(known: Known, tools: readonly ToolDefinition[] | undefined, tokenizer: Tokenizer): number {
	if (tools === undefined) return 0
	let tokens = known.tools.get(tools)
	if (tokens === undefined) {
		tokens = countTools(tools, tokenizer)
		known.tools.set(tools, tokens)
	}
	return tokens
}
