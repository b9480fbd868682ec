import {
	byteLength,
	CASELESS,
	classAt,
	LEADS,
	LETTER,
	LOWER,
	MARK,
	NUMBER,
	SYMBOL,
	UPPER,
	WHITESPACE,
	WORD_PREFIX,
} from './char-class.ts'
import { APOSTROPHE, contractionEnd, numberEnd, symbolsEnd, whitespaceEnd } from './pre-tokenizer.ts'

/** `[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]` */
const HEAD = UPPER | CASELESS | MARK
/** `[\p{Ll}\p{Lm}\p{Lo}\p{M}]` */
const TAIL = LOWER | CASELESS | MARK

/** Pieces of o200k_base; see `PieceEnd`. Words are cut where lower case turns to upper case. */
export function o200kPieceEnd(bytes: Uint8Array, start: number, end: number): number {
	const word = asciiWordEnd(bytes, start)
	if (word > start) return word
	const charClass = classAt(bytes, start)
	if ((charClass & LETTER) !== 0) return wordEnd(bytes, start, end)
	const next = start + byteLength(bytes[start] as number)
	if ((charClass & WORD_PREFIX) !== 0 && next < end && (classAt(bytes, next) & (LETTER | MARK)) !== 0) {
		return charClass === MARK ? markedWordEnd(bytes, next, end) : wordEnd(bytes, next, end)
	}
	if (charClass === MARK) return contractionEnd(bytes, next, end)
	if (charClass === NUMBER) return numberEnd(bytes, start, end)
	if ((charClass & SYMBOL) !== 0) return symbolsEnd(bytes, next, end, true)
	if (bytes[start] === 0x20 && next < end && (classAt(bytes, next) & SYMBOL) !== 0) {
		return symbolsEnd(bytes, next, end, true)
	}
	return (charClass & WHITESPACE) !== 0 ? whitespaceEnd(bytes, start, end) : next
}

/**
 * Short way for most pieces of Latin text: end of ` ?[A-Z]?[a-z]+` where the next byte shows that the piece ends
 * there, else `start`.
 */
function asciiWordEnd(bytes: Uint8Array, start: number): number {
	let i = start
	let byte = bytes[i] as number
	if (byte === 0x20) byte = bytes[++i] as number
	if (byte >= 0x41 && byte <= 0x5a) byte = bytes[++i] as number
	const letters = i
	while (byte >= 0x61 && byte <= 0x7a) byte = bytes[++i] as number
	return i > letters && byte < 0x80 && byte !== APOSTROPHE ? i : start
}

/** End of the word that starts at `at`, past its one-character prefix, with its contraction. */
function wordEnd(bytes: Uint8Array, at: number, end: number): number {
	return contractionEnd(bytes, lettersEnd(bytes, at, end, true), end)
}

/**
 * A mark may be the prefix of a word or the first of its letters. The first reading counts only where the
 * word's letters include one of the tail; where they are all upper case, the mark stands alone.
 */
function markedWordEnd(bytes: Uint8Array, afterMark: number, end: number): number {
	return contractionEnd(bytes, lettersEnd(bytes, afterMark, end, false), end)
}

/**
 * End of `HEAD*TAIL+`, else with `upperOnly` of `HEAD+TAIL*`, else `at`.
 *
 * The two sets share letters without case. Matching gives letters back until the last of them can be TAIL+,
 * hence the end of the last shared letter is kept while HEAD* is read.
 */
function lettersEnd(bytes: Uint8Array, at: number, end: number, upperOnly: boolean): number {
	let i = at
	let afterShared = -1
	while (i < end) {
		const byte = bytes[i] as number
		const charClass = LEADS[byte] || classAt(bytes, i)
		if ((charClass & HEAD) === 0) {
			if (charClass === LOWER) return tailEnd(bytes, i, end)
			break
		}
		i += byteLength(byte)
		if ((charClass & TAIL) !== 0) afterShared = i
	}
	if (afterShared >= 0) return afterShared
	return upperOnly ? i : at
}

function tailEnd(bytes: Uint8Array, at: number, end: number): number {
	let i = at
	while (i < end) {
		const byte = bytes[i] as number
		if (((LEADS[byte] || classAt(bytes, i)) & TAIL) === 0) break
		i += byteLength(byte)
	}
	return i
}
