/** Marks that begin what a word ends with: behind them, or at them, a word may be parted. */
const BRACKETS = '()[]{}"\'`;'

/** Marks that only end a word or sentence. */
const STOPS = ':.!?,;'

/** Marks that may stand together at the end of a word and belong to what is around it. */
const CLOSING = `${STOPS})]}>"'\``

/** What turns an equals sign into an operator. */
const OPERATORS = '=<>!~:+-*/'

/**
 * Whether a word may be parted before offset `at`: behind a bracket, a quote or the mark of a key, as in `id=`. Never
 * inside numbers, paths, places in files and comparisons such as `a==1`.
 */
export function mayPartAfter(word: string, at: number): boolean {
	const mark = word[at - 1] ?? ''
	if (mark === '') return false
	if (BRACKETS.includes(mark)) return true
	if (mark === '<') return at === 1
	if (mark === ',') return !isDigit(word, at - 2)
	return mark === '=' && word[at] !== '=' && !OPERATORS.includes(word[at - 2] ?? ' ')
}

/** The longest end of a word, at most `longest`, that begins with a bracket or quote, or only closes the word. */
export function safeEnd(word: string, longest: number): number {
	let closing = 0
	while (closing < longest && CLOSING.includes(word[word.length - 1 - closing] ?? ' ')) closing++
	for (let length = longest; length > closing; length--) {
		const at = word.length - length
		const mark = word[at] ?? ' '
		if (BRACKETS.includes(mark) || (mark === ',' && !isDigit(word, at + 1))) return length
	}
	return closing
}

/** How many marks such as full stops and colons a word ends with. */
export function stopLength(word: string): number {
	let length = 0
	while (length < word.length && STOPS.includes(word[word.length - 1 - length] ?? ' ')) length++
	return length
}

/** Whether every bracket and double quote of a value has its counterpart in it. */
export function isBalanced(value: string): boolean {
	let depth = 0
	let quotes = 0
	for (const char of value) {
		if ('([{'.includes(char)) depth++
		else if (')]}'.includes(char) && --depth < 0) return false
		else if (char === '"') quotes++
	}
	return depth === 0 && quotes % 2 === 0
}

export function isDigit(text: string, at: number): boolean {
	const code = text.charCodeAt(at)
	return code >= 48 && code <= 57
}
