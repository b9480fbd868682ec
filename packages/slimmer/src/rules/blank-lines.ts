import type { Edit, Rule } from '../rule.ts'

/** Leaves one blank line where several follow each other. Fences, diffs and code stay. */
export const blankLines: Rule = {
	name: 'blank-lines',
	level: 'standard',
	apply(text, { layout }) {
		const { lines } = layout
		const edits: Edit[] = []
		for (let line = 0; line < lines.count; ) {
			const first = line
			while (line < lines.count && layout.isLoose(line) && lines.isBlank(line)) line++
			if (line - first >= 2) {
				const start = lines.start(first)
				const end = lines.start(line)
				edits.push({ start, end, replacement: text.slice(lines.end(first), lines.start(first + 1)) })
			}
			if (line === first) line++
		}
		return edits
	},
}
