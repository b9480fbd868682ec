import type { Layout } from '../layout/layout.ts'
import { fieldMarks, splitFields } from './fields.ts'

/** Rows of fields that follow each other line by line. */
export interface CsvTable {
	/** First line, 0-based. */
	readonly first: number
	/** Name of the mark that parts the fields. */
	readonly kind: string
	/** Fields as spelled, all rows of one length of at least 2. */
	readonly rows: readonly (readonly string[])[]
}

/** Fewest rows, a header among them, that are a table rather than a few lines with commas. */
const FEWEST = 6
/** Longest row looked at, in UTF-16 code units. */
const LONGEST = 20_000

/**
 * Finds tables in plain text: lines with the same number of fields, parted by a comma, semicolon, bar or tab.
 *
 * Not prose or arguments, where blanks follow commas; not JSON, markup or Markdown tables; not code, where lines
 * end or begin otherwise; nor rows next to a line with an open quote, which may be part of a field.
 */
export function findCsvTables(layout: Layout): readonly CsvTable[] {
	const { lines } = layout
	const found: CsvTable[] = []
	const taken = new Uint8Array(lines.count)
	for (const [kind, mark] of fieldMarks) {
		if (!lines.text.includes(mark)) continue
		for (let line = 0; line < lines.count; ) {
			const first = line
			const rows: (readonly string[])[] = []
			let next = taken[line] === 1 ? undefined : fieldsOf(layout, line, mark)
			while (next !== undefined && next !== 'open' && next.length === (rows[0] ?? next).length) {
				rows.push(next)
				line++
				next = line < lines.count && taken[line] !== 1 ? fieldsOf(layout, line, mark) : undefined
			}
			const mayBeCut = next === 'open' || (first > 0 && fieldsOf(layout, first - 1, mark) === 'open')
			if (line === first) line++
			if (rows.length < FEWEST || mayBeCut || !isData(rows, mark)) continue
			taken.fill(1, first, line)
			found.push({ first, kind, rows })
		}
	}
	return found.sort((a, b) => a.first - b.first)
}

const CODE_ENDS = '{}[();\\'
const CODE_STARTS = '{}[]()<|#*/\t '

/** Fields of a line that may be a row, `'open'` for a line with a quote that is not closed, `undefined` for others. */
function fieldsOf(layout: Layout, line: number, mark: string): readonly string[] | 'open' | undefined {
	const { lines } = layout
	const start = lines.start(line)
	const end = lines.end(line)
	if (start === end || end - start > LONGEST || !layout.isLoose(line)) return undefined
	const row = lines.slice(line)
	if (!row.includes(mark))
		return row.includes('"') && splitFields(row, mark) === undefined ? 'open' : undefined
	const last = row[row.length - 1] ?? ''
	if (CODE_STARTS.includes(row[0] ?? '') || (CODE_ENDS.includes(last) && last !== mark)) return undefined
	const fields = splitFields(row, mark)
	return fields ?? 'open'
}

/** The end of a clock time, whose comma parts the fraction of a second. */
const CLOCK = /\d:\d\d$/

/**
 * Whether rows are data. Commas and semicolons followed by blanks are those of prose or code; fields with `=` those
 * of a log; and two fields are too few, since commas stand in numbers and times too.
 */
function isData(rows: readonly (readonly string[])[], mark: string): boolean {
	if (mark === '\t' || mark === '|') return true
	let loose = 0
	let all = 0
	for (const row of rows) {
		if (row.length < 3 || CLOCK.test(row[0]?.slice(-5) ?? '')) return false
		for (const field of row.slice(1)) {
			all++
			if (field.startsWith(' ') || field.includes('=')) loose++
		}
	}
	return loose * 4 < all
}
