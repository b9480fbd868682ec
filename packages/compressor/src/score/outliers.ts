import type { SegmentedText } from '../segment/segment.ts'
import type { TermIndex } from './index-terms.ts'

/** Rows under one header from which a column has a habit. */
const FEWEST_ROWS = 12
/** Columns that are looked at, and characters of a row. */
const MOST_COLUMNS = 24
const LOOKED_AT = 600
/** Share of a column's cells that must be numbers. */
const NUMERIC = 0.7
/** Standard deviations from the mean from which a number stands out. */
const APART = 3
/** Values a column of states has at most, and the share of rows below which one of them is rare. */
const MOST_STATES = 8
const RARE = 0.03

const UNITS: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, g: 1e9, t: 1e12 }
const NUMBER = /^[-+$€£]{0,2}(\d{1,15}(?:\.\d{1,9})?)([kmgt])?i?b?[%)]?$/i

/**
 * 1 for rows of a table that stand out, 0 for the rest: a number far from all others of its column, or a state
 * that hardly any other row is in. Whoever has a table printed mostly looks for these.
 */
export function outliers(index: TermIndex, texts: readonly SegmentedText[]): Float64Array {
	const scores = new Float64Array(index.size)
	for (let at = 0; at < index.size; ) {
		const end = siblingsEnd(index, texts, at)
		if (end - at >= FEWEST_ROWS) mark(index, texts, [at, end], scores)
		at = end
	}
	return scores
}

/** Offset after the segments in a row that hang on the same one as that at `at`. */
function siblingsEnd(index: TermIndex, texts: readonly SegmentedText[], at: number): number {
	const parent = index.segments[at]?.parent ?? -1
	const text = index.textOf[at]
	const lines = texts[text ?? 0]?.kind === 'lines' && index.segments[at]?.worth === undefined
	let end = at + 1
	if (!lines) return end
	while (end < index.size && index.segments[end]?.parent === parent && index.textOf[end] === text) end++
	return end
}

function mark(
	index: TermIndex,
	texts: readonly SegmentedText[],
	[from, to]: readonly [number, number],
	scores: Float64Array,
): void {
	const text = texts[index.textOf[from] ?? 0]?.text ?? ''
	const rows: string[][] = []
	for (let at = from; at < to; at++) {
		const segment = index.segments[at]
		const line = text.slice(
			segment?.start ?? 0,
			Math.min(segment?.end ?? 0, (segment?.start ?? 0) + LOOKED_AT),
		)
		rows.push(line.trim().split(/[\s,;|]+/, MOST_COLUMNS))
	}
	// A row with more or fewer cells than the others is a total, or a note between them.
	for (const row of rareStates(rows.map(({ length }) => String(length))) ?? []) scores[from + row] = 1
	for (let column = 0; column < MOST_COLUMNS; column++) {
		// Further right the rows have no column in common.
		if (rows.filter(({ length }) => length > column).length < rows.length * NUMERIC) break
		const cells = rows.map((row) => row[column] ?? '')
		const numbers = cells.map(numberOf)
		const known = numbers.filter((number) => number !== undefined)
		const far = known.length >= rows.length * NUMERIC ? numbersApart(numbers, known) : []
		const apart = rareStates(cells) ?? far
		for (const row of apart) scores[from + row] = 1
	}
}

function numberOf(cell: string): number | undefined {
	const found = NUMBER.exec(cell)
	return found === null ? undefined : Number(found[1]) * (UNITS[(found[2] ?? '').toLowerCase()] ?? 1)
}

function numbersApart(numbers: readonly (number | undefined)[], known: readonly number[]): number[] {
	const mean = known.reduce((sum, number) => sum + number, 0) / known.length
	const deviation = Math.sqrt(known.reduce((sum, number) => sum + (number - mean) ** 2, 0) / known.length)
	return [...numbers.keys()].filter(
		(row) => deviation > 0 && Math.abs((numbers[row] ?? mean) - mean) >= APART * deviation,
	)
}

function rareStates(cells: readonly string[]): number[] | undefined {
	const counts = new Map<string, number>()
	for (const cell of cells) {
		counts.set(cell, (counts.get(cell) ?? 0) + 1)
		if (counts.size > MOST_STATES) return undefined
	}
	if (counts.size === 1) return []
	return [...cells.keys()].filter(
		(row) => (counts.get(cells[row] ?? '') ?? 0) <= Math.max(1, cells.length * RARE),
	)
}
