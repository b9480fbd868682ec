const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const SINGLE = LETTERS + LETTERS.toLowerCase()

/** The id of a block's n-th template, 0-based: one letter, which is one token, for the first 52, then two or three. */
export function rowId(index: number): string {
	if (index < SINGLE.length) return SINGLE[index] ?? 'A'
	let rest = index - SINGLE.length
	const last = LETTERS[rest % LETTERS.length] ?? 'A'
	rest = Math.floor(rest / LETTERS.length)
	const middle = LETTERS[rest % LETTERS.length] ?? 'A'
	rest = Math.floor(rest / LETTERS.length)
	return rest === 0 ? middle + last : (LETTERS[rest - 1] ?? 'Z') + middle + last
}

/** How many templates a block may have. */
export const MOST_IDS: number = SINGLE.length + LETTERS.length ** 2 + LETTERS.length ** 3
