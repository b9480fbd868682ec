import { type Message, messageTexts } from '@headroom/spec'
import type { Source } from '../fit/candidates.ts'
import type { Settings } from '../options.ts'
import { leadsInstruction, weight } from '../protect/instructions.ts'
import { protect } from '../protect/protect.ts'
import type { SegmentedText } from '../segment/segment.ts'
import { segmentText, wholeText } from '../segment/segmenters.ts'
import { sentenceEnds } from '../segment/sentences.ts'
import { placeOf, type Worth, worthOf } from './worth.ts'

/** Up to this length a message is kept or dropped whole; a character of a script without spaces counts threefold. */
const WHOLE = 240
/** Messages at the end that stay when they are short: what is going on right now. */
const RECENT = 2

/** A text of the conversation that may be compressed. */
export interface Turn extends Source {
	readonly message: number
	/** Index among the message's texts. */
	readonly text: number
	/** Exact tokens that it is sent with where all of it is kept. */
	readonly sent: number
	/** Whether the message may go as a whole. */
	readonly droppable: boolean
	/** Why it is worth less than it says. */
	readonly worth: Worth | undefined
}

/** A stretch of a longer conversation that is compressed on its own; indexes are those of the messages given. */
export interface Stretch {
	/** Messages of the conversation before those given, for markers that number them. */
	readonly offset: number
	/** Index after its last message; the messages behind it are only read: what is going on right now. */
	readonly end: number
	/** What each of its messages is sent as where nothing more is left out of it. */
	readonly forms: readonly Message[]
	/** Index of the message with which the user set the task, or −1. */
	readonly task: number
}

/** What is known of a conversation's messages before they are cut. */
export interface Reading {
	readonly messages: readonly Message[]
	/** Exact tokens of each message's texts, as given and as sent where all of a text is kept. */
	readonly counts: readonly (readonly number[])[]
	readonly sent: readonly (readonly number[])[]
	/** Index of the user's latest message, or −1. */
	readonly asking: number
	readonly stretch: Stretch | undefined
}

/** Cuts every text that may be compressed. */
export function readTurns(reading: Reading, settings: Settings): Turn[] {
	const { messages, counts, sent, asking, stretch } = reading
	const turns: Turn[] = []
	const worths = worthOf(messages)
	for (const [index, message] of messages.slice(0, stretch?.end).entries()) {
		if (message.role === 'system' || message.role === 'developer' || message.pinned === true) continue
		const texts = messageTexts(message)
		const size = counts[index]?.reduce((sum, count) => sum + count, 0) ?? 0
		const instructions = index === asking || index === stretch?.task
		if (instructions && size < settings.minTokens) continue
		if (index >= messages.length - RECENT && size < settings.minTokens) continue
		for (const [at, text] of texts.entries()) {
			if (text.trim() === '') continue
			const told = stretch !== undefined && message.role === 'user'
			const whole = weight(text.slice(0, WHOLE + 1)) <= WHOLE
			if (told && whole && instructs(text)) continue
			const target = whole ? wholeText(text) : segmentText(text, settings.segmenters)
			const worth = worths.get(placeOf(index, at))
			const own = protect(target, {
				keywords: settings.keywords,
				instructions,
				// Its successor has them; another run of the same call may have failed otherwise.
				errors: worth?.equal !== true,
			})
			// In a conversation a whole tool result may go; what holds it together only matters while it stands.
			for (const [place, segment] of target.segments.entries())
				if (segment.required && !instructions) own[place] = 0
			if (told) markTold(target, own)
			turns.push({
				target,
				tokens: counts[index]?.[at] ?? 0,
				sent: sent[index]?.[at] ?? 0,
				protect: own,
				message: index,
				text: at,
				droppable: isPlain(message),
				worth,
			})
		}
	}
	return turns
}

/** Whether a message is nothing but said text, so that leaving it out loses no call, field or part. */
export function isPlain({ role, content, extra, name }: Message): boolean {
	return (
		(role === 'user' || role === 'assistant') &&
		typeof content === 'string' &&
		extra === undefined &&
		name === undefined
	)
}

/** Marks the sentences of a user's earlier message that open as instructions do: they may hold on. */
function markTold({ text, segments }: SegmentedText, keep: Uint8Array): void {
	for (const [at, { start, end }] of segments.entries())
		if (leadsInstruction(text.slice(start, end))) keep[at] = 1
}

/** Whether one of a text's sentences opens as an instruction does. A question alone is spent once it is answered. */
function instructs(text: string): boolean {
	let start = 0
	for (const end of sentenceEnds(text, 0, text.length)) {
		if (leadsInstruction(text.slice(start, end))) return true
		start = end
	}
	return leadsInstruction(text.slice(start))
}
