import { byteLength, classAt, LEADS, LETTER, NUMBER, SYMBOL, WHITESPACE, WORD_PREFIX } from './char-class.ts'
import { contractionEnd, numberEnd, symbolsEnd, whitespaceEnd } from './pre-tokenizer.ts'

/** Pieces of cl100k_base; see `PieceEnd`. */
export function cl100kPieceEnd(bytes: Uint8Array, start: number, end: number): number {
	const word = asciiWordEnd(bytes, start)
	if (word > start) return word
	const contraction = contractionEnd(bytes, start, end)
	if (contraction !== start) return contraction
	const charClass = classAt(bytes, start)
	const next = start + byteLength(bytes[start] as number)
	if ((charClass & LETTER) !== 0) return lettersEnd(bytes, next, end)
	if ((charClass & WORD_PREFIX) !== 0 && next < end && (classAt(bytes, next) & LETTER) !== 0) {
		return lettersEnd(bytes, next, end)
	}
	if (charClass === NUMBER) return numberEnd(bytes, start, end)
	if ((charClass & SYMBOL) !== 0) return symbolsEnd(bytes, next, end, false)
	if (bytes[start] === 0x20 && next < end && (classAt(bytes, next) & SYMBOL) !== 0) {
		return symbolsEnd(bytes, next, end, false)
	}
	return (charClass & WHITESPACE) !== 0 ? whitespaceEnd(bytes, start, end) : next
}

/**
 * Short way for most pieces of Latin text: end of ` ?[A-Za-z]+` where the next byte shows that the piece ends
 * there, else `start`.
 */
function asciiWordEnd(bytes: Uint8Array, start: number): number {
	let i = start
	let byte = bytes[i] as number
	if (byte === 0x20) byte = bytes[++i] as number
	const letters = i
	for (let folded = byte | 0x20; folded >= 0x61 && folded <= 0x7a; folded = byte | 0x20)
		byte = bytes[++i] as number
	return i > letters && byte < 0x80 ? i : start
}

/** End of `\p{L}*` at `at`. */
function lettersEnd(bytes: Uint8Array, at: number, end: number): number {
	let i = at
	while (i < end) {
		const byte = bytes[i] as number
		const charClass = LEADS[byte] || classAt(bytes, i)
		if ((charClass & LETTER) === 0) break
		i += byteLength(byte)
	}
	return i
}
