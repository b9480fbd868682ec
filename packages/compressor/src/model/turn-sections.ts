import { type Message, messageText } from '@headroom/spec'
import { isPlain } from '../history/turns.ts'
import { markErrors } from '../protect/errors.ts'
import type { Segmenter } from '../segment/segment.ts'
import { segmentText } from '../segment/segmenters.ts'
import type { Section } from './section.ts'
import { groupPieces, MOST, type Piece } from './sizes.ts'

/** Messages at the end that are never summarised: what is going on right now. */
const RECENT = 4

/** A run of messages that a model is asked to shorten into one. */
export interface TurnSection extends Section {
	/** Index of its first message. */
	readonly from: number
	/** Index after its last message. */
	readonly to: number
}

/**
 * Runs of old messages that a model may shorten: what users and assistants said, before the last four messages.
 * Never the message that asks, tool calls, tool results, pinned messages, and messages with names or other fields.
 */
export function turnSections(
	messages: readonly Message[],
	asking: number,
	segmenters: readonly Segmenter[],
	count: (text: string) => number,
): TurnSection[] {
	const sizes = messages.map((message) => (isPlain(message) ? count(messageText(message)) : 0))
	const pieces = messages.map((message, at): Piece => {
		const size = sizes[at] ?? 0
		const old = at < messages.length - RECENT && at !== asking
		const barred = !old || !isPlain(message) || message.pinned === true || size > MOST
		return { size, barred, tied: false, opens: message.role === 'user' }
	})
	return groupPieces(pieces).map(([from, to]) => {
		const covered = messages.slice(from, to)
		return {
			source: covered.map((message) => `${message.role}: ${messageText(message)}`).join('\n\n'),
			whole: JSON.stringify(covered),
			tokens: sizes.slice(from, to).reduce((sum, size) => sum + size, 0),
			unit: 'messages',
			first: from + 1,
			last: to,
			message: from,
			exact: covered.flatMap((message) => errorLines(messageText(message), segmenters)),
			from,
			to,
		}
	})
}

function errorLines(text: string, segmenters: readonly Segmenter[]): string[] {
	const target = segmentText(text, segmenters)
	const errors = new Uint8Array(target.segments.length)
	markErrors(target, errors)
	return target.segments.flatMap(({ start, end }, at) =>
		errors[at] === 1 ? [text.slice(start, end).trim()] : [],
	)
}
