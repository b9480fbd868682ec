import { restoreBudget, type Spend } from '../encode/budget.ts'
import { beginsLine, findNotation } from '../encode/find-notation.ts'
import type { Edit, Encoder, EncodingEdit } from '../rule.ts'
import { cellMarks, chooseMark, readRows } from '../table/cells.ts'
import { findRecords, HOLE } from '../xml/records.ts'
import { scanXml } from '../xml/scan.ts'

const OPENING = '[table of '
/** Longest form of a record in a head line, in UTF-16 code units. */
const LONGEST = 700
/** Longest head line read, in UTF-16 code units: the longest form and the words around it. */
const LONGEST_HEAD = 900
const HEAD =
	/^\[table of ([1-9]\d{0,6}) XML records <([^\r\n]{1,700})>; their values in order, parted by ([a-z]{3,10})\]$/

/**
 * Writes XML records that differ in values alone as a table: a head line with the form of a record, then their values
 * line by line, spelled as they were.
 *
 * Records are elements on lines of their own, as `xml-space` leaves them, with the same attributes and children in
 * the same order; see `findRecords`.
 */
export const xmlRecords: Encoder = {
	name: 'xml-records',
	level: 'lossless',
	apply(text, { layout, tokenizer }) {
		const edits: EncodingEdit[] = []
		if (!/^\s*<[?A-Za-z_]/.test(text.slice(0, 200))) return edits
		if (layout.kind(layout.lines.at(text.length - text.trimStart().length)) !== 'text') return edits
		const document = scanXml(text)
		if (document === undefined) return edits
		for (const { start, end, form, rows } of findRecords(text, document)) {
			const name = chooseMark(rows, tokenizer)
			const mark = cellMarks.get(name ?? '')
			if (name === undefined || mark === undefined || !form.includes(HOLE) || form.length > LONGEST) continue
			const head = `[table of ${rows.length} XML records ${form}; their values in order, parted by ${name}]`
			edits.push({ start, end, replacement: [head, ...rows.map((row) => row.join(mark))].join('\n') })
		}
		return edits
	},
	restore(text) {
		const spend = restoreBudget(text)
		return findNotation(text, OPENING, (at) => (beginsLine(text, at) ? restoreTable(text, at, spend) : 0))
	},
}

function restoreTable(text: string, start: number, spend: Spend): Edit | number {
	const feed = text.indexOf('\n', start)
	if (feed === -1 || feed - start > LONGEST_HEAD) return LONGEST_HEAD
	const head = HEAD.exec(text.slice(start, feed))
	const mark = cellMarks.get(head?.[3] ?? '')
	if (head === null || mark === undefined) return feed - start
	const parts = `<${head[2]}>`.split(HOLE)
	const count = Number(head[1])
	const read = readRows(text, feed + 1, { count, columns: parts.length - 1, mark })
	if (read.rows.length < count || parts.length === 1 || !spend(count * head[0].length))
		return read.end - start
	const records = read.rows.map((row) => parts.map((part, index) => part + (row[index] ?? '')).join(''))
	return { start, end: read.end, replacement: records.join('\n') }
}
