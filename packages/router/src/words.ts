/** Scripts written without spaces between words. */
export const UNSPACED: RegExp =
	/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

/** Characters handed to the segmenter at a time; its dictionaries are slow on very long runs. */
const SLICE = 1_000

const LETTER = /[\p{L}\p{N}]/u

let segmenter: Intl.Segmenter | undefined

/**
 * How many words a text has, counted no further than `limit`, the most that a caller wants to tell apart.
 *
 * Between spaces, what holds a letter or a digit is a word. Where a script has no spaces, as Chinese, Japanese
 * or Thai, the words are those of `Intl.Segmenter`, which may differ by one for every 1,000 characters.
 */
export function countWords(text: string, limit: number): number {
	let words = 0
	for (const [run] of text.matchAll(/\S+/g)) {
		if (words >= limit) return limit
		if (UNSPACED.test(run)) words += segmentWords(run, limit - words)
		else if (LETTER.test(run)) words++
	}
	return Math.min(words, limit)
}

function segmentWords(run: string, limit: number): number {
	// Dictionaries belong to the script, not to the locale; a fixed one counts alike on every machine.
	segmenter ??= new Intl.Segmenter('en', { granularity: 'word' })
	let words = 0
	for (let from = 0; from < run.length && words < limit; from += SLICE)
		for (const { isWordLike } of segmenter.segment(run.slice(from, from + SLICE)))
			if (isWordLike === true) words++
	return words
}
