import { wordEnd } from './stem.ts'

/** How a UTF-16 code unit takes part in terms: not at all, inside a word, or as half of a character pair. */
const APART = 0
const WORD = 1
const PAIR = 2

/** Word characters below this are looked up in tables; above it only ranges matter. */
const TABLE_SIZE = 0x3000

let kinds: Uint8Array | undefined
let lower: Uint16Array | undefined

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
	kinds = new Uint8Array(TABLE_SIZE)
	lower = new Uint16Array(TABLE_SIZE)
	for (let code = 0; code < TABLE_SIZE; code++) {
		const char = String.fromCharCode(code)
		const low = char.toLowerCase()
		lower[code] = low.length === 1 ? low.charCodeAt(0) : code
		if (isPaired(code)) kinds[code] = PAIR
		else if (/[\p{L}\p{N}\p{M}]/u.test(char)) kinds[code] = WORD
	}
	return [kinds, lower]
}

/** Fullwidth letters and digits are read as their ASCII twins. */
function fold(code: number): number {
	return code >= 0xff10 && code <= 0xff5a ? code - 0xfee0 : code
}

/** Receives one term: a 32-bit hash of its lower-cased stem, where it stood, and its length in characters. */
export type TermSink = (hash: number, start: number, end: number) => void

/**
 * Reads the terms of `text` between two offsets: words of scripts with spaces, lower-cased and lightly
 * stemmed; pairs of neighbouring characters of scripts without. Linear, and makes no strings.
 */
export function readTerms(text: string, from: number, to: number, sink: TermSink): void {
	const [kind, low] = tables()
	const kindOf = (code: number): number =>
		code < TABLE_SIZE ? (kind[code] ?? APART) : isPaired(code) ? PAIR : APART
	let at = from
	while (at < to) {
		const code = fold(text.charCodeAt(at))
		const type = kindOf(code)
		if (type === APART) {
			at++
		} else if (type === PAIR) {
			const next = at + 1 < to ? fold(text.charCodeAt(at + 1)) : 0
			const paired = next !== 0 && kindOf(next) === PAIR
			const alone = !paired && (at === from || kindOf(fold(text.charCodeAt(at - 1))) !== PAIR)
			if (paired) sink(mix(mix(SEED, code), next), at, at + 2)
			else if (alone) sink(mix(SEED, code), at, at + 1)
			at++
		} else {
			const start = at
			while (at < to && kindOf(fold(text.charCodeAt(at))) === WORD) at++
			const end = wordEnd(text, start, at)
			let hash = SEED
			for (let index = start; index < end; index++) {
				const unit = fold(text.charCodeAt(index))
				hash = mix(hash, unit < TABLE_SIZE ? (low[unit] ?? unit) : unit)
			}
			sink(hash, start, at)
		}
	}
}

/** FNV-1a; two terms of one prompt share a hash about once in four billion pairs. */
const SEED = 0x811c9dc5 | 0
function mix(hash: number, code: number): number {
	return Math.imul(Math.imul(hash ^ (code & 0xff), 0x01000193) ^ (code >> 8), 0x01000193)
}
