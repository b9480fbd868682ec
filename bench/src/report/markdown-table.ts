/** Text that Markdown shows as it is, in a cell or a line. Underscores within words stay, as they do no harm there. */
export function markdownText(text: string): string {
	return text
		.replace(/\s+/g, ' ')
		.replace(/[\\|<>*`[\]]/g, '\\$&')
		.replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
}

/** A Markdown table with padded columns, so that it reads raw as well; cells are taken as Markdown. */
export function markdownTable(
	heads: readonly string[],
	rows: readonly (readonly string[])[],
	/** How many columns from the left are text; the others are figures, aligned right. */
	textColumns: number,
): string {
	const widths = heads.map((head, column) => {
		const lengths = rows.map((row) => length(row[column] ?? ''))
		return Math.max(3, length(head), ...lengths)
	})
	const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
	const pad = (cell: string, column: number): string => {
		const blank = ' '.repeat(Math.max(0, (widths[column] ?? 0) - length(cell)))
		return column < textColumns ? cell + blank : blank + cell
	}
	const rule = widths.map((width, column) =>
		column < textColumns ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
	)
	return [
		line(heads.map(pad)),
		line(rule),
		...rows.map((row) => line(heads.map((_, column) => pad(row[column] ?? '', column)))),
	].join('\n')
}

function length(text: string): number {
	return [...text].length
}
