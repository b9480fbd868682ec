/** A literal of JSON, or what a reader could take for a number: `1.50`, `007`, `.5`; not `1.2.3` or `10.0.0.1`. */
const SCALAR = /^(?:[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|true|false|null)$/

/** Control characters and the backslash are spelled as JSON spells them; half characters stay in quotes too. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is asked for.
const ESCAPED = /[\\\x00-\x1f\ud800-\udfff]/

const PAIRS = /[\ud800-\udbff][\udc00-\udfff]/g

/** Whether a string may stand without quotes where values of any type may stand. `content` is its JSON spelling. */
export function isPlainCell(content: string): boolean {
	return content !== '' && isPlainText(content) && !'[{'.includes(content.charAt(0)) && !SCALAR.test(content)
}

/** Whether a string may stand without quotes where only strings stand. */
export function isPlainText(content: string): boolean {
	if (content === '') return true
	if (content.startsWith('"') || content.startsWith(' ') || content.endsWith(' ')) return false
	return !ESCAPED.test(content) || !ESCAPED.test(content.replace(PAIRS, ''))
}

/**
 * Whether a string is free of what parts cells: `delimiter` of the row and, in a cell of a cell, the comma, the
 * semicolon and closing brackets that were not opened in it.
 */
export function isUnparted(content: string, delimiter: string, inner: boolean): boolean {
	return !content.includes(delimiter) && (!inner || innerEnd(content, 0) === content.length)
}

/** UTF-16 code units of a string without quotes among brackets, at most: what is looked at in vain has a bound. */
export const LONGEST_PLAIN = 1000

/**
 * Where a string without quotes ends in a cell of a cell, or in an object or array: before a comma, semicolon or closing
 * bracket, but for those inside brackets that it opens itself, as in `/users{/id,name}`; before a line break always.
 * A bracket left open, or more than `LONGEST_PLAIN` code units, make it end at `start`: such a string is written in
 * quotes.
 */
export function innerEnd(text: string, start: number): number {
	let depth = 0
	const last = start + LONGEST_PLAIN
	for (let at = start; at <= last; at++) {
		const char = text.charCodeAt(at)
		if (char === 123 || char === 91) depth++
		else if (char === 125 || char === 93) {
			if (depth === 0) return at
			depth--
		} else if (char === 10 || Number.isNaN(char)) return depth === 0 ? at : start
		else if (depth === 0 && (char === 44 || char === 59)) return at
	}
	return start
}

/** Whether a key may stand without quotes before a colon. */
export function isPlainKey(content: string): boolean {
	return /^[\p{L}\p{N}_$@#./ -]+$/u.test(content) && isPlainText(content)
}

/** Whether a key may stand without quotes in the head of a table, where a space may part names. */
export function isPlainName(content: string): boolean {
	return isPlainKey(content) && !content.includes(' ')
}
