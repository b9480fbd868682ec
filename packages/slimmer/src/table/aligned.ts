import { endsAsPrefix, hasBoxes } from '../layout/indent.ts'
import type { Layout } from '../layout/layout.ts'
import { stampOf } from '../log/words.ts'
import { agreeOnColumns, type Cell, placeCells, splitCells } from './grid.ts'

/** A table whose columns are aligned with spaces. */
export interface AlignedTable {
	/** First line, 0-based. */
	readonly first: number
	/** Line after the last. */
	readonly end: number
	/** Blanks before each row. */
	readonly indent: string
	/** Texts of the cells, row by row, all rows of one length of at least 2. */
	readonly rows: readonly (readonly string[])[]
}

/** Widest row and most columns looked at; beyond, a line is no table a person would read. */
const WIDEST = 2000

/**
 * Finds tables of at least two rows whose columns agree, in plain text.
 *
 * Cautious: when a line next to the rows is spaced out too but does not fit the columns, nothing is taken for a
 * table, since its cells would lose the columns they stand under.
 */
export function findAlignedTables(layout: Layout): readonly AlignedTable[] {
	const { lines } = layout
	if (!lines.text.includes('  ')) return []
	const tables: AlignedTable[] = []
	let line = 0
	while (line < lines.count) {
		if (!isCandidate(layout, line)) {
			line++
			continue
		}
		const first = line
		const split: (readonly Cell[])[] = []
		while (line < lines.count && isCandidate(layout, line)) split.push(splitCells(lines.slice(line++)))
		const table = readTable(layout, first, split)
		if (table !== undefined) {
			tables.push(table)
			line = Math.max(line, table.end)
		}
	}
	return tables
}

/** Whether a line has a gap of two or more spaces behind its indentation, no tab, and no time first as in a log. */
function isCandidate(layout: Layout, line: number): boolean {
	const { lines } = layout
	if (!layout.isLoose(line)) return false
	const from = lines.indent(line)
	const end = lines.end(line)
	if (from === end || end - lines.start(line) > WIDEST) return false
	const content = lines.slice(line)
	if (!content.includes('  ') || content.includes('\t') || content.includes('\r')) return false
	if (hasBoxes(content) || stampOf(content) !== undefined) return false
	const [first, second] = splitCells(content)
	return first !== undefined && second !== undefined && !endsAsPrefix(content.slice(first.start, first.end))
}

function readTable(
	layout: Layout,
	first: number,
	split: readonly (readonly Cell[])[],
): AlignedTable | undefined {
	const { lines } = layout
	const width = split.reduce((most, cells) => Math.max(most, cells.length), 0)
	const indent = split[0]?.[0]?.start ?? 0
	if (split.some((cells) => cells[0]?.start !== indent)) return undefined
	const full = split.filter((cells) => cells.length === width)
	const columns = agreeOnColumns(full)
	if (columns === undefined) return undefined
	const rows: (readonly string[])[] = []
	for (const [index, cells] of split.entries()) {
		const text = lines.slice(first + index)
		const row =
			cells.length === width ? cells.map((c) => text.slice(c.start, c.end)) : placeCells(text, cells, columns)
		if (row === undefined) return undefined
		rows.push(row)
	}
	let start = first
	let end = first + split.length
	const fit = (line: number): readonly string[] | undefined =>
		layout.isLoose(line) && columns.every((column) => column.side === 'start')
			? cutAt(
					lines.slice(line),
					columns.map((column) => column.at),
				)
			: undefined
	const above = start > 0 ? fit(start - 1) : undefined
	if (above !== undefined) {
		rows.unshift(above)
		start--
	} else if (start > 0 && isSpacedOut(layout, start - 1, indent)) return undefined
	for (let row = end < lines.count ? fit(end) : undefined; row !== undefined; row = fit(end)) {
		rows.push(row)
		if (++end >= lines.count) break
	}
	if (end < lines.count && isSpacedOut(layout, end, indent)) return undefined
	if (rows.length < 2 || isNumbered(rows)) return undefined
	return { first: start, end, indent: ' '.repeat(indent), rows }
}

/** Cells of a line that has a blank before the place of every column, or `undefined`. */
function cutAt(line: string, starts: readonly number[]): readonly string[] | undefined {
	const cells: string[] = []
	for (const [index, start] of starts.entries()) {
		if (start >= line.length || line[start] === ' ') return undefined
		if (index > 0 ? line[start - 1] !== ' ' : line.slice(0, start).trim() !== '') return undefined
		const cell = line.slice(start, starts[index + 1]).trimEnd()
		if (cell.includes('  ') || cell.includes('\t')) return undefined
		cells.push(cell)
	}
	return cells
}

function isSpacedOut(layout: Layout, line: number, indent: number): boolean {
	const { lines } = layout
	if (lines.isBlank(line)) return false
	const from = lines.indent(line)
	const content = lines.text.slice(from, lines.end(line))
	return from - lines.start(line) > indent || content.includes('  ') || content.includes('\t')
}

/** Whether the first cells count the lines: what follows them may be code, and its first gap indentation. */
function isNumbered(rows: readonly (readonly string[])[]): boolean {
	const first = Number(rows[0]?.[0])
	return Number.isInteger(first) && rows.every((row, index) => row[0] === String(first + index))
}
