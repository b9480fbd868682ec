import { readHead } from './head.ts'

/** Longest text that names may stand for, as a multiple of the text they are written in. */
const MOST_GROWTH = 32

/**
 * The text that a stretch written with names stands for; `undefined` where it is none: it has no head, a name is not
 * used twice, or it would grow beyond measure.
 */
export function readNamed(text: string, start: number, end: number): string | undefined {
	const head = readHead(text, start, end)
	if (head === undefined) return undefined
	const parts: string[] = []
	const uses = new Map<string, number>()
	let from = head.end
	let length = 0
	for (let at = head.end; at < end; at++) {
		// Names are Greek letters and beyond.
		if (text.charCodeAt(at) < 0x370) continue
		const name = text.charAt(at)
		const phrase = head.phrases.get(name)
		if (phrase === undefined) continue
		uses.set(name, (uses.get(name) ?? 0) + 1)
		parts.push(text.slice(from, at), phrase)
		length += phrase.length
		from = at + 1
		if (length > MOST_GROWTH * (end - start)) return undefined
	}
	for (const name of head.phrases.keys()) if ((uses.get(name) ?? 0) < 2) return undefined
	parts.push(text.slice(from, end))
	return parts.join('')
}
