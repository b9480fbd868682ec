import type { Span } from '../rule.ts'
import type { XmlDocument } from './scan.ts'

/** Stands for a value in the form of a record; no XML tag holds it. */
export const HOLE = '{}'

/** Elements that follow each other line by line and differ in values alone. */
export interface XmlRecords extends Span {
	/** A record with a hole for each value of an attribute or element. */
	readonly form: string
	readonly rows: readonly (readonly string[])[]
}

interface XmlRecord {
	readonly form: string
	readonly cells: readonly string[]
}

/** Longest form of a record, in UTF-16 code units, and fewest records that are worth one. */
const LONGEST_FORM = 600
const FEWEST = 4
/** Longest tag or text of a record, in UTF-16 code units. */
const LONGEST_PART = 4000

const VALUE = /=\s*(?:"([^"]*)"|'([^']*)')/g

/** Finds runs of records, each on a line of its own. Text of a record must stand in elements without tags inside. */
export function findRecords(text: string, document: XmlDocument): readonly XmlRecords[] {
	const { tokens, parents } = document
	const ends = elementEnds(document)
	const found: XmlRecords[] = []
	for (let index = 0; index < tokens.length; ) {
		const first = recordAt(text, document, ends, index)
		if (first === undefined || (text[(tokens[index]?.start ?? 0) - 1] ?? '\n') !== '\n') {
			index++
			continue
		}
		const rows: (readonly string[])[] = [first.cells]
		let last = ends[index] ?? index
		for (;;) {
			const gap = tokens[last + 1]
			if (gap?.type !== 'text' || text.slice(gap.start, gap.end) !== '\n') break
			if (parents[last + 2] !== parents[index]) break
			const next = recordAt(text, document, ends, last + 2)
			if (next?.form !== first.form) break
			rows.push(next.cells)
			last = ends[last + 2] ?? last + 2
		}
		const end = tokens[last]?.end ?? 0
		if (rows.length >= FEWEST && (text[end] ?? '\n') === '\n')
			found.push({ start: tokens[index]?.start ?? 0, end, ...fillConstants(first.form, rows) })
		index = rows.length > 1 ? last + 1 : index + 1
	}
	return found
}

/** The form with what is the same in all rows filled in, and the rows without it. */
function fillConstants(
	form: string,
	rows: readonly (readonly string[])[],
): Pick<XmlRecords, 'form' | 'rows'> {
	const [first] = rows
	const varies = first?.map((cell, column) => rows.some((row) => row[column] !== cell)) ?? []
	const parts = form.split(HOLE)
	const filled = parts.map((part, column) =>
		column === parts.length - 1 ? part : part + (varies[column] === true ? HOLE : (first?.[column] ?? '')),
	)
	return {
		form: filled.join(''),
		rows: rows.map((row) => row.filter((_, column) => varies[column] === true)),
	}
}

/** Index of the last token of each element by that of its first; 0 for what is no element. */
function elementEnds({ tokens }: XmlDocument): Int32Array {
	const ends = new Int32Array(tokens.length)
	const path: number[] = []
	for (const [index, { type }] of tokens.entries()) {
		if (type === 'empty') ends[index] = index
		else if (type === 'open') path.push(index)
		else if (type === 'close') ends[path.pop() ?? index] = index
	}
	return ends
}

function recordAt(
	text: string,
	{ tokens }: XmlDocument,
	ends: Int32Array,
	index: number,
): XmlRecord | undefined {
	const open = tokens[index]
	const last = tokens[ends[index] ?? 0]
	if (open === undefined || last === undefined || (open.type !== 'open' && open.type !== 'empty'))
		return undefined
	let form = ''
	const cells: string[] = []
	for (let at = index; at <= (ends[index] ?? index); at++) {
		const token = tokens[at]
		if (token === undefined || token.type === 'other' || form.length > LONGEST_FORM) return undefined
		if (token.end - token.start > LONGEST_PART) return undefined
		const spelled = text.slice(token.start, token.end)
		if (token.type === 'text') {
			if (tokens[at - 1]?.type !== 'open' || tokens[at + 1]?.type !== 'close') return undefined
			cells.push(spelled)
			form += HOLE
		} else {
			if (token.type === 'close' && tokens[at - 1]?.type === 'open') {
				cells.push('')
				form += HOLE
			}
			form += spelled.replace(VALUE, (_, double: string | undefined, single: string | undefined) => {
				cells.push(double ?? single ?? '')
				return double === undefined ? `='${HOLE}'` : `="${HOLE}"`
			})
		}
	}
	return cells.length === 0 || /[\r\n]/.test(form) || cells.some((cell) => /[\r\n{}]/.test(cell))
		? undefined
		: { form, cells }
}
