import type { Layout } from '../layout/layout.ts'
import { isQuoted, QuoteIndex } from '../layout/quotes.ts'
import type { Edit, Rule } from '../rule.ts'

/**
 * No-break, figure, thin and hair spaces; then what shows nothing: zero-width space, word joiner, soft hyphen, byte
 * order mark, and the joiners, which are letters' business in most scripts that use them.
 */
const EXOTIC = /[\u00a0\u2000-\u200a\u202f\u205f]|\u200c+|\u200d+|[\u200b\u2060\u00ad\ufeff]+/g

/** Scripts written without spaces, where a zero-width space parts words. */
const SPACELESS = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

/**
 * Turns exotic spaces into plain ones and removes characters that show nothing.
 *
 * Joiners stay wherever they shape letters or emoji, and zero-width spaces where they part words. Indentation,
 * fences, code, diffs and quotes stay. Direction marks are never touched: they change how text reads.
 */
export const invisibleSpaces: Rule = {
	name: 'invisible-spaces',
	level: 'standard',
	apply(text, { layout }) {
		const edits: Edit[] = []
		const quotes = new QuoteIndex(layout.lines)
		for (const match of text.matchAll(EXOTIC)) {
			const start = match.index
			const line = layout.lines.at(start)
			if (!layout.isLoose(line) || isQuoted(quotes, line, start)) continue
			const end = start + match[0].length
			const replacement = replacementOf(text, start, end)
			if (replacement === undefined) continue
			if (replacement === ' ' && isIndent(text, layout, line, start)) continue
			edits.push({ start, end, replacement })
		}
		return edits
	},
}

/** Whether an exotic space may be indentation, or one of several that hold something in place. */
function isIndent(text: string, layout: Layout, line: number, at: number): boolean {
	const before = text[at - 1] ?? ''
	// `tree` draws its stems so; changed here and there, they would no longer read as one drawing.
	return at === layout.lines.start(line) || /[\s│]/.test(before)
}

function replacementOf(text: string, start: number, end: number): string | undefined {
	const before = text[start - 1] ?? ''
	const after = text[end] ?? ''
	// A mark written over the character would move to its neighbour.
	if (/\p{M}/u.test(after)) return undefined
	switch (text.charCodeAt(start)) {
		case 0x200c:
		case 0x200d:
			return isAsciiOrEdge(before) && isAsciiOrEdge(after) ? '' : undefined
		case 0x200b:
		case 0x2060:
		case 0x00ad:
		case 0xfeff:
			return SPACELESS.test(before) || SPACELESS.test(after) ? undefined : ''
		default:
			return ' '
	}
}

function isAsciiOrEdge(char: string): boolean {
	return char === '' || char.charCodeAt(0) < 128
}
