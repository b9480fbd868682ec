import type { Spend } from '../encode/budget.ts'
import { readHead } from './head.ts'

/**
 * The text that a stretch written with names stands for; `undefined` where it is none: it has no head, a name is not
 * used twice, or it would grow beyond what may be spent.
 */
export function readNamed(text: string, start: number, end: number, spend: Spend): string | undefined {
	const head = readHead(text, start, end)
	if (head === undefined) return undefined
	const parts: string[] = []
	const uses = new Map<string, number>()
	let from = head.end
	for (let at = head.end; at < end; at++) {
		// Names are Greek letters and beyond.
		if (text.charCodeAt(at) < 0x370) continue
		const name = text.charAt(at)
		const phrase = head.phrases.get(name)
		if (phrase === undefined) continue
		uses.set(name, (uses.get(name) ?? 0) + 1)
		parts.push(text.slice(from, at), phrase)
		from = at + 1
		if (!spend(phrase.length)) return undefined
	}
	for (const name of head.phrases.keys()) if ((uses.get(name) ?? 0) < 2) return undefined
	parts.push(text.slice(from, end))
	return parts.join('')
}
