import { beginnings, LENGTH, openings } from './beginnings.ts'
import type { Phrase, Wording } from './phrase.ts'

/** A phrase ready to be matched at an offset. */
export interface CompiledPhrase extends Phrase {
	/** Sticky. */
	readonly pattern: RegExp
}

/** A phrase found in a text. */
export interface Match {
	readonly phrase: CompiledPhrase
	/** Offset behind it, in UTF-16 code units. */
	readonly end: number
	/** What to put in its place, groups filled in. */
	readonly put: string
}

/** A language's phrases, found by their first characters. */
export interface CompiledWording {
	readonly wording: Wording
	/** Offset of the next place from `from` on where a phrase may begin, or -1. */
	readonly next: (text: string, from: number) => number
	/** Phrases that match at an offset, in order of the list, whatever stands around them. */
	readonly matches: (text: string, offset: number) => readonly Match[]
}

/** What a first character opens: keys of full length alone, or shorter ones too, for which the hash says nothing. */
const LONG = 1
const SHORT = 2

/** Sixteen bits of the characters of a key; what it lets through by accident the lists tell apart. */
function hash(text: string, offset: number): number {
	let bits = 0
	for (let at = offset; at < offset + LENGTH; at++) bits = (bits * 31 + text.charCodeAt(at)) | 0
	return (bits ^ (bits >>> 16)) & 0xffff
}

const NONE: readonly CompiledPhrase[] = []

/**
 * Compiles a language's list. A place of a text is given up after one look into a table of first characters, nearly
 * always, and after one for its first few otherwise: a list costs hardly more for being long.
 */
export function compileWording(wording: Wording): CompiledWording {
	const lists = new Map<string, Set<Phrase>>()
	const opens = new Uint8Array(1 << 16)
	const hashes = new Uint8Array(1 << 16)
	for (const phrase of wording.phrases)
		for (const key of beginnings(phrase.find)) {
			lists.set(key, (lists.get(key) ?? new Set()).add(phrase))
			for (const first of [key.slice(0, 1), key.slice(0, 1).toUpperCase()]) {
				const code = first.charCodeAt(0)
				opens[code] = key.length < LENGTH ? SHORT : Math.max(opens[code] ?? 0, LONG)
				hashes[hash(first + key.slice(1), 0)] = 1
			}
		}
	const compiled = new Map(wording.phrases.map((phrase) => [phrase, compile(phrase)]))
	const byKey = new Map<string, readonly CompiledPhrase[]>()
	for (const key of lists.keys()) {
		const shorter = Array.from(key, (_, length) => lists.get(key.slice(0, length + 1)))
		const fits = wording.phrases.filter((phrase) => shorter.some((list) => list?.has(phrase)))
		byKey.set(
			key,
			fits.flatMap((phrase) => compiled.get(phrase) ?? []),
		)
	}
	const at = (text: string, offset: number): readonly CompiledPhrase[] => {
		const first = (text[offset] ?? '').toLowerCase()
		for (let end = offset + LENGTH; end > offset; end--) {
			const found = byKey.get(first + text.slice(offset + 1, end))
			if (found !== undefined) return found
		}
		return NONE
	}
	const next = (text: string, from: number): number => {
		for (let offset = from; offset < text.length; offset++) {
			const code = text.charCodeAt(offset)
			const open = opens[code]
			if (open === 0) continue
			if (isLatin(code) && isLatin(text.charCodeAt(offset - 1))) continue
			if (open === LONG && hashes[hash(text, offset)] === 0) continue
			if (at(text, offset).length > 0) return offset
		}
		return -1
	}
	const matches = (text: string, offset: number): readonly Match[] => {
		const found: Match[] = []
		for (const phrase of at(text, offset)) {
			const one = match(phrase, text, offset)
			if (one !== undefined) found.push(one)
		}
		return found
	}
	return { wording, next, matches }
}

function match(phrase: CompiledPhrase, text: string, offset: number): Match | undefined {
	phrase.pattern.lastIndex = offset
	const found = phrase.pattern.exec(text)
	if (found === null) return undefined
	const put = phrase.put.replace(/\$(\d)/g, (_, group: string) => found[Number(group)] ?? '')
	return { phrase, end: offset + found[0].length, put }
}

/** A phrase for each way to begin it: a small letter stands for the capital too. */
function compile(phrase: Phrase): readonly CompiledPhrase[] {
	return openings(phrase.find).map((find) => {
		const [letter = ''] = find
		const source = /[a-zäöü]/.test(letter) ? `[${letter}${letter.toUpperCase()}]${find.slice(1)}` : find
		return { ...phrase, pattern: new RegExp(source, 'yu') }
	})
}

function isLatin(code: number): boolean {
	return (
		(code >= 97 && code <= 122) ||
		(code >= 65 && code <= 90) ||
		(code >= 48 && code <= 57) ||
		(code >= 0xc0 && code <= 0x24f)
	)
}
