import type { Edit, Rule } from '../rule.ts'
import { type AlignedTable, findAlignedTables } from '../table/aligned.ts'
import { separatorsFor } from '../table/separator.ts'

/** Rows counted to choose a separator. */
const SAMPLE = 24

/** A less plain separator must cost less than this share of a plainer one's tokens. */
const CLEARLY = 0.97

/**
 * Parts the cells of tables aligned with spaces by one separator instead: a space, comma, bar, semicolon or tab,
 * whichever is cheapest among those that leave no doubt where a cell ends. Header, order and empty cells stay.
 */
export const alignedTables: Rule = {
	name: 'aligned-tables',
	level: 'lossless',
	apply(text, { layout, tokenizer }) {
		const { lines } = layout
		const edits: Edit[] = []
		for (const table of findAlignedTables(layout)) {
			let best: { readonly separator: string; readonly tokens: number } | undefined
			for (const separator of separatorsFor(table.rows)) {
				const tokens = tokenizer.count(
					table.rows
						.slice(0, SAMPLE)
						.map((row) => row.join(separator))
						.join('\n'),
				)
				if (best === undefined || tokens < best.tokens * CLEARLY) best = { separator, tokens }
			}
			if (best === undefined) continue
			edits.push({
				start: lines.start(table.first),
				end: lines.end(table.end - 1),
				replacement: spell(text, table, best.separator, lines),
			})
		}
		return edits
	},
}

function spell(
	text: string,
	table: AlignedTable,
	separator: string,
	lines: { start(line: number): number; end(line: number): number },
): string {
	let spelled = ''
	for (const [index, row] of table.rows.entries()) {
		const line = table.first + index
		spelled += table.indent + row.join(separator)
		if (index < table.rows.length - 1) spelled += text.slice(lines.end(line), lines.start(line + 1))
	}
	return spelled
}
