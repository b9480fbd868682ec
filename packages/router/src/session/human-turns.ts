import type { ChatRequest } from '@headroom/spec'
import { writtenIn } from '../human-text.ts'

/** One thing that a person asked for in a conversation, and the calls that it took. */
export interface HumanTurn {
	/** Messages of the prompt of the turn's first call. */
	readonly end: number
	/** Messages of the prompt of its last call; the same for a turn of one call. */
	readonly lastEnd: number
	/** Calls of the model in it, the one under way included. */
	readonly calls: number
}

/**
 * The turns of a conversation, the one under way last. A call was made wherever the model spoke; a turn begins with a
 * call before which a person wrote something. Tool results and reminders begin none.
 */
export function humanTurns({ messages }: ChatRequest): readonly HumanTurn[] {
	const turns: { end: number; lastEnd: number; calls: number }[] = []
	let written = false
	const call = (end: number): void => {
		const turn = turns.at(-1)
		if (written) turns.push({ end, lastEnd: end, calls: 1 })
		else if (turn !== undefined) {
			turn.lastEnd = end
			turn.calls++
		}
		written = false
	}
	let spoke = true
	for (const [index, message] of messages.entries()) {
		if (message.role !== 'assistant') {
			spoke = false
			if (message.role === 'user') written ||= writtenIn(message) !== ''
		} else {
			// Messages of the model that follow each other are one answer.
			if (!spoke) call(index)
			spoke = true
		}
	}
	call(messages.length)
	return turns
}
