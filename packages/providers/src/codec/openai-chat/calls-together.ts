import type { Message, Part } from '@headroom/spec'

/**
 * Messages in which the calls of one turn stand in one: the API demands that results follow a message with calls at
 * once. Other formats have each call, and what is said between them, on its own.
 */
export function callsTogether(messages: readonly Message[]): readonly Message[] {
	const turns: Message[][] = []
	let calling = false
	for (const message of messages) {
		const isModel = message.role === 'assistant'
		if (isModel && calling) turns[turns.length - 1]?.push(message)
		else turns.push([message])
		calling = isModel && (calling || hasCall(message))
	}
	return turns.flatMap(joined)
}

function joined(turn: readonly Message[]): readonly Message[] {
	const [first] = turn
	if (first === undefined || turn.length === 1) return turn
	return [{ ...turn.find(({ extra }) => extra !== undefined), ...first, content: turn.flatMap(partsOf) }]
}

function partsOf({ content }: Message): readonly Part[] {
	if (typeof content !== 'string') return content
	return content === '' ? [] : [{ type: 'text', text: content }]
}

function hasCall({ content }: Message): boolean {
	return typeof content !== 'string' && content.some(({ type }) => type === 'tool-call')
}
