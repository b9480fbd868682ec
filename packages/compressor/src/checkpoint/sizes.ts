import { type Message, messageTexts, type Tokenizer } from '@headroom/spec'

/** Tokens of stretches of a conversation, from one index up to another. */
export interface Sizes {
	/** Texts as given. */
	given(from: number, to: number): number
	/** Texts as sent without checkpoints. */
	sent(from: number, to: number): number
	/** As sent, and the calls of tools, which are cached with them. */
	cached(from: number, to: number): number
}

export function sizesOf(
	messages: readonly Message[],
	forms: readonly Message[],
	tokenizer: Tokenizer,
): Sizes {
	const count = (texts: readonly string[]): number =>
		texts.reduce((sum, text) => sum + tokenizer.count(text), 0)
	const given = [0]
	const sent = [0]
	const calls = [0]
	for (const [index, message] of messages.entries()) {
		const form = forms[index] ?? message
		const size = count(messageTexts(message))
		given.push((given[index] ?? 0) + size)
		sent.push((sent[index] ?? 0) + (form === message ? size : count(messageTexts(form))))
		calls.push((calls[index] ?? 0) + count(callsOf(message)))
	}
	const between = (sums: readonly number[], from: number, to: number): number =>
		(sums[to] ?? 0) - (sums[from] ?? 0)
	return {
		given: (from, to) => between(given, from, to),
		sent: (from, to) => between(sent, from, to),
		cached: (from, to) => between(sent, from, to) + between(calls, from, to),
	}
}

function callsOf({ content }: Message): string[] {
	if (typeof content === 'string') return []
	return content.flatMap((part) => (part.type === 'tool-call' ? [part.name, part.arguments] : []))
}
