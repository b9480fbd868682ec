import { createRequire } from 'node:module'
import { indexTokens, type TokenIndex } from './token-index.ts'

/** Name of an encoding whose rank table is at hand. */
export type EncodingName = 'o200k_base' | 'cl100k_base'

/** The tokens of an encoding. A token's id is its merge rank too: the lower, the earlier parts become that token. */
export interface Vocabulary extends TokenIndex {
	/** Ids of special tokens by their text. Encoding never yields them, decoding reads them. */
	readonly special: Readonly<Record<string, number>>
}

interface RankTable {
	/** Lines of `! firstId token token …`, the tokens in base64. */
	readonly bpe_ranks: string
	readonly special_tokens: Readonly<Record<string, number>>
}

/**
 * Reads the rank table of an encoding, about 1 MB of text for cl100k_base and 2 MB for o200k_base.
 *
 * Loaded by `require` so that a program pays for no table it does not count with, and `count` stays synchronous.
 */
export function loadVocabulary(name: EncodingName): Vocabulary {
	const table = createRequire(import.meta.url)(`js-tiktoken/ranks/${name}`) as RankTable
	return parseVocabulary(table.bpe_ranks, table.special_tokens)
}

const NEWLINE = 0x0a
const SPACE = 0x20
const PADDING = 0x3d

/** Values of the base64 alphabet by character code. */
const BASE64: Uint8Array = new Uint8Array(128)
for (const [value, char] of [
	...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
].entries()) {
	BASE64[char.charCodeAt(0)] = value
}

/** Decodes a table of lines `! firstId token token …`; ids that no line names have no bytes and are never found. */
export function parseVocabulary(table: string, special: Readonly<Record<string, number>>): Vocabulary {
	const text = new TextEncoder().encode(table)
	// Four characters of base64 give at most three bytes, and a token takes at least four and a space.
	const bytes = new Uint8Array(Math.ceil(text.length * 0.75))
	let offsets = new Uint32Array(0)
	let count = 0
	for (let at = 0; at < text.length; ) {
		const lineEnd = indexOrEnd(text, NEWLINE, at)
		const idStart = indexOrEnd(text, SPACE, at) + 1
		const idEnd = indexOrEnd(text, SPACE, idStart)
		const firstId = Number(table.slice(idStart, idEnd))
		const room = new Uint32Array(firstId + Math.ceil((lineEnd - idEnd) / 5) + 1)
		room.set(offsets.subarray(0, count + 1))
		offsets = room.fill(offsets[count] ?? 0, count + 1, firstId + 1)
		count = decodeLine(text, idEnd + 1, lineEnd, bytes, offsets, firstId)
		at = lineEnd + 1
	}
	return { ...indexTokens(bytes.slice(0, offsets[count]), offsets.slice(0, count + 1)), special }
}

function indexOrEnd(text: Uint8Array, byte: number, from: number): number {
	const at = text.indexOf(byte, from)
	return at < 0 ? text.length : at
}

/**
 * Appends the tokens of `[start, end)` to `bytes` and their ends to `offsets`, from id `firstId` on, whose start
 * is known. Gives back the id after the last.
 */
function decodeLine(
	text: Uint8Array,
	start: number,
	end: number,
	bytes: Uint8Array,
	offsets: Uint32Array,
	firstId: number,
): number {
	let at = start
	let id = firstId
	let written = offsets[firstId] as number
	while (at < end) {
		while (at < end && text[at] !== SPACE) {
			const third = text[at + 2] as number
			const fourth = text[at + 3] as number
			const bits =
				((BASE64[text[at] as number] as number) << 18) |
				((BASE64[text[at + 1] as number] as number) << 12) |
				((BASE64[third] as number) << 6) |
				(BASE64[fourth] as number)
			bytes[written] = bits >> 16
			bytes[written + 1] = bits >> 8
			bytes[written + 2] = bits
			written += fourth !== PADDING ? 3 : third !== PADDING ? 2 : 1
			at += 4
		}
		at++
		offsets[++id] = written
	}
	return id
}
