import { type Message, messageTexts } from '@headroom/spec'
import { hasMarker } from '../marker.ts'

/** Messages before a boundary that stay as they were first sent; more where a tool's answers follow their call. */
const TAIL = 6

/** A place at which a checkpoint may be taken, known from the messages before it alone. */
export interface Boundary {
	/** Number of messages before it. */
	readonly at: number
	/** Index from which messages are left alone: the recent tail. */
	readonly end: number
	/** Calls of the model so far. */
	readonly calls: number
	/** Index of the model's latest message: what follows it was never sent, so that no cache holds it. */
	readonly latest: number
}

/**
 * Every place where the model is to speak next. Ends at the first message that holds a marker: two sets of
 * numbers in one conversation could not be told apart.
 */
export function boundariesOf(messages: readonly Message[]): Boundary[] {
	const boundaries: Boundary[] = []
	let [calls, latest] = [0, -1]
	for (const [index, message] of messages.entries()) {
		if (messageTexts(message).some(hasMarker)) break
		if (message.role === 'assistant') {
			// In a format of items, as Responses is one, an answer is several messages that follow each other.
			if (messages[index - 1]?.role !== 'assistant') calls++
			latest = index
			continue
		}
		let end = index + 1 - TAIL
		while (end > 0 && messages[end]?.role === 'tool') end--
		if (end > 0 && end <= latest) boundaries.push({ at: index + 1, end, calls, latest })
	}
	return boundaries
}
