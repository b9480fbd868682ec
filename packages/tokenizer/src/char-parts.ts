import { byteLength } from './char-class.ts'
import type { Vocabulary } from './vocabulary.ts'

/**
 * What is needed to start merging at characters instead of bytes, which for scripts of two and three bytes a
 * character saves most of the merging.
 *
 * Sound because no token of the vocabulary holds a part of one character and a part of another, except across
 * the borders marked here, and because a token always ranks after its own parts: away from those borders the
 * bytes of a character are merged before any neighbour can join.
 */
export interface CharParts {
	/** Ids of tokens that are one character of two or three bytes, by code point; -1 where there is none. */
	readonly ids: Int32Array
	/**
	 * Nonzero at `last byte << 8 | first byte` for each border between characters that some token crosses while
	 * holding one of its characters in part.
	 */
	readonly torn: Uint8Array
}

/** Derives the parts from the tokens' bytes. */
export function charParts(vocabulary: Vocabulary): CharParts {
	const { bytes, offsets } = vocabulary
	const ids = new Int32Array(65_536).fill(-1)
	const torn = new Uint8Array(65_536)
	for (let id = 0; id + 1 < offsets.length; id++) {
		const start = offsets[id] as number
		const end = offsets[id + 1] as number
		// Tokens of ASCII alone neither hold a character of several bytes nor tear one.
		if ((bytes[start] as number) < 0x80 && (bytes[end - 1] as number) < 0x80) continue
		const length = end - start
		if (startsWithin(bytes, start) || endsWithin(bytes, start, end)) markBorders(torn, bytes, start, end)
		else if (length === byteLength(bytes[start] as number) && length < 4) {
			const codePoint = codePointAt(bytes, start)
			// A token need not be UTF-8: one spelled longer than needed must not pass for the character.
			if (codePoint >= (length === 2 ? 0x80 : 0x800)) ids[codePoint] = id
		}
	}
	return { ids, torn }
}

function startsWithin(bytes: Uint8Array, start: number): boolean {
	return isContinuation(bytes[start] as number)
}

/** Whether the last character of the token lacks bytes. */
function endsWithin(bytes: Uint8Array, start: number, end: number): boolean {
	let lead = end - 1
	while (lead > start && isContinuation(bytes[lead] as number)) lead--
	return lead + byteLength(bytes[lead] as number) > end
}

function markBorders(torn: Uint8Array, bytes: Uint8Array, start: number, end: number): void {
	for (let i = start + 1; i < end; i++) {
		if (!isContinuation(bytes[i] as number)) torn[((bytes[i - 1] as number) << 8) | (bytes[i] as number)] = 1
	}
}

function isContinuation(byte: number): boolean {
	return (byte & 0xc0) === 0x80
}

/** Code point of a character of two or three bytes. */
export function codePointAt(bytes: Uint8Array, at: number): number {
	const lead = bytes[at] as number
	const second = (bytes[at + 1] as number) & 0x3f
	if (lead < 0xe0) return ((lead & 0x1f) << 6) | second
	return ((lead & 0x0f) << 12) | (second << 6) | ((bytes[at + 2] as number) & 0x3f)
}
