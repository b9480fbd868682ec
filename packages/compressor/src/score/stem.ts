/** Longer words are told apart by their first characters; keeps a megabyte of one letter cheap. */
const LONGEST = 32

/** Letters kept of a word in an alphabet other than plain ASCII, whose endings this file does not know. */
const KEPT_LETTERS = 6

/**
 * Where the stem of the word at `start` ends: a light cut of endings, so that "pharmacies" meets "pharmacy".
 *
 * English-like endings for ASCII words, the first six letters for longer words of other alphabets. Both
 * sides of a comparison are cut alike, so a wrong cut costs precision, never a match.
 */
export function wordEnd(text: string, start: number, end: number): number {
	const limit = Math.min(end, start + LONGEST)
	if (limit - start < 4) return limit
	let digits = false
	let ascii = true
	for (let at = start; at < limit; at++) {
		const code = text.charCodeAt(at)
		if (code > 127) ascii = false
		else if (code >= 48 && code <= 57) digits = true
	}
	// Identifiers and numbers mean exactly what they spell.
	if (digits) return limit
	return ascii ? cutEnding(text, start, limit) : Math.min(limit, start + KEPT_LETTERS)
}

function cutEnding(text: string, start: number, end: number): number {
	let stop = end
	const back = (n: number): number => text.charCodeAt(stop - n) | 32
	const length = (): number => stop - start
	if (back(1) === 115 && back(2) !== 115 && back(2) !== 117) stop-- // s, but not ss, us
	if (length() >= 6 && back(3) === 105 && back(2) === 110 && back(1) === 103)
		stop -= 3 // ing
	else if (length() >= 5 && back(2) === 101 && back(1) === 100)
		stop -= 2 // ed
	else if (length() >= 6 && back(2) === 108 && back(1) === 121) stop -= 2 // ly
	if (length() >= 4 && back(1) === back(2) && back(1) !== 101) stop-- // running, run
	if (length() >= 4 && (back(1) === 101 || back(1) === 105 || back(1) === 121)) stop-- // make, making; city, citi(es)
	return stop
}
