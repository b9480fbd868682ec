import type { Layout } from '../layout/layout.ts'
import type { Edit, Rule } from '../rule.ts'

const DELIMITER = /^:?-+:?$/

/**
 * Removes the padding of Markdown tables. Cells, their alignment marks and their order stay; rows with inline code stay
 * as they are.
 */
export const markdownTables: Rule = {
	name: 'markdown-tables',
	level: 'lossless',
	apply(text, { layout, tokenizer }) {
		if (!text.includes('|')) return []
		const { lines } = layout
		const edits: Edit[] = []
		for (let line = 1; line < lines.count; line++) {
			if (!isRow(layout, line) || !isRow(layout, line - 1)) continue
			const delimiter = cellsOf(lines.slice(line))
			const header = cellsOf(lines.slice(line - 1))
			if (header.length < 2 || delimiter.length !== header.length) continue
			if (!delimiter.every((cell) => DELIMITER.test(cell))) continue
			let end = line + 1
			while (end < lines.count && isRow(layout, end)) end++
			const rows: (readonly string[])[] = []
			for (let at = line - 1; at < end; at++) {
				const cells = cellsOf(lines.slice(at))
				rows.push(at === line ? cells.map((cell) => cell.replace(/-+/, '---')) : cells)
			}
			const spelled = cheapest(rows, (sample) => tokenizer.count(sample))
			for (const [index, replacement] of spelled.entries()) {
				const at = line - 1 + index
				edits.push({ start: lines.indent(at), end: lines.end(at), replacement })
			}
			line = end
		}
		return edits
	},
}

function isRow(layout: Layout, line: number): boolean {
	if (layout.lines.text[layout.lines.indent(line)] !== '|' || !layout.isLoose(line)) return false
	const content = layout.lines.slice(line).trim()
	return content.length < 4000 && content.length > 1 && content.endsWith('|') && !content.includes('`')
}

function cellsOf(line: string): readonly string[] {
	return line
		.trim()
		.slice(1, -1)
		.split(/(?<!\\)\|/)
		.map((cell) => cell.trim())
}

const SAMPLE = 24

/** The rows in the spelling that costs least, the most usual first among equals. */
function cheapest(rows: readonly (readonly string[])[], count: (text: string) => number): readonly string[] {
	const spellings = [spaced, tight]
	let best = rows.map(spaced)
	let least = Number.POSITIVE_INFINITY
	for (const spelling of spellings) {
		const spelled = rows.map(spelling)
		const tokens = count(spelled.slice(0, SAMPLE).join('\n'))
		if (tokens < least) {
			least = tokens
			best = spelled
		}
	}
	return best
}

function spaced(row: readonly string[]): string {
	return `| ${row.join(' | ')} |`
}

function tight(row: readonly string[]): string {
	return `|${row.join('|')}|`
}
