/**
 * `; did you mean "maxWords"?`, or nothing. Names as `headroom.yaml` spells them, `max_words`, are known by themselves.
 */
export function didYouMean(name: string, known: readonly string[]): string {
	const camel = name.replace(/[_-]([a-z])/g, (_, letter: string) => letter.toUpperCase())
	const meant = known.includes(camel) ? camel : nearest(camel, known)
	return meant === undefined ? '' : `; did you mean "${meant}"?`
}

/** The word of a list that a mistyped one was likely meant to be: at most two letters off, or `undefined`. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
	let best: string | undefined
	// Of a short word two letters are most of it.
	let least = word.length <= 3 ? 2 : 3
	for (const candidate of known) {
		const distance = editDistance(word.slice(0, 40), candidate)
		if (distance < least) [best, least] = [candidate, distance]
	}
	return best
}

/** Levenshtein's distance. */
function editDistance(a: string, b: string): number {
	let row = Array.from({ length: b.length + 1 }, (_, index) => index)
	for (let i = 1; i <= a.length; i++) {
		const next = [i]
		for (let j = 1; j <= b.length; j++) {
			const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
			next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
		}
		row = next
	}
	return row[b.length] ?? 0
}
