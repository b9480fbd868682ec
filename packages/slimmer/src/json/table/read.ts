import { restoreBudget, type Spend } from '../../encode/budget.ts'
import { innerEnd, LONGEST_PLAIN } from './cell.ts'
import { BRACKETS, type Field } from './field.ts'
import {
	type EndOf,
	endAt,
	endFirst,
	type ReadingCost,
	type ReadValue,
	readScalar,
	readText,
} from './read-cell.ts'
import { readHead, type TableHead } from './read-head.ts'

/**
 * Reads the table that begins at `start` back to JSON: an array, an object, or lines of objects. `undefined` where no
 * table stands or a row does not fit its head.
 *
 * Behind the last row stands the closing bracket on a line of its own, or nothing but the end of the line.
 */
export function readTable(
	text: string,
	start: number,
	{ spend = restoreBudget(text), waste }: ReadingCost = {},
): ReadValue | undefined {
	const head = readHead(text, start)
	if (head === undefined) return undefined
	const reader = new RowReader(text, head, spend)
	const value = readRows(text, head, reader)
	// A cell that could not be read was looked at too.
	if (value === undefined) waste?.(reader.at - start + LONGEST_PLAIN)
	return value
}

function readRows(text: string, head: TableHead, reader: RowReader): ReadValue | undefined {
	const rows: string[] = []
	for (let row = 0; row < head.count; row++) {
		if (row > 0 && text[reader.at++] !== '\n') return undefined
		const json = reader.topRow()
		if (json === undefined) return undefined
		rows.push(json)
	}
	if (head.count === 0) return undefined
	const close = BRACKETS[head.kind][1]
	const end = text.startsWith(`\n${close}`, reader.at) ? reader.at + 2 : reader.at
	if (end === reader.at && end < text.length && text[end] !== '\n') return undefined
	if (head.kind === 'lines') return { json: rows.join('\n'), end }
	return { json: (head.kind === 'list' ? '[' : '{') + rows.join(',') + close, end }
}

const KEY_END = endAt(':\n')

class RowReader {
	readonly #text: string
	readonly #head: TableHead
	readonly #spend: Spend
	at: number

	constructor(text: string, head: TableHead, spend: Spend) {
		this.#text = text
		this.#head = head
		this.#spend = spend
		this.at = head.end
	}

	topRow(): string | undefined {
		const { delimiter, kind, fields } = this.#head
		const ends = endAt(`${delimiter}\n`)
		const key = kind === 'map' ? this.#key(ends) : ''
		const row = key === undefined ? undefined : this.#row(fields, delimiter, ends)
		return row === undefined ? undefined : key + row
	}

	/** A key and its colon. */
	#key(ends: EndOf): string | undefined {
		const key = readText(this.#text, this.at, endFirst(KEY_END, ends))
		if (key === undefined || this.#text[key.end] !== ':') return undefined
		this.at = key.end + 1
		return `${key.json}:`
	}

	#row(fields: readonly Field[], delimiter: string, ends: EndOf): string | undefined {
		let first = true
		/** Steps over the mark before a cell; the first cell of a row has none. */
		const enter = (): boolean => {
			if (first) {
				first = false
				return true
			}
			return this.#text[this.at++] === delimiter
		}
		return this.#object(fields, enter, ends)
	}

	#object(fields: readonly Field[], enter: () => boolean, ends: EndOf): string | undefined {
		const pairs: string[] = []
		for (const { key, shape } of fields) {
			const said = key.length + (shape.type === 'constant' ? shape.value.length : 0)
			if (!this.#spend(said)) return undefined
			let value: string | undefined
			if (shape.type === 'constant') value = shape.value
			else if (shape.type === 'record') value = this.#object(shape.fields, enter, ends)
			else {
				if (!enter()) return undefined
				if (shape.type === 'cell' && this.#isEmpty(ends)) continue
				value = this.#cell(shape, ends)
			}
			if (value === undefined) return undefined
			pairs.push(`${key}:${value}`)
		}
		return `{${pairs.join(',')}}`
	}

	#isEmpty(ends: EndOf): boolean {
		return ends(this.#text, this.at) === this.at && !'{['.includes(this.#text[this.at] ?? ' ')
	}

	#cell(shape: Field['shape'], ends: EndOf): string | undefined {
		if (shape.type === 'list' || shape.type === 'map') return this.#rows(shape.type, shape.fields)
		const value = (shape.type === 'text' ? readText : readScalar)(this.#text, this.at, ends)
		if (value === undefined) return undefined
		this.at = value.end
		return value.json
	}

	/** Rows in a cell: `[a,1;b,2]` or `{key:a,1;other:b,2}`. */
	#rows(type: 'list' | 'map', fields: readonly Field[]): string | undefined {
		const [open, close] = BRACKETS[type]
		if (this.#text[this.at++] !== open) return undefined
		if (this.#text[this.at] === close) {
			this.at++
			return open + close
		}
		const { delimiter } = this.#head
		const ends = endFirst(endAt(`${delimiter}\n`), innerEnd)
		const rows: string[] = []
		for (;;) {
			const key = type === 'map' ? this.#key(ends) : ''
			const row = key === undefined ? undefined : this.#row(fields, ',', ends)
			if (row === undefined) return undefined
			rows.push(key + row)
			const next = this.#text[this.at++]
			if (next === close) return open + rows.join(',') + close
			if (next !== ';') return undefined
		}
	}
}
