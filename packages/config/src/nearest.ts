/** Longer words are not compared; no key of ours comes near. */
const MAX_WORD = 64

/**
 * The candidate a person most likely meant, or `undefined` when none is near: the same letters in another
 * spelling (`maxWords` for `max_words`), or at most a third of them wrong, missing, extra or swapped.
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
	if (word.length > MAX_WORD) return undefined
	const bare = bareLetters(word)
	const same = candidates.find((candidate) => bareLetters(candidate) === bare)
	if (same !== undefined) return same
	let best: string | undefined
	let bestDistance = Math.max(1, Math.floor(word.length / 3)) + 1
	for (const candidate of candidates) {
		const distance = editDistance(bare, bareLetters(candidate))
		if (distance < bestDistance && distance < candidate.length) {
			best = candidate
			bestDistance = distance
		}
	}
	return best
}

function bareLetters(word: string): string {
	return word.toLowerCase().replace(/[-_ ]/g, '')
}

/** Insertions, deletions, replacements and swaps of neighbours that lead from one word to the other. */
export function editDistance(from: string, to: string): number {
	let beforeLast: number[] = []
	let last = Array.from({ length: to.length + 1 }, (_, index) => index)
	for (let i = 1; i <= from.length; i++) {
		const row = [i]
		for (let j = 1; j <= to.length; j++) {
			const replaced = at(last, j - 1) + (from[i - 1] === to[j - 1] ? 0 : 1)
			let distance = Math.min(replaced, at(last, j) + 1, at(row, j - 1) + 1)
			const swapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]
			if (swapped) distance = Math.min(distance, at(beforeLast, j - 2) + 1)
			row.push(distance)
		}
		beforeLast = last
		last = row
	}
	return at(last, to.length)
}

function at(row: readonly number[], index: number): number {
	return row[index] ?? Number.POSITIVE_INFINITY
}
