/** Where a member of a JSON object stands in the text; offsets are UTF-16 units. */
export interface JsonMember {
	readonly key: string
	readonly start: number
	/** Exclusive. */
	readonly end: number
}

/** The members of one object, and where it begins and ends. */
export interface JsonMembers {
	readonly members: readonly JsonMember[]
	/** Offset of the opening brace. */
	readonly open: number
	/** Offset of the closing brace. */
	readonly close: number
}

const QUOTE = 34
const BACKSLASH = 92

/**
 * Finds the members of the first object at or after `from`, in time linear in the text, without reading their values.
 *
 * The text must be valid JSON from there on: nothing is checked.
 */
export function jsonMembers(text: string, from = 0): JsonMembers {
	const open = text.indexOf('{', from)
	const members: JsonMember[] = []
	let at = skipSpace(text, open + 1)
	while (text[at] === '"') {
		const keyEnd = stringEnd(text, at)
		const key: string = JSON.parse(text.slice(at, keyEnd))
		const start = skipSpace(text, text.indexOf(':', keyEnd) + 1)
		const end = valueEnd(text, start)
		members.push({ key, start, end })
		at = skipSpace(text, end)
		if (text[at] === ',') at = skipSpace(text, at + 1)
	}
	return { members, open, close: at }
}

function skipSpace(text: string, from: number): number {
	let at = from
	while (at < text.length && text.charCodeAt(at) <= 32) at += 1
	return at
}

function stringEnd(text: string, quote: number): number {
	let at = quote + 1
	for (; at < text.length; at += 1) {
		const code = text.charCodeAt(at)
		if (code === QUOTE) return at + 1
		if (code === BACKSLASH) at += 1
	}
	return at
}

function valueEnd(text: string, start: number): number {
	if (text[start] === '"') return stringEnd(text, start)
	let depth = 0
	let at = start
	for (; at < text.length; at += 1) {
		const char = text[at]
		if (char === '"') at = stringEnd(text, at) - 1
		else if (char === '{' || char === '[') depth += 1
		else if (char === '}' || char === ']') {
			if (depth === 0) break
			depth -= 1
			if (depth === 0) return at + 1
		} else if (depth === 0 && (char === ',' || text.charCodeAt(at) <= 32)) break
	}
	return at
}
