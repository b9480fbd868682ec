import { isName, MOST_NAMES } from './names.ts'

/** Beginning of the line that opens the notation, and what it holds. */
const HEAD = /\[(\d{1,3}) names?, then (\d{1,9}) lines? that uses? them\]\n/y

/** Longest phrase in UTF-16 code units: a short text must not grow without end when it is read. */
const LONGEST_PHRASE = 400

/** A text written with names, and where it ends. */
export interface ReadNames {
	readonly text: string
	readonly end: number
}

/** Reads the notation that begins at an offset; `undefined` where it does not hold. */
export function readNamed(
	text: string,
	start: number,
	waste: (units: number) => void,
): ReadNames | undefined {
	HEAD.lastIndex = start
	const head = HEAD.exec(text)
	if (head === null) return undefined
	const count = Number(head[1])
	if (count < 1 || count > MOST_NAMES) return undefined
	let at = start + head[0].length
	const phrases = new Map<string, string>()
	for (let entry = 0; entry < count; entry++) {
		const end = text.indexOf('\n', at)
		const name = text.charAt(at)
		if (end === -1 || end - at > LONGEST_PHRASE + 2 || text[at + 1] !== '=') return undefined
		if (!isName(name) || phrases.has(name) || end - at < 4) return undefined
		phrases.set(name, text.slice(at + 2, end))
		at = end + 1
	}
	const end = endOfLines(text, at, Number(head[2]))
	if (end === undefined) return undefined
	const parts: string[] = []
	const used = new Set<string>()
	let from = at
	for (let next = at; next < end; next++) {
		if (text.charCodeAt(next) < 128) continue
		const phrase = phrases.get(text.charAt(next))
		if (phrase === undefined) continue
		used.add(text.charAt(next))
		parts.push(text.slice(from, next), phrase)
		from = next + 1
	}
	waste(end - start)
	const inHead = [...phrases.values()].some((phrase) =>
		[...phrases.keys()].some((name) => phrase.includes(name)),
	)
	if (inHead || used.size < count) return undefined
	parts.push(text.slice(from, end))
	return { text: parts.join(''), end }
}

/** Offset of the line break after some lines, or the end of the text; `undefined` where there are fewer. */
function endOfLines(text: string, start: number, lines: number): number | undefined {
	let at = start - 1
	for (let line = 0; line < lines; line++) {
		at = text.indexOf('\n', at + 1)
		if (at === -1) return line === lines - 1 ? text.length : undefined
	}
	return at
}
