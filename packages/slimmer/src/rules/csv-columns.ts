import { type Constant, putConstants, takeConstants } from '../csv/constants.ts'
import { fieldMarks, splitFields } from '../csv/fields.ts'
import { findCsvTables } from '../csv/tables.ts'
import { restoreBudget, type Spend } from '../encode/budget.ts'
import { beginsLine, findNotation } from '../encode/find-notation.ts'
import type { Edit, Encoder, EncodingEdit } from '../rule.ts'

const HEAD =
	/^\[(csv|tsv|csv with bars|csv with semicolons) of ([1-9]\d{0,6}) rows( under a header)?; column ([^\r\n]*) in every row\]$/
const OPENINGS = ['[csv ', '[tsv ']
/** What is taken out must be this many times as long as the head line that says so. */
const CLEARLY = 2

/**
 * Takes columns that hold one value in every row out of comma-, tab-, bar- and semicolon-separated tables, into a
 * head line with their number, name and value. Other fields stay as they are spelled.
 */
export const csvColumns: Encoder = {
	name: 'csv-columns',
	level: 'lossless',
	apply(text, { layout: { lines }, layout }) {
		const edits: EncodingEdit[] = []
		for (const { first, kind, rows } of findCsvTables(layout)) {
			const reduced = takeConstants(rows)
			const mark = fieldMarks.get(kind)
			if (reduced === undefined || mark === undefined || isLog(rows)) continue
			const { constants, hasHeader } = reduced
			const head = headOf(kind, rows.length - (hasHeader ? 1 : 0), constants)
			const taken = constants.reduce((sum, { value }) => sum + value.length + 1, 0) * rows.length
			if (taken < head.length * CLEARLY) continue
			const spelled = reduced.rows.map((row, index) => {
				const line = first + index
				const feed = index < rows.length - 1 ? text.slice(lines.end(line), lines.start(line + 1)) : ''
				return row.join(mark) + feed
			})
			edits.push({
				start: lines.start(first),
				end: lines.end(first + rows.length - 1),
				replacement: `${head}\n${spelled.join('')}`,
			})
		}
		return edits
	},
	restore(text) {
		const spend = restoreBudget(text)
		const edits = OPENINGS.flatMap((opening) =>
			findNotation(text, opening, (at) => (beginsLine(text, at) ? restoreTable(text, at, spend) : 0)),
		)
		return edits.sort((a, b) => a.start - b.start)
	},
}

/** A time of day, as logs begin their lines with. */
const CLOCK = /\d{1,2}:\d{2}:\d{2}/

/** Whether rows begin with times: what varies behind them is written more shortly as a log. */
function isLog(rows: readonly (readonly string[])[]): boolean {
	return rows.filter(([first = '']) => CLOCK.test(first)).length * 2 > rows.length
}

function headOf(kind: string, rows: number, constants: readonly Constant[]): string {
	const all = constants.map(
		({ column, name, value }) => `column ${column}${name === undefined ? '' : ` ${name}`}=${value}`,
	)
	const header = constants[0]?.name === undefined ? '' : ' under a header'
	return `[${kind} of ${rows} rows${header}; ${all.join(', ')} in every row]`
}

function restoreTable(text: string, start: number, spend: Spend): Edit | number {
	const feed = text.indexOf('\n', start)
	const head = feed === -1 ? null : HEAD.exec(text.slice(start, feed))
	const mark = fieldMarks.get(head?.[1] ?? '')
	if (head === null || mark === undefined) return feed === -1 ? text.length - start : feed - start
	const hasHeader = head[3] !== undefined
	const constants = (head[4] ?? '').split(', column ').map((part) => readConstant(part, hasHeader))
	if (!isRising(constants) || headOf(head[1] ?? '', Number(head[2]), constants) !== head[0])
		return feed - start
	const count = Number(head[2]) + (hasHeader ? 1 : 0)
	const said = head[0].length
	const rows: string[] = []
	let columns: number | undefined
	let from = feed + 1
	let end = feed
	for (; rows.length < count; from = end + 1) {
		if (from > text.length || !spend(said)) return end - start
		const next = text.indexOf('\n', from)
		end = next === -1 ? text.length : next
		// The carriage returns of the last line stand behind the table, as those of the others between its rows.
		let bare = end
		while (bare > from && text[bare - 1] === '\r') bare--
		const returns = end - bare
		const fields = splitFields(text.slice(from, bare), mark)
		columns ??= fields?.length
		if (fields === undefined || fields.length !== columns) return end - start
		if ((constants[constants.length - 1]?.column ?? 0) > fields.length + constants.length) return end - start
		if (rows.length === count - 1) end -= returns
		const full = putConstants(fields, constants, hasHeader && rows.length === 0).join(mark)
		rows.push(full + (rows.length === count - 1 ? '' : '\r'.repeat(returns)))
	}
	return { start, end, replacement: rows.join('\n') }
}

function readConstant(part: string, hasHeader: boolean): Constant {
	const sign = part.indexOf('=')
	const space = hasHeader ? part.indexOf(' ') : sign
	return {
		column: Number(part.slice(0, space)),
		name: hasHeader ? part.slice(space + 1, sign) : undefined,
		value: part.slice(sign + 1),
	}
}

function isRising(constants: readonly Constant[]): boolean {
	return constants.every(({ column }, index) => column > (constants[index - 1]?.column ?? 0))
}
