import type { Edit } from '../rule.ts'

/** Times the length of a text that look-alikes may be read in vain before the rest is taken to hold no notation. */
const MOST_WASTE = 8

/**
 * Finds notation that begins with `opening`, as edits that undo it, in order. Linear, however much of the text only
 * begins like it.
 *
 * @param read reads what begins at an offset: the edit that undoes it, or, where it is no notation after all, how many
 * UTF-16 code units were read to see that.
 */
export function findNotation(
	text: string,
	opening: string,
	read: (start: number) => Edit | number,
): readonly Edit[] {
	const edits: Edit[] = []
	let left = text.length * MOST_WASTE
	let at = text.indexOf(opening)
	while (at !== -1 && left >= 0) {
		const found = read(at)
		if (typeof found === 'number') left -= found
		else edits.push(found)
		at = text.indexOf(opening, typeof found === 'number' ? at + 1 : Math.max(at + 1, found.end))
	}
	return edits
}

/** Whether a line begins at an offset. */
export function beginsLine(text: string, at: number): boolean {
	return at === 0 || text[at - 1] === '\n'
}
