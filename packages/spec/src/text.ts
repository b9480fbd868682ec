import type { Message, Part, ToolResultPart } from './message.ts'

/** A function that may rewrite one text; returning the same string means no change. */
export type TextRewrite = (text: string, part: 'text' | 'tool-result') => string

/**
 * Rewrites the texts of a message that stages may touch: its text and the text inside its tool results.
 *
 * Tool calls and opaque parts come back by reference, as does the whole message when nothing changed or
 * when it is pinned. Not applied to `name`, ids or `extra`.
 */
export function mapMessageText(message: Message, rewrite: TextRewrite): Message {
	if (message.pinned === true) return message
	if (typeof message.content === 'string') {
		const kind = message.role === 'tool' ? 'tool-result' : 'text'
		const text = rewrite(message.content, kind)
		return text === message.content ? message : { ...message, content: text }
	}
	const content = mapArray(message.content, (part) => mapPartText(part, rewrite))
	return content === message.content ? message : { ...message, content }
}

function mapPartText(part: Part, rewrite: TextRewrite): Part {
	if (part.type === 'text') return rewriteText(part, rewrite, 'text')
	if (part.type === 'tool-result') return mapToolResult(part, rewrite)
	return part
}

function mapToolResult(part: ToolResultPart, rewrite: TextRewrite): ToolResultPart {
	if (typeof part.content === 'string') {
		const text = rewrite(part.content, 'tool-result')
		return text === part.content ? part : { ...part, content: text }
	}
	const content = mapArray(part.content, (inner) =>
		inner.type === 'text' ? rewriteText(inner, rewrite, 'tool-result') : inner,
	)
	return content === part.content ? part : { ...part, content }
}

function rewriteText<T extends { readonly text: string }>(
	part: T,
	rewrite: TextRewrite,
	kind: 'text' | 'tool-result',
): T {
	const text = rewrite(part.text, kind)
	return text === part.text ? part : { ...part, text }
}

/** Like `array.map`, but gives back the same array when every element came back the same. */
export function mapArray<T>(array: readonly T[], map: (item: T, index: number) => T): readonly T[] {
	let changed = false
	const mapped = array.map((item, index) => {
		const next = map(item, index)
		if (next !== item) changed = true
		return next
	})
	return changed ? mapped : array
}

/**
 * Every text of a message that a stage may touch, in order: its text and the text inside its tool results.
 *
 * Tool-call arguments and opaque parts are left out.
 */
export function messageTexts(message: Message): readonly string[] {
	const texts: string[] = []
	if (typeof message.content === 'string') return [message.content]
	for (const part of message.content) {
		if (part.type === 'text') texts.push(part.text)
		else if (part.type === 'tool-result') {
			if (typeof part.content === 'string') texts.push(part.content)
			else for (const inner of part.content) if (inner.type === 'text') texts.push(inner.text)
		}
	}
	return texts
}

/** The text of a message a person would read: its texts joined by line breaks; see `messageTexts`. */
export function messageText(message: Message): string {
	return typeof message.content === 'string' ? message.content : messageTexts(message).join('\n')
}
