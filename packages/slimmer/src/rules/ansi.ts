import type { Edit, Rule } from '../rule.ts'

/**
 * Control sequences of ECMA-48 (CSI), title, icon and mode strings (OSC, DCS, APC, PM, SOS), charset and
 * two-letter escapes, and the bell. Hyperlinks (OSC 8) are taken only where they close: an address has meaning.
 */
const ESCAPE =
	// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this rule is about.
	/(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|\x1b\](?!8;[^;\x07\x1b]*;[^\x07\x1b])[^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[PX^_][^\x1b]*\x1b\\|\x1b[ -/]+[0-~]|\x1b[0-9=>cDEHMNOZ]|\x07/g

/** Removes terminal escape codes: colours, cursor movement, window titles. The text they dress stays. */
export const ansi: Rule = {
	name: 'ansi',
	level: 'standard',
	apply(text) {
		const edits: Edit[] = []
		for (const match of text.matchAll(ESCAPE))
			edits.push({ start: match.index, end: match.index + match[0].length, replacement: '' })
		return edits
	},
}
