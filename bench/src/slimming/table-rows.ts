/** A line as it was, and as it came back. */
export interface LinePair {
	readonly before: string
	readonly after: string
}

/**
 * The end of a table around a pair of lines that differ, when all its rows have the same cells before and after;
 * `undefined` when there is no such table. `first` is the earliest pair that may belong to it.
 */
export function sameTable(pairs: readonly LinePair[], at: number, first: number): number | undefined {
	return sameMarkdownTable(pairs, at, first) ?? sameAlignedTable(pairs, at, first)
}

const DELIMITER = /^:?-+:?$/

function sameMarkdownTable(pairs: readonly LinePair[], at: number, first: number): number | undefined {
	const isRow = (index: number): boolean => {
		const pair = pairs[index]
		return pair !== undefined && isMarkdownRow(pair.before) && isMarkdownRow(pair.after)
	}
	let [start, end] = [at, at]
	while (start > first && isRow(start - 1)) start--
	while (isRow(end)) end++
	const rows = pairs.slice(start, end)
	const hasDelimiter = rows.some(({ before }) => markdownCells(before).every((cell) => DELIMITER.test(cell)))
	return hasDelimiter && rows.every(sameMarkdownRow) ? end : undefined
}

function isMarkdownRow(line: string): boolean {
	return /^[ \t]*\|.*\|[ \t]*$/.test(line)
}

function sameMarkdownRow({ before, after }: LinePair): boolean {
	const [had, has] = [markdownCells(before), markdownCells(after)]
	const plain = (cell: string): string => (DELIMITER.test(cell) ? cell.replace(/-+/, '-') : cell)
	return (
		indentOf(before) === indentOf(after) &&
		had.length === has.length &&
		had.every((cell, index) => plain(cell) === plain(has[index] ?? ''))
	)
}

function markdownCells(line: string): string[] {
	return line
		.trim()
		.slice(1, -1)
		.split(/(?<!\\)\|/)
		.map((cell) => cell.trim())
}

function indentOf(line: string): string {
	return /^[ \t]*/.exec(line)?.[0] ?? ''
}

const SEPARATORS = [' ', ',', '|', ';', '\t']

/** The longest table that some separator explains. */
function sameAlignedTable(pairs: readonly LinePair[], at: number, first: number): number | undefined {
	const ends = SEPARATORS.flatMap((separator) => alignedEnd(pairs, at, first, separator) ?? [])
	return ends.length === 0 ? undefined : Math.max(...ends)
}

function alignedEnd(
	pairs: readonly LinePair[],
	at: number,
	first: number,
	separator: string,
): number | undefined {
	const rows: (readonly PlacedCell[])[] = []
	const fits = (index: number): boolean => {
		const pair = pairs[index]
		const row = pair === undefined ? undefined : placedCells(pair, separator)
		if (row === undefined || !agree([...rows, row], separator)) return false
		rows.push(row)
		return true
	}
	let end = at
	while (fits(end)) end++
	// A row that is as wide as its columns reads the same before and after.
	for (let above = at - 1; rows.length > 0 && above >= first && fits(above); above--);
	return rows.length >= 2 && end > at ? end : undefined
}

/** A cell and where it stands in the line before; `start` is -1 for an empty cell. */
interface PlacedCell {
	readonly start: number
	readonly end: number
	/** Whether two or more blanks stand before it. */
	readonly isApart: boolean
}

/** The cells of a row at their places before; `undefined` when something else than blanks stood between them. */
function placedCells({ before, after }: LinePair, separator: string): PlacedCell[] | undefined {
	const indent = indentOf(after)
	const texts = after.slice(indent.length).split(separator)
	if (texts.length < 2 || indentOf(before) !== indent || before.trim() === '') return undefined
	const cells: PlacedCell[] = []
	let behind = indent.length
	for (const text of texts) {
		if (text === '') {
			if (separator === ' ') return undefined
			cells.push({ start: -1, end: -1, isApart: false })
			continue
		}
		let start = behind
		while (before[start] === ' ') start++
		const end = start + text.length
		const isCell = before.startsWith(text, start) && (end === before.length || before[end] === ' ')
		if (!isCell || text.includes('  ') || text !== text.trim()) return undefined
		cells.push({ start, end, isApart: start - behind > 1 && behind > indent.length })
		behind = end
	}
	return before.slice(behind).trim() === '' ? cells : undefined
}

/** Whether rows stand in columns: cells of a column all start at one offset, or all end at one. */
function agree(rows: readonly (readonly PlacedCell[])[], separator: string): boolean {
	return separator === ' ' ? wordsAgree(rows) : columnsAgree(rows)
}

function columnsAgree(rows: readonly (readonly PlacedCell[])[]): boolean {
	const [first] = rows
	if (rows.some((row) => row.length !== first?.length)) return false
	return (first ?? []).every((_, column) => {
		const cells = rows.flatMap((row) => {
			const cell = row[column]
			return cell === undefined || cell.start === -1 ? [] : [cell]
		})
		return (
			cells.every(({ start }) => start === cells[0]?.start) || cells.every(({ end }) => end === cells[0]?.end)
		)
	})
}

/**
 * The same where single spaces part the cells, so that only words are known: whatever stands apart begins where a
 * word begins in every row, or ends, with the words up to the next gap, where one ends in every row.
 */
function wordsAgree(rows: readonly (readonly PlacedCell[])[]): boolean {
	const starts = rows.map((row) => new Set(row.map(({ start }) => start)))
	const ends = rows.map((row) => new Set(row.map(({ end }) => end)))
	return rows.every((row) =>
		row.every((word, index) => {
			if (!word.isApart || starts.every((offsets) => offsets.has(word.start))) return true
			for (let at = index; at < row.length && (at === index || !row[at]?.isApart); at++)
				if (ends.every((offsets) => offsets.has(row[at]?.end ?? -1))) return true
			return false
		}),
	)
}
