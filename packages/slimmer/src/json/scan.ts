/** A JSON array or object found in a text. Offsets are UTF-16 code units; `end` is exclusive. */
export interface JsonSpan {
	readonly start: number
	readonly end: number
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const LITERAL = /true|false|null/y
/** Looked for by pattern: that is several times as fast as character by character. */
const BRACKET = /[[{]/g

/** What the grammar allows next. */
const VALUE = 0
const VALUE_OR_CLOSE = 1
const KEY = 2
const KEY_OR_CLOSE = 3
const COMMA_OR_CLOSE = 4

/**
 * Finds the outermost arrays and objects of a text that are valid JSON (RFC 8259), in order.
 *
 * One pass without backtracking: what is still open when the grammar breaks can never be completed, so the scan
 * goes on behind that point and keeps only what was closed before it.
 */
export function findJson(text: string): readonly JsonSpan[] {
	const found: JsonSpan[] = []
	let from = nextOpen(text, 0)
	const open: number[] = []
	while (from !== -1) from = nextOpen(text, scanFrom(text, from, open, found))
	return found
}

/** Offset of the next bracket that a value could begin with, or -1. */
function nextOpen(text: string, from: number): number {
	BRACKET.lastIndex = from
	while (BRACKET.test(text)) {
		const at = BRACKET.lastIndex - 1
		if (mayFollow(text.charCodeAt(at), text.charCodeAt(at + 1))) return at
	}
	return -1
}

/** Whether the grammar allows a character right behind a bracket. */
function mayFollow(open: number, next: number): boolean {
	if (next === 34 || next === 32 || next === 10 || next === 13 || next === 9) return true
	if (open === 123) return next === 125
	return (
		next === 91 ||
		next === 123 ||
		next === 93 ||
		next === 45 ||
		(next >= 48 && next <= 57) ||
		next === 116 ||
		next === 102 ||
		next === 110
	)
}

/**
 * Scans one value from its bracket. `open` is scratch space for the starts of containers still open, an object's as
 * its one's complement. Gives the offset to go on from, always behind `start`.
 */
function scanFrom(text: string, start: number, open: number[], found: JsonSpan[]): number {
	open.length = 0
	const outer = found.length
	let state = VALUE
	let at = start
	for (;;) {
		at = skipBlanks(text, at)
		const char = text.charCodeAt(at)
		if ((char === 93 || char === 125) && state !== VALUE && state !== KEY) {
			const top = open.pop()
			if (top === undefined || top < 0 !== (char === 125)) break
			at++
			close(found, outer, top < 0 ? ~top : top, at)
			if (open.length === 0) return at
			state = COMMA_OR_CLOSE
		} else if (state === COMMA_OR_CLOSE) {
			if (char !== 44) break
			state = (open[open.length - 1] ?? 0) < 0 ? KEY : VALUE
			at++
		} else if (state === KEY || state === KEY_OR_CLOSE) {
			const key = char === 34 ? skipString(text, at) : -1
			if (key === -1) break
			at = skipBlanks(text, key)
			if (text.charCodeAt(at) !== 58) break
			at++
			state = VALUE
		} else if (char === 91) {
			open.push(at++)
			state = VALUE_OR_CLOSE
		} else if (char === 123) {
			open.push(~at++)
			state = KEY_OR_CLOSE
		} else {
			const end = skipScalar(text, at, char)
			if (end === -1) break
			at = end
			state = COMMA_OR_CLOSE
		}
	}
	return Math.max(at, start + 1)
}

/** Adds a span and drops those inside it, found since this scan began, so that only outermost ones remain. */
function close(found: JsonSpan[], outer: number, start: number, end: number): void {
	while (found.length > outer && (found[found.length - 1]?.start ?? -1) > start) found.pop()
	found.push({ start, end })
}

function skipBlanks(text: string, from: number): number {
	let at = from
	for (;;) {
		const char = text.charCodeAt(at)
		if (char !== 32 && char !== 10 && char !== 13 && char !== 9) return at
		at++
	}
}

/** Offset behind the array or object that begins at `start`, or -1 when it is not valid JSON. */
export function skipValue(text: string, start: number): number {
	const found: JsonSpan[] = []
	const end = scanFrom(text, start, [], found)
	return found[0]?.start === start && found[0].end === end ? end : -1
}

/** Offset behind the string that starts at `from`, or -1 when it is not a valid one. */
export function skipString(text: string, from: number): number {
	let at = from + 1
	for (;;) {
		const char = text.charCodeAt(at)
		if (char === 34) return at + 1
		// Not a number: the end of the text. Control characters must be escaped.
		if (!(char >= 32)) return -1
		if (char === 92) {
			const escaped = text[at + 1] ?? ''
			if (escaped === 'u') {
				if (!isHex4(text, at + 2)) return -1
				at += 6
			} else if (escaped !== '' && '"\\/bfnrt'.includes(escaped)) at += 2
			else return -1
		} else at++
	}
}

function isHex4(text: string, from: number): boolean {
	for (let at = from; at < from + 4; at++) {
		const char = text.charCodeAt(at)
		const letter = char | 32
		if (!((char >= 48 && char <= 57) || (letter >= 97 && letter <= 102 && char >= 65))) return false
	}
	return true
}

/** Whether a word is a number, `true`, `false` or `null` as JSON spells them. */
export function isLiteral(word: string): boolean {
	return word !== '' && word[0] !== '"' && skipScalar(word, 0, word.charCodeAt(0)) === word.length
}

function skipScalar(text: string, at: number, char: number): number {
	if (char === 34) return skipString(text, at)
	const pattern = char === 45 || (char >= 48 && char <= 57) ? NUMBER : LITERAL
	pattern.lastIndex = at
	return pattern.test(text) ? pattern.lastIndex : -1
}
