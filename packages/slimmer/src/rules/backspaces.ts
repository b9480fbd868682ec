import type { Edit, Rule } from '../rule.ts'

/**
 * What a terminal no longer shows: a character that was erased (backspace, space, backspace), a frame of a spinner
 * that was drawn over, and the first stroke of the bold and underlined letters of manual pages.
 */
const DRAWN_OVER =
	// biome-ignore lint/suspicious/noControlCharactersInRegex: backspaces are what this rule is about.
	/[^\x08\r\n]\x08 \x08|[-\\|/⠁-⣿]\x08|_\x08(?=[^\x08\s])|([^\x08\s])\x08(?=\1)/gu

/** Removes what backspaces took back, with the backspaces. Any other backspace stays: what it meant is not certain. */
export const backspaces: Rule = {
	name: 'backspaces',
	level: 'standard',
	apply(text) {
		if (!text.includes('\b')) return []
		const edits: Edit[] = []
		for (const { index, 0: drawn } of text.matchAll(DRAWN_OVER))
			edits.push({ start: index, end: index + drawn.length, replacement: '' })
		return edits
	},
}
