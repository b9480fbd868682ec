import type { ChatRequest, Message } from '@headroom/spec'

/**
 * Elements that coding harnesses put into a user's message; the person wrote none of it.
 */
const HARNESS_TAGS = [
	'system-reminder',
	'system_reminder',
	'environment_context',
	'environment_details',
	'user_instructions',
	'ide_selection',
	'ide_opened_file',
	'local-command-caveat',
	'local-command-stdout',
	'local-command-stderr',
	'command-name',
	'command-message',
	'command-args',
	'task-notification',
	'user-prompt-submit-hook',
]

/**
 * What a person wrote last: the text of the last user message that has any once harness blocks are removed.
 * Tool results are not read. Empty when nobody has written anything.
 */
export function humanText(request: ChatRequest): string {
	for (let index = request.messages.length - 1; index >= 0; index--) {
		const message = request.messages[index]
		const text = message?.role === 'user' ? writtenIn(message) : ''
		if (text !== '') return text
	}
	return ''
}

/** What a person wrote in a user's message; empty for one that a harness wrote alone. */
export function writtenIn({ content }: Message): string {
	if (typeof content === 'string') return stripHarness(content)
	const texts = content.filter((part) => part.type === 'text').map(({ text }) => stripHarness(text))
	return texts.filter((text) => text !== '').join('\n')
}

/**
 * Removes harness blocks, `<system-reminder>…</system-reminder>` and its like, and trims what stays.
 *
 * An element that is never closed stays. Linear: each closing tag is searched for once at most beyond the last
 * one found.
 */
export function stripHarness(text: string): string {
	if (!text.includes('<')) return text.trim()
	const closed = new Set(HARNESS_TAGS)
	const kept: string[] = []
	let from = 0
	let at = text.indexOf('<')
	while (at !== -1) {
		const tag = tagAt(text, at)
		if (tag !== undefined && closed.has(tag)) {
			const end = endOf(text, tag, at)
			if (end === -1) {
				// No such closing tag from here on: looking again at every later opening would be quadratic.
				closed.delete(tag)
			} else {
				kept.push(text.slice(from, at))
				from = end
				at = end - 1
			}
		}
		at = text.indexOf('<', at + 1)
	}
	kept.push(text.slice(from))
	return kept.join('').trim()
}

function tagAt(text: string, at: number): string | undefined {
	return HARNESS_TAGS.find((tag) => {
		const after = text[at + 1 + tag.length]
		return (after === '>' || after === ' ' || after === '\n') && text.startsWith(tag, at + 1)
	})
}

function endOf(text: string, tag: string, at: number): number {
	const closing = `</${tag}>`
	const index = text.indexOf(closing, at)
	return index === -1 ? -1 : index + closing.length
}
