/** A cell's place on its line: offsets from the line's start, in UTF-16 code units; `end` is exclusive. */
export interface Cell {
	readonly start: number
	readonly end: number
}

/** Cells of a line: what runs of two or more spaces part. Indentation and trailing spaces are not cells. */
export function splitCells(line: string): readonly Cell[] {
	const end = line.trimEnd().length
	const cells: Cell[] = []
	let at = 0
	while (line.charCodeAt(at) === 32) at++
	while (at < end) {
		const gap = line.indexOf('  ', at)
		const stop = gap === -1 || gap > end ? end : gap
		cells.push({ start: at, end: stop })
		at = stop
		while (line.charCodeAt(at) === 32) at++
	}
	return cells
}

/** One column: the offset where all its cells start, or where all of them end. */
export interface Column {
	readonly at: number
	readonly side: 'start' | 'end'
}

/**
 * The columns that rows of equal length agree on, or `undefined`: in each column all cells start at one offset,
 * or all end at one.
 */
export function agreeOnColumns(rows: readonly (readonly Cell[])[]): readonly Column[] | undefined {
	const [first] = rows
	if (first === undefined) return undefined
	const columns: Column[] = []
	for (const [index, cell] of first.entries()) {
		if (rows.every((row) => row[index]?.start === cell.start)) columns.push({ at: cell.start, side: 'start' })
		else if (rows.every((row) => row[index]?.end === cell.end)) columns.push({ at: cell.end, side: 'end' })
		else return undefined
	}
	return columns
}

/**
 * Texts of a row that has fewer cells than there are columns, an absent one as `''`; `undefined` when a cell
 * belongs to no column or could belong to two.
 */
export function placeCells(
	line: string,
	cells: readonly Cell[],
	columns: readonly Column[],
): readonly string[] | undefined {
	const row: string[] = []
	let next = 0
	for (const cell of cells) {
		let start = cell.start
		let placed = false
		for (; next < columns.length; next++) {
			const column = columns[next]
			if (column === undefined) break
			if (column.side === 'end' && column.at !== cell.end) {
				// A cell that runs over the place of another column is not certain to be one cell.
				if (start < column.at && column.at < cell.end) return undefined
				row.push('')
				continue
			}
			if (column.side === 'start' && column.at !== start) {
				row.push('')
				continue
			}
			const inside = columns[next + 1]
			const parts = inside?.side === 'start' && inside.at > start && inside.at < cell.end
			const end = parts ? inside.at : cell.end
			if (parts && line[end - 1] !== ' ') return undefined
			if (reachesInto(columns, next + 1, start, end)) return undefined
			row.push(line.slice(start, end).trimEnd())
			placed = true
			start = end
			if (!parts) {
				next++
				break
			}
		}
		if (!placed || start !== cell.end) return undefined
	}
	while (row.length < columns.length) row.push('')
	return row.length === columns.length ? row : undefined
}

/** Whether a cell from `start` to `end` covers the place of a column from `first` on: it may be several cells. */
function reachesInto(columns: readonly Column[], first: number, start: number, end: number): boolean {
	const next = columns[first]
	return next !== undefined && next.at > start && (next.side === 'end' ? next.at <= end : next.at < end)
}
