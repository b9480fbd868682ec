import type { SegmentBuilder } from './builder.ts'
import { blanksEnd, lineAt, lineStop, nextLine } from './lines.ts'

/** Rows from which lines are a table. */
const FEWEST_ROWS = 3
/** Columns from which they are. */
const FEWEST_COLUMNS = 3
/** Characters of a line that are looked at. */
const LOOKED_AT = 2000
/** Rows that are looked at before lines are taken for a table. */
const LOOKED_AT_ROWS = 12

/**
 * Reads a table that starts at `from`: a row of names above rows of as many fields, as in Markdown, CSV and
 * what commands print. Gives the offset after it, or −1. Rows hang on the header, so that a kept row can be
 * read.
 */
export function addTable(
	builder: SegmentBuilder,
	text: string,
	from: number,
	group: number,
	parent: number,
): number {
	const header = lineAt(text, from, LOOKED_AT)
	const separator = separatorOf(header)
	if (separator === undefined || !isHeader(header, separator)) return -1
	const columns = fieldsOf(header, separator)
	if (columns < FEWEST_COLUMNS) return -1
	let at = nextLine(text, from)
	const rule = lineAt(text, at, LOOKED_AT)
	const ruled = RULE.test(rule)
	if (ruled) at = nextLine(text, at)
	const body = at
	if (!startsTable(text, body, columns, separator, ruled)) return -1
	builder.block++
	const index = builder.add(body, group, 1, { parent })
	while (at < text.length) {
		const stop = lineStop(text, at)
		const line = lineAt(text, at, LOOKED_AT)
		const rule = RULE.test(line)
		if (!rule && !isRow(line, columns, separator)) break
		// A blank line or a rule parts a table; what goes on in the same columns still stands under its header.
		const blank = blanksEnd(text, stop)
		const goesOn =
			isAlignedRow(lineAt(text, blank, LOOKED_AT), columns, separator) ||
			RULE.test(lineAt(text, blank, LOOKED_AT))
		at = goesOn ? blank : stop + 1
		builder.add(Math.min(at, text.length), group, 1, {
			parent: index,
			...(rule ? { worth: WORTH_RULE } : {}),
		})
	}
	at = Math.min(at, text.length)
	builder.block++
	return at
}

/** Whether the first rows are those of a table: enough of them, most with a number where there are no rules. */
function startsTable(
	text: string,
	body: number,
	columns: number,
	separator: string,
	ruled: boolean,
): boolean {
	let rows = 0
	let numbered = 0
	for (let at = body; at < text.length && rows < LOOKED_AT_ROWS; at = nextLine(text, at)) {
		const line = lineAt(text, at, LOOKED_AT)
		if (!isRow(line, columns, separator)) break
		rows++
		if (/\d/.test(line)) numbered++
	}
	return rows >= FEWEST_ROWS && (separator !== BLANKS || ruled || numbered >= rows * 0.6)
}

/** `a b c`. */
const SHORTEST_HEADER = 5
/** Worth of a line that only parts rows. */
const WORTH_RULE = 0.1
const BLANKS = ' '
/** A line that only parts the rows of a table. */
export const RULE: RegExp = /^\s{0,40}[|+]?[ :|+=-]{5,2000}$/

function separatorOf(header: string): string | undefined {
	// Most lines of most texts are no header: one look tells.
	if (header.length < SHORTEST_HEADER || !/[|\t;,]|\S\s{1,80}\S{1,80}\s{2}|^[A-Z%#]{2}/.test(header))
		return undefined
	if (/^\s{0,40}\|.*\|\s*$/.test(header)) return '|'
	for (const mark of ['\t', ';', ',']) if (header.split(mark).length >= FEWEST_COLUMNS) return mark
	return BLANKS
}

function fieldsOf(line: string, separator: string): number {
	if (separator === BLANKS) return line.trim().split(/\s+/).length
	return line.split(separator).length
}

/** Names of columns: short, without values among them, and in a table of blanks written as titles are. */
function isHeader(line: string, separator: string): boolean {
	const fields = (separator === BLANKS ? line.trim().split(/\s+/) : line.split(separator)).map((field) =>
		field.trim(),
	)
	if (fields.some((field) => field.length > 40 || /^[-+]?\d[\d.,:%/-]*$/.test(field))) return false
	// A comma in a sentence has a blank behind it.
	if (separator === ',' || separator === ';') return !/[,;]\s/.test(line)
	if (separator !== BLANKS) return true
	// Columns are lined up; a sentence has one blank between its words.
	const gaps = line.trim().match(/\S\s{2,}/g)?.length ?? 0
	// Narrowed to one blank, as slimming leaves them, only names in capitals tell.
	if (gaps === 0) return fields.every((field) => /^[A-Z%#][A-Z\d%()_/:-]*$/.test(field))
	const titled = fields.filter((field) => /^[\p{Lu}%#]/u.test(field)).length
	return gaps >= (titled >= fields.length * 0.6 ? 1 : 3) && !/[.:;!?]$/.test(line.trim())
}

function isRow(line: string, columns: number, separator: string): boolean {
	if (line.trim() === '') return false
	const fields = fieldsOf(line, separator)
	// Quoted commas and free text in the last column make more; empty cells of an aligned table make fewer.
	return separator === BLANKS ? fields >= Math.max(2, columns - 3) : fields >= columns
}

function isAlignedRow(line: string, columns: number, separator: string): boolean {
	return isRow(line, columns, separator) && (separator !== BLANKS || /\S\s{2,80}\S/.test(line))
}
