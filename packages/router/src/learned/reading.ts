import { formOf } from './form.ts'
import { termHash } from './term-hash.ts'

/** A text as the learned members see it. */
export interface Reading {
	/** Hash of each different term, in [0, 2^32), in the order of first occurrence. */
	readonly terms: Uint32Array
	/** How often each occurs. */
	readonly counts: Float64Array
	/** See `FORM`. */
	readonly form: Float64Array
}

/** UTF-16 units read of a long text's beginning and of its end: a request is stated at either. */
const HEAD = 16_000
const TAIL = 4_000

const RUN = /[\p{L}\p{N}\p{M}_]+/gu

/** Scripts written without spaces between words: their runs are read by pairs of characters. */
const UNSPACED =
	/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

/** Words in lower case, pairs of neighbouring words, and the text's form. Linear in the text. */
export function readText(text: string): Reading {
	const seen = edges(text)
	const counts = new Map<number, number>()
	const add = (term: string): void => {
		const hash = termHash(term)
		counts.set(hash, (counts.get(hash) ?? 0) + 1)
	}
	let previous = ''
	for (const [run] of seen.toLowerCase().matchAll(RUN)) {
		if (UNSPACED.test(run)) {
			const characters = [...run]
			for (const [index, character] of characters.entries()) {
				add(character)
				if (index > 0) add(`${characters[index - 1]}${character}`)
			}
			previous = ''
		} else if (run.length >= 2) {
			add(run)
			if (previous !== '') add(`${previous} ${run}`)
			previous = run
		}
	}
	return {
		terms: Uint32Array.from(counts.keys()),
		counts: Float64Array.from(counts.values()),
		form: formOf(seen, text.length),
	}
}

function edges(text: string): string {
	if (text.length <= HEAD + TAIL) return text
	return `${text.slice(0, whole(text, HEAD))}\n${text.slice(whole(text, text.length - TAIL))}`
}

/** The index, or the one before where it would part a surrogate pair. */
function whole(text: string, index: number): number {
	const unit = text.charCodeAt(index)
	return unit >= 0xdc00 && unit <= 0xdfff ? index - 1 : index
}
