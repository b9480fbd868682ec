import { isBlank } from '../layout/lines.ts'
import type { Edit, Rule } from '../rule.ts'

/**
 * Removes spaces and tabs at the ends of lines, and whatever fills blank lines.
 *
 * Two spaces before another line of text are a hard line break in Markdown and stay. Fences, diffs and code stay.
 */
export const trailingBlanks: Rule = {
	name: 'trailing-blanks',
	level: 'standard',
	apply(text, { layout }) {
		const { lines } = layout
		const edits: Edit[] = []
		for (let line = 0; line < lines.count; line++) {
			const end = lines.end(line)
			if (!isBlank(text.charCodeAt(end - 1)) || !layout.isLoose(line)) continue
			const start = lines.start(line)
			let at = end
			while (at > start && isBlank(text.charCodeAt(at - 1))) at--
			if (at === end) continue
			const isBreak = end - at === 2 && at > start && text[at] === ' ' && text[at + 1] === ' '
			if (isBreak && line + 1 < lines.count && !lines.isBlank(line + 1)) continue
			edits.push({ start: at, end, replacement: '' })
		}
		return edits
	},
}
