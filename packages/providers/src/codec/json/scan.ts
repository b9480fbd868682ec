const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const OPEN_BRACE = 0x7b
const CLOSE_BRACE = 0x7d
const OPEN_BRACKET = 0x5b
const CLOSE_BRACKET = 0x5d

/** Where a value stands in a text: UTF-16 offsets, the end exclusive. */
export interface Span {
	readonly start: number
	readonly end: number
}

/** A field of an object as it is spelled; its own span goes from the key's first quote to the value's end. */
export interface Member extends Span {
	/** The key, unescaped. */
	readonly key: string
	readonly value: Span
}

/** Where long strings end, by their start: containers are scanned again at each level on the way to a change. */
export type StringEnds = Map<number, number>

/** Characters from which the end of a string is remembered. */
const LONG = 256

/** Offset after the string that opens at `start`. */
function stringEnd(text: string, start: number, ends?: StringEnds): number {
	const known = ends?.get(start)
	if (known !== undefined) return known
	const end = findStringEnd(text, start)
	if (end - start >= LONG) ends?.set(start, end)
	return end
}

function findStringEnd(text: string, start: number): number {
	for (let at = start + 1; ; ) {
		const quote = text.indexOf('"', at)
		if (quote === -1) return text.length
		let before = quote - 1
		while (text.charCodeAt(before) === BACKSLASH) before--
		// An even number of backslashes are escaped backslashes: the quote is none.
		if ((quote - before) % 2 === 1) return quote + 1
		at = quote + 1
	}
}

/** Offset of the first character at or after `at` that is no JSON whitespace. */
export function skipSpace(text: string, at: number): number {
	while (isSpace(text.charCodeAt(at))) at++
	return at
}

/** Offset after the value that starts at `start`, in text that is valid JSON. Not recursive. */
export function valueEnd(text: string, start: number, ends?: StringEnds): number {
	const first = text.charCodeAt(start)
	if (first === QUOTE) return stringEnd(text, start, ends)
	if (first !== OPEN_BRACE && first !== OPEN_BRACKET) return scalarEnd(text, start)
	let depth = 0
	for (let at = start; at < text.length; at++) {
		const code = text.charCodeAt(at)
		if (code === QUOTE) at = stringEnd(text, at, ends) - 1
		else if (code === OPEN_BRACE || code === OPEN_BRACKET) depth++
		else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
			depth--
			if (depth === 0) return at + 1
		}
	}
	return text.length
}

/** The fields of the object that opens at `start`, in order of the text, duplicates included. */
export function membersAt(text: string, start: number, ends?: StringEnds): Member[] {
	const members: Member[] = []
	let at = skipSpace(text, start + 1)
	while (text.charCodeAt(at) === QUOTE) {
		const keyEnd = stringEnd(text, at)
		const from = skipSpace(text, skipSpace(text, keyEnd) + 1)
		const end = valueEnd(text, from, ends)
		members.push({ key: keyOf(text, at, keyEnd), start: at, end, value: { start: from, end } })
		at = afterComma(text, end)
	}
	return members
}

/** The items of the array that opens at `start`. */
export function elementsAt(text: string, start: number, ends?: StringEnds): Span[] {
	const elements: Span[] = []
	let at = skipSpace(text, start + 1)
	while (at < text.length && text.charCodeAt(at) !== CLOSE_BRACKET) {
		const end = valueEnd(text, at, ends)
		elements.push({ start: at, end })
		at = afterComma(text, end)
	}
	return elements
}

/** Whether objects and arrays nest deeper than `limit`; the outermost counts as 1. Reads any text, valid or not. */
export function nestsDeeper(text: string, limit: number): boolean {
	let depth = 0
	for (let at = 0; at < text.length; at++) {
		const code = text.charCodeAt(at)
		if (code === QUOTE) at = stringEnd(text, at) - 1
		else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
			depth++
			if (depth > limit) return true
		} else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) depth--
	}
	return false
}

function afterComma(text: string, end: number): number {
	const at = skipSpace(text, end)
	return text.charCodeAt(at) === COMMA ? skipSpace(text, at + 1) : at
}

function scalarEnd(text: string, start: number): number {
	let at = start
	for (; at < text.length; at++) {
		const code = text.charCodeAt(at)
		if (code === COMMA || code === CLOSE_BRACE || code === CLOSE_BRACKET || isSpace(code)) break
	}
	return at
}

function isSpace(code: number): boolean {
	return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09
}

function keyOf(text: string, start: number, end: number): string {
	const inner = text.slice(start + 1, end - 1)
	return inner.includes('\\') ? (JSON.parse(text.slice(start, end)) as string) : inner
}
