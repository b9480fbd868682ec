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
	let before: readonly string[] = []
	for (const [index, message] of conversation.entries()) {
		if (message.role !== 'assistant') continue
		let request: ChatRequest = { model, messages: conversation.slice(0, index) }
		for (const stage of stages) request = await stage.run(request, context)
		const sent = request.messages.map(wireText)
		const read = prefixTokens(sent, before, count)
		const all = sent.reduce((sum, text) => sum + count(text), 0)
		turns.push(turnCost(read, all - read, count(wireText(message)), price))
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

/** Tokens of the bytes that two prompts share from their start. */
function prefixTokens(
	sent: readonly string[],
	before: readonly string[],
	count: (text: string) => number,
): number {
	let tokens = 0
	for (const [index, text] of sent.entries()) {
		const other = before[index]
		if (other !== text)
			return tokens + (other === undefined ? 0 : count(text.slice(0, sharedLength(text, other))))
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

/**
 * A message as it is compared and counted: role, texts, calls with their arguments, each on a line. Bytes that are only
 * compared follow a NUL.
 */
function wireText(message: Message): string {
	const lines: string[] = [message.role, ...messageTexts(message)]
	if (typeof message.content === 'string') return lines.join('\n')
	const uncounted: unknown[] = []
	for (const part of message.content) {
		if (part.type === 'tool-call') lines.push(part.name, part.arguments)
		else if (part.type === 'opaque') uncounted.push(part)
		else if (part.type === 'tool-result' && typeof part.content !== 'string') {
			uncounted.push(...part.content.filter((inner) => inner.type === 'opaque'))
		}
	}
	return lines.join('\n') + (uncounted.length === 0 ? '' : `\0${JSON.stringify(uncounted)}`)
}

/** Counts every text once; most messages are sent in every turn after their first. */
function remembering(tokenizer: Tokenizer): (text: string) => number {
	const known = new Map<string, number>()
	return (text) => {
		let tokens = known.get(text)
		if (tokens === undefined) {
			const end = text.indexOf('\0')
			tokens = tokenizer.count(end === -1 ? text : text.slice(0, end))
			known.set(text, tokens)
		}
		return tokens
	}
}
