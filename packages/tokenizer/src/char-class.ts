import { UNICODE_CLASSES } from './unicode-classes.gen.ts'

/** `\p{Lu}` and `\p{Lt}`. */
export const UPPER = 1
/** `\p{Ll}`. */
export const LOWER = 2
/** `\p{Lm}` and `\p{Lo}`: letters that count as upper and lower case alike. */
export const CASELESS = 4
/** `\p{M}`. */
export const MARK = 8
/** `\p{N}`. */
export const NUMBER = 16
/** `\s` without the two line breaks of `NEWLINE`. */
const SPACE = 32
/** `\r` and `\n`. */
export const NEWLINE = 64
/** Everything else: punctuation, symbols, controls, unassigned. */
const OTHER = 128

/** `\p{L}`. */
export const LETTER: number = UPPER | LOWER | CASELESS
/** `\s`. */
export const WHITESPACE: number = SPACE | NEWLINE
/** `[^\s\p{L}\p{N}]`. */
export const SYMBOL: number = MARK | OTHER
/** `[^\r\n\p{L}\p{N}]`, the one character that may lead a word. */
export const WORD_PREFIX: number = MARK | SPACE | OTHER

/** Code points below this have an entry of their own; the few ranges above are searched. */
const TABLE_SIZE = 0x20000
const table: Uint8Array = new Uint8Array(TABLE_SIZE).fill(OTHER)
/** Flat triples of first code point, last code point and class, ascending. */
const astral: number[] = []

/**
 * Class of all characters that start with a byte, by that byte, or 0 where they differ. Covers ASCII and the most
 * frequent Chinese characters.
 */
export const LEADS: Uint8Array = buildTables()

function buildTables(): Uint8Array {
	for (const [charClass, runs] of UNICODE_CLASSES) {
		let codePoint = 0
		const lengths = runs.split(' ')
		for (let i = 0; i + 1 < lengths.length; i += 2) {
			const first = codePoint + Number.parseInt(lengths[i] as string, 36)
			codePoint = first + Number.parseInt(lengths[i + 1] as string, 36)
			table.fill(charClass, first, codePoint)
			if (codePoint > TABLE_SIZE) astral.push(Math.max(first, TABLE_SIZE), codePoint - 1, charClass)
		}
	}
	table[0x0a] = NEWLINE
	table[0x0d] = NEWLINE
	return leads()
}

function leads(): Uint8Array {
	const classes = new Uint8Array(256)
	classes.set(table.subarray(0, 0x80))
	for (let lead = 0xe1; lead < 0xf0; lead++) {
		const block = table.subarray((lead & 0x0f) << 12, ((lead & 0x0f) + 1) << 12)
		const first = block[0] as number
		if (block.every((charClass) => charClass === first)) classes[lead] = first
	}
	return classes
}

/** Number of bytes of the character that starts with this byte, 1 to 4, in well-formed UTF-8. */
export function byteLength(lead: number): number {
	return lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
}

/** Class of the character at a byte offset that starts one, in well-formed UTF-8. */
export function classAt(bytes: Uint8Array, at: number): number {
	const lead = bytes[at] as number
	const known = LEADS[lead] as number
	if (known !== 0) return known
	const second = (bytes[at + 1] as number) & 0x3f
	if (lead < 0xe0) return table[((lead & 0x1f) << 6) | second] as number
	const third = (bytes[at + 2] as number) & 0x3f
	if (lead < 0xf0) return table[((lead & 0x0f) << 12) | (second << 6) | third] as number
	const codePoint = ((lead & 7) << 18) | (second << 12) | (third << 6) | ((bytes[at + 3] as number) & 0x3f)
	return codePoint < TABLE_SIZE ? (table[codePoint] as number) : classOfAstral(codePoint)
}

function classOfAstral(codePoint: number): number {
	for (let i = 0; i < astral.length; i += 3) {
		if (codePoint >= (astral[i] as number) && codePoint <= (astral[i + 1] as number))
			return astral[i + 2] as number
	}
	return OTHER
}
