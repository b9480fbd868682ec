import {
	type ChatRequest,
	HeadroomError,
	type Message,
	messageTexts,
	type Stage,
	type StageContext,
	type Tokenizer,
} from '@headroom/spec'
import type { CachePrice } from './cache-price.ts'
import { type SessionCost, type TurnCost, totalCost, turnCost } from './session-cost.ts'

export interface StageSessionOptions {
	readonly price: CachePrice
	readonly tokenizer: Tokenizer
	/**
	 * The model the requests ask for.
	 *
	 * @default 'anthropic/claude-sonnet-4-5'
	 */
	readonly model?: string
	/** @default a signal that never aborts */
	readonly signal?: AbortSignal
}

/**
 * What a conversation costs when every call of it goes through the stages, as `sessionCost` counts it.
 *
 * The conversation is sent once for each assistant message in it: the prompt is everything before that message, as the
 * client holds it, untouched by earlier runs of the stages; the message itself is the output. What a call sends is
 * compared with what the call before sent, byte by byte over the joined messages, and the tokens of the common prefix
 * are reads. Opaque parts are compared but not counted; tool definitions are not part of it: put them into a first
 * message if they matter. A stage that throws ends the simulation with its error.
 *
 * @throws HeadroomError `invalid-argument` when the conversation has no assistant message.
 */
export async function stageSessionCost(
	stages: readonly Stage[],
	conversation: readonly Message[],
	{
		price,
		tokenizer,
		model = 'anthropic/claude-sonnet-4-5',
		signal = new AbortController().signal,
	}: StageSessionOptions,
): Promise<SessionCost> {
	const context: StageContext = { tokenizer, signal, observe: () => {} }
	const count = remembering(tokenizer)
	const turns: TurnCost[] = []
	let before: readonly Wire[] = []
	for (const [index, message] of conversation.entries()) {
		if (message.role !== 'assistant') continue
		let request: ChatRequest = { model, messages: conversation.slice(0, index) }
		for (const stage of stages) request = await stage.run(request, context)
		const sent = request.messages.map(wire)
		const read = prefixTokens(sent, before, count)
		const all = sent.reduce((sum, { text }) => sum + count(text), 0)
		turns.push(turnCost(read, all - read, count(wire(message).text), price))
		before = sent
	}
	if (turns.length === 0) {
		throw new HeadroomError(
			'invalid-argument',
			'stageSessionCost: the conversation has no assistant message, expected one for every call; use a whole run, answers included',
		)
	}
	return totalCost(turns)
}

/** A message as it is compared and counted. */
interface Wire {
	/** Role, texts and calls with their arguments, each on a line. */
	readonly text: string
	/** What is compared and not counted. */
	readonly opaque: string
}

/** Tokens of the bytes that two prompts share from their start. */
function prefixTokens(
	sent: readonly Wire[],
	before: readonly Wire[],
	count: (text: string) => number,
): number {
	let tokens = 0
	for (const [index, { text, opaque }] of sent.entries()) {
		const other = before[index]
		if (other === undefined) return tokens
		if (other.text !== text) return tokens + count(text.slice(0, sharedLength(text, other.text)))
		if (other.opaque !== opaque) return tokens
		tokens += count(text)
	}
	return tokens
}

function sharedLength(a: string, b: string): number {
	const end = Math.min(a.length, b.length)
	let length = 0
	while (length < end && a.charCodeAt(length) === b.charCodeAt(length)) length++
	return length
}

function wire(message: Message): Wire {
	const lines: string[] = [message.role, ...messageTexts(message)]
	const opaque: unknown[] = []
	for (const part of typeof message.content === 'string' ? [] : message.content) {
		if (part.type === 'tool-call') lines.push(part.name, part.arguments)
		else if (part.type === 'opaque') opaque.push(part)
		else if (part.type === 'tool-result' && typeof part.content !== 'string') {
			opaque.push(...part.content.filter((inner) => inner.type === 'opaque'))
		}
	}
	return { text: lines.join('\n'), opaque: JSON.stringify(opaque) }
}

/** Counts every text once; most messages are sent in every turn after their first. */
function remembering(tokenizer: Tokenizer): (text: string) => number {
	const known = new Map<string, number>()
	return (text) => {
		const tokens = known.get(text) ?? tokenizer.count(text)
		known.set(text, tokens)
		return tokens
	}
}
