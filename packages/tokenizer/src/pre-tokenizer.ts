import { byteLength, classAt, LEADS, NEWLINE, NUMBER, SYMBOL, WHITESPACE } from './char-class.ts'

/**
 * Finds where the piece that starts at `start` ends. `bytes` is well-formed UTF-8 with a zero at `end`,
 * `start < end`.
 *
 * Pieces are what the encoding's regular expression matches; merging never crosses their borders. Reads the
 * bytes of a piece a bounded number of times, so that cutting a whole text is linear.
 */
export type PieceEnd = (bytes: Uint8Array, start: number, end: number) => number

export const APOSTROPHE = 0x27
const SLASH = 0x2f

/**
 * End of `(?i:'s|'t|'re|'ve|'m|'ll|'d)` at `at`, or `at` where it does not match.
 *
 * Case folding makes U+017F (long s) an `s`, as in the reference.
 */
export function contractionEnd(bytes: Uint8Array, at: number, end: number): number {
	if (at + 1 >= end || bytes[at] !== APOSTROPHE) return at
	const first = bytes[at + 1] as number
	const second = at + 2 < end ? (bytes[at + 2] as number) : 0
	if (first === 0xc5) return second === 0xbf ? at + 3 : at
	switch (first | 0x20) {
		case 0x73: // s
		case 0x74: // t
		case 0x6d: // m
		case 0x64: // d
			return at + 2
		case 0x72: // re
		case 0x76: // ve
			return (second | 0x20) === 0x65 ? at + 3 : at
		case 0x6c: // ll
			return (second | 0x20) === 0x6c ? at + 3 : at
		default:
			return at
	}
}

/** End of `\p{N}{1,3}`, given that a number starts at `at`. */
export function numberEnd(bytes: Uint8Array, at: number, end: number): number {
	let i = at + byteLength(bytes[at] as number)
	for (let digits = 1; digits < 3 && i < end && (classAt(bytes, i) & NUMBER) !== 0; digits++) {
		i += byteLength(bytes[i] as number)
	}
	return i
}

/**
 * End of `[^\s\p{L}\p{N}]+[\r\n]*`, or of `[^\s\p{L}\p{N}]+[\r\n/]*` with `slashes`, given that a symbol
 * starts at `at`.
 */
export function symbolsEnd(bytes: Uint8Array, at: number, end: number, slashes: boolean): number {
	let i = at
	while (i < end) {
		const byte = bytes[i] as number
		if (((LEADS[byte] || classAt(bytes, i)) & SYMBOL) === 0) break
		i += byteLength(byte)
	}
	while (i < end) {
		const byte = bytes[i] as number
		if (byte !== 0x0a && byte !== 0x0d && !(slashes && byte === SLASH)) break
		i++
	}
	return i
}

/** End of `\s*[\r\n]+|\s+(?!\S)|\s+`, given that a whitespace character starts at `at`. */
export function whitespaceEnd(bytes: Uint8Array, at: number, end: number): number {
	let i = at
	let last = at
	let afterNewline = -1
	while (i < end) {
		const byte = bytes[i] as number
		const charClass = LEADS[byte] || classAt(bytes, i)
		if ((charClass & WHITESPACE) === 0) break
		last = i
		i += byteLength(byte)
		if (charClass === NEWLINE) afterNewline = i
	}
	if (afterNewline >= 0) return afterNewline
	// The last space before a word or a symbol is left to the next piece, unless it is the only one.
	return i === end || last === at ? i : last
}
