/** What a number, or a literal, of JSON looks like; also what a reader could take for one. */
const SCALAR = /^(?:-?\d[\d.]*(?:[eE][-+]?\d+)?|true|false|null)$/

/** Characters that end or open something wherever they stand in a cell of a cell. */
const INNER_MARKS = /[,;\]}]/

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
 * semicolon and closing brackets.
 */
export function isUnparted(content: string, delimiter: string, inner: boolean): boolean {
	return !content.includes(delimiter) && !(inner && INNER_MARKS.test(content))
}

/** Whether a key may stand without quotes before a colon. */
export function isPlainKey(content: string): boolean {
	return /^[\p{L}\p{N}_$@#./ -]+$/u.test(content) && isPlainText(content)
}

/** Whether a key may stand without quotes in the head of a table, where a space may part names. */
export function isPlainName(content: string): boolean {
	return isPlainKey(content) && !content.includes(' ')
}
