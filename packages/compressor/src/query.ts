import { type Message, messageText } from '@headroom/spec'
import { hasMarker } from './marker.ts'
import { leadsInstruction, weight } from './protect/instructions.ts'
import { sentenceEnds } from './segment/sentences.ts'

/** Up to this length a message is its own query; a character of a script without spaces counts threefold. */
const SHORT = 800
/** How far back from its end a longer message is read for what it asks. */
const WINDOW = 400
const QUESTION = /[?？؟]["'”’)\]」』]*\s*$/
/** A last paragraph below this, such as "Answer:", does not say what is asked. */
const SAYS_NOTHING = 12

/** A user's request inside a message: its words, and where the tail that holds it starts. */
export interface Ask {
	readonly query: string
	/** Offset from which the message must stay as it is for the same query to be read again. */
	readonly keptFrom: number
	/** Offset up to which it must stay. */
	readonly keptTo: number
	/** Whether it reads as a question or an instruction rather than as any text. */
	readonly asks: boolean
}

/**
 * What a user's message asks: all of a short one; of a long one the question or last paragraph at its end,
 * and a short first paragraph.
 *
 * Reads the same from the message before and after compression, since only its ends count, and they stay.
 */
export function askOf(text: string): Ask {
	const end = text.trimEnd().length
	if (weight(text.slice(0, SHORT + 1)) <= SHORT && text.length <= SHORT && !hasMarker(text)) {
		const query = text.trim()
		return { query, keptFrom: 0, keptTo: text.length, asks: reads(query) }
	}
	let from = end
	for (let left = WINDOW; from > 0 && left > 0; ) {
		from--
		left -= text.charCodeAt(from) >= 0x2e80 ? 3 : 1
	}
	const head = headOf(text)
	const tail = tailQuestion(text.slice(from, end))
	const query = head === '' ? tail : `${head}\n${tail}`
	return { query, keptFrom: from, keptTo: head.length, asks: reads(tail) || (head !== '' && reads(head)) }
}

function reads(text: string): boolean {
	return QUESTION.test(text) || leadsInstruction(text)
}

/** The short first paragraph of a long message, or nothing. */
function headOf(text: string): string {
	const line = text.indexOf('\n')
	if (line === -1 || line > WINDOW) return ''
	const head = text.slice(0, line)
	return weight(head) <= WINDOW && !hasMarker(head) ? head : ''
}

/** The last question and what follows it; without one the last paragraph. */
function tailQuestion(window: string): string {
	let start = 0
	let question = -1
	for (const end of sentenceEnds(window, 0, window.length)) {
		const line = Math.max(start, window.lastIndexOf('\n', end - 2) + 1)
		if (QUESTION.test(window.slice(start, end))) question = line
		start = end
	}
	if (question !== -1) return window.slice(question).trim()
	const paragraphs = window.split(/\n\s*\n/)
	const last = paragraphs[paragraphs.length - 1]?.trim() ?? ''
	return weight(last) < SAYS_NOTHING ? window.trim() : last
}

/** Index of the last user message that says something, or −1. */
export function lastUser(messages: readonly Message[]): number {
	return messages.findLastIndex((message) => message.role === 'user' && messageText(message).trim() !== '')
}
