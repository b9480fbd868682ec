import type { LineKind } from '../layout/lines.ts'
import type { Edit, Rule } from '../rule.ts'

/**
 * Removes blank lines before the first line of the text and all white space behind the last.
 *
 * The indentation of the first line stays when other lines may be aligned with it. White space alone shrinks to
 * one character and never to nothing, since providers refuse empty messages. The end of a diff or of an open fence
 * stays.
 */
export const outerSpace: Rule = {
	name: 'outer-space',
	level: 'standard',
	apply(text, { layout }) {
		const trimmed = text.trim()
		if (trimmed === '')
			return text.length > 1 ? [{ start: 0, end: text.length, replacement: text.slice(0, 1) }] : []
		const body = text.trimStart()
		let start = text.length - body.length
		if (trimmed.includes('\n')) start = text.lastIndexOf('\n', start) + 1
		// A mark written over a space needs it.
		if (start > 0 && /\p{M}/u.test(text[start] ?? '')) start--
		const end = start + text.slice(start).trimEnd().length
		const edits: Edit[] = []
		if (start > 0) edits.push({ start: 0, end: start, replacement: '' })
		if (end < text.length && mayEnd(layout.kind(layout.lines.at(end - 1))))
			edits.push({ start: end, end: text.length, replacement: '' })
		return edits
	},
}

function mayEnd(last: LineKind): boolean {
	return last === 'text' || last === 'code' || last === 'fence'
}
