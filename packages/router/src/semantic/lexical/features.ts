/** Most of a text's beginning and end that is scored, in UTF-16 units each: a request is stated at either. */
const EDGE = 2_000

/** Lengths of the character n-grams: short enough for typos and endings, long enough to carry meaning. */
const GRAMS = [3, 4]

/** How often each feature occurs in a text. */
export type Features = ReadonlyMap<string, number>

/**
 * Words, pairs of neighbouring words, and character n-grams inside words, in lower case. Scripts without spaces
 * are covered by the n-grams and by pairs of characters.
 */
export function featuresOf(text: string): { readonly words: Features; readonly grams: Features } {
	const words = new Map<string, number>()
	const grams = new Map<string, number>()
	let previous = ''
	for (const [word] of edges(text)
		.toLowerCase()
		.normalize('NFKC')
		.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
		add(words, word)
		if (previous !== '') add(words, `${previous} ${word}`)
		previous = word
		const padded = ` ${word} `
		for (const size of GRAMS)
			for (let at = 0; at + size <= padded.length; at++) add(grams, padded.slice(at, at + size))
	}
	return { words, grams }
}

function edges(text: string): string {
	return text.length <= 2 * EDGE ? text : `${text.slice(0, EDGE)} ${text.slice(-EDGE)}`
}

function add(counts: Map<string, number>, feature: string): void {
	counts.set(feature, (counts.get(feature) ?? 0) + 1)
}
