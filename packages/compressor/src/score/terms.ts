import { wordEnd } from './stem.ts'

/** How a UTF-16 code unit takes part in terms: not at all, inside a word, or as half of a character pair. */
const APART = 0
const WORD = 1
const PAIR = 2

/** Part of each UTF-16 code unit, and what it is lowered and folded to; made when first needed. */
let kinds: Uint8Array | undefined
let lower: Uint16Array | undefined

/** Alphabets with capitals and marks end before this; above it only ranges matter. */
const ALPHABETS_END = 0x3000

/** Scripts written without spaces: their terms are pairs of neighbouring characters. */
function isPaired(code: number): boolean {
	return (
		(code >= 0x0e00 && code <= 0x0eff) || // Thai, Lao
		(code >= 0x1000 && code <= 0x109f) || // Myanmar
		(code >= 0x1780 && code <= 0x17ff) || // Khmer
		(code >= 0x2e80 && code <= 0x2fdf) || // radicals
		code === 0x3005 ||
		(code >= 0x3040 && code <= 0x9fff) || // kana, Han
		(code >= 0xac00 && code <= 0xd7af) || // Hangul: particles stick to the word
		(code >= 0xf900 && code <= 0xfaff) ||
		(code >= 0xff66 && code <= 0xff9f)
	)
}

function tables(): readonly [Uint8Array, Uint16Array] {
	if (kinds !== undefined && lower !== undefined) return [kinds, lower]
	const kind = new Uint8Array(0x10000)
	const low = new Uint16Array(0x10000)
	for (let code = 0; code < 0x10000; code++) {
		low[code] = code
		if (isPaired(code)) kind[code] = PAIR
		else if (code < ALPHABETS_END) {
			const char = String.fromCharCode(code)
			const small = char.toLowerCase()
			if (small.length === 1) low[code] = small.charCodeAt(0)
			if (/[\p{L}\p{N}\p{M}]/u.test(char)) kind[code] = WORD
		}
	}
	// Fullwidth letters and digits are read as their ASCII twins.
	for (let code = 0xff10; code <= 0xff5a; code++) {
		kind[code] = kind[code - 0xfee0] ?? APART
		low[code] = low[code - 0xfee0] ?? code
	}
	kinds = kind
	lower = low
	return [kind, low]
}

/** Receives one term: a 32-bit hash of its lower-cased stem, where it stood, and its length in characters. */
export type TermSink = (hash: number, start: number, end: number) => void

/**
 * Reads the terms of `text` between two offsets: words of scripts with spaces, lower-cased and lightly
 * stemmed; pairs of neighbouring characters of scripts without. Linear, and makes no strings.
 */
export function readTerms(text: string, from: number, to: number, sink: TermSink): void {
	const [kind, low] = tables()
	let at = from
	let previous = APART
	while (at < to) {
		const code = text.charCodeAt(at)
		const type = kind[code] ?? APART
		if (type === WORD) {
			const start = at
			do at++
			while (at < to && kind[text.charCodeAt(at)] === WORD)
			const end = wordEnd(text, start, at)
			let hash = SEED
			for (let index = start; index < end; index++) hash = mix(hash, low[text.charCodeAt(index)] ?? 0)
			sink(hash, start, at)
		} else {
			if (type === PAIR) {
				const next = at + 1 < to ? text.charCodeAt(at + 1) : 0
				if (kind[next] === PAIR) sink(mix(mix(SEED, code), next), at, at + 2)
				else if (previous !== PAIR) sink(mix(SEED, code), at, at + 1)
			}
			at++
		}
		previous = type
	}
}

/** FNV-1a; two terms of one prompt share a hash about once in four billion pairs. */
const SEED = 0x811c9dc5 | 0
function mix(hash: number, code: number): number {
	return Math.imul(Math.imul(hash ^ (code & 0xff), 0x01000193) ^ (code >> 8), 0x01000193)
}
