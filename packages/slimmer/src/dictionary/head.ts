import { isName, MOST_NAMES } from './names.ts'

/** What opens a head; see `headOf`. */
export const HEAD_OPEN = '[[names used below:'

/** Longest phrase in UTF-16 code units: a short text must not grow without end when it is read. */
export const LONGEST_PHRASE = 400

/** Longest head in UTF-16 code units: every name with the longest phrase. */
const MOST_UNITS = MOST_NAMES * (LONGEST_PHRASE + 3)

/** A name and what it stands for. */
export interface Entry {
	readonly name: string
	readonly phrase: string
}

/** A head that was read, and the offset of what it stands before. */
export interface ReadHead {
	readonly phrases: ReadonlyMap<string, string>
	readonly end: number
}

/**
 * The words that stand before a text written with names, on its first line:
 * `[[names used below: α=https://api.example.com/v1 β=node_modules/.bin]] `.
 */
export function headOf(entries: readonly Entry[]): string {
	return `${HEAD_OPEN}${entries.map(({ name, phrase }) => ` ${name}=${phrase}`).join('')}]] `
}

/** Whether a phrase can stand in a head: it has nothing that a reader takes for the head's end, or for a name. */
export function fitsHead(phrase: string): boolean {
	return (
		phrase.length >= 2 &&
		phrase.length <= LONGEST_PHRASE &&
		!phrase.includes(']]') &&
		!phrase.endsWith(']') &&
		phrase.trim() === phrase &&
		!/[\r\n]/.test(phrase)
	)
}

/** Reads the head at an offset; `undefined` where there is none. */
export function readHead(text: string, start: number): ReadHead | undefined {
	if (!text.startsWith(HEAD_OPEN, start)) return undefined
	const from = start + HEAD_OPEN.length
	const end = text.indexOf(']] ', from)
	if (end === -1 || end - from > MOST_UNITS) return undefined
	const phrases = new Map<string, string>()
	const content = text.slice(from, end)
	let at = 0
	while (at < content.length) {
		const name = content.charAt(at + 1)
		if (content[at] !== ' ' || !isName(name) || content[at + 2] !== '=' || phrases.has(name)) return undefined
		let to = at + 3
		while (to < content.length && !isName(content.charAt(to))) to++
		if (to < content.length) to--
		const phrase = content.slice(at + 3, to)
		if (!fitsHead(phrase)) return undefined
		phrases.set(name, phrase)
		at = to
	}
	return phrases.size === 0 ? undefined : { phrases, end: end + 3 }
}
