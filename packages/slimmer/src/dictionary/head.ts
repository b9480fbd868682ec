import { isName, MOST_NAMES } from './names.ts'

/** What opens a head; see `headOf`. */
export const HEAD_OPEN = '[[names used below:'

const HEAD_CLOSE = ']] '

/** Longest phrase in UTF-16 code units: a short text must not grow without end when it is read. */
const LONGEST_PHRASE = 400

/** Longest head in UTF-16 code units, its opening left out: every name with the longest phrase. */
const LONGEST_HEAD = MOST_NAMES * (LONGEST_PHRASE + 3) + HEAD_CLOSE.length

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
 * `[[names used below: α=https://api.example.com/v1 β=node_modules/.bin]] `. On a line of its own it would shift the
 * lines that markers count.
 */
export function headOf(entries: readonly Entry[]): string {
	return `${HEAD_OPEN}${entries.map(({ name, phrase }) => ` ${name}=${phrase}`).join('')}${HEAD_CLOSE}`
}

/** Whether a phrase can stand in a head: nothing in it reads as the head's end or as the next name. */
export function fitsHead(phrase: string): boolean {
	if (phrase.length < 2 || phrase.length > LONGEST_PHRASE || /^\s|\s$|[\r\n]/.test(phrase)) return false
	if (phrase.includes(HEAD_CLOSE) || phrase.endsWith(']]')) return false
	for (let at = phrase.indexOf(' '); at !== -1; at = phrase.indexOf(' ', at + 1))
		if (isEntry(phrase, at)) return false
	return true
}

/** Reads the head that begins at an offset, before another; `undefined` where there is none. */
export function readHead(text: string, start: number, before: number): ReadHead | undefined {
	if (!text.startsWith(HEAD_OPEN, start)) return undefined
	const from = start + HEAD_OPEN.length
	const content = text.slice(from, Math.min(before, from + LONGEST_HEAD))
	const end = content.indexOf(HEAD_CLOSE)
	const phrases = new Map<string, string>()
	for (let at = 0; at < end; ) {
		const name = content.charAt(at + 1)
		if (!isEntry(content, at) || phrases.has(name)) return undefined
		let to = at + 3
		while (to < end && !isEntry(content, to)) to++
		const phrase = content.slice(at + 3, to)
		if (!fitsHead(phrase)) return undefined
		phrases.set(name, phrase)
		at = to
	}
	return phrases.size === 0 ? undefined : { phrases, end: from + end + HEAD_CLOSE.length }
}

/** Whether an entry begins at an offset: a space, a name and an equals sign. */
function isEntry(text: string, at: number): boolean {
	return text[at] === ' ' && text[at + 2] === '=' && isName(text.charAt(at + 1))
}
