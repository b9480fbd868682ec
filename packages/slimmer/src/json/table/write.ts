import { writeFlow } from '../flow.ts'
import { type JsonNode, parseTree } from '../tree.ts'
import { isPlainCell, isPlainName, isPlainText, isUnparted } from './cell.ts'
import { BRACKETS, DELIMITERS, type Delimiter, type Field, type TableKind } from './field.ts'

/** A table of JSON objects: the objects are the items of `rows`, whose keys name them in a map. */
export interface Table {
	readonly kind: TableKind
	readonly fields: readonly Field[]
	readonly rows: readonly JsonNode[]
	/** Keys of the rows of a map, as JSON spells them. */
	readonly keys: readonly string[]
}

/** The head of a table: `[#2 id,name` for two rows under `id` and `name`. */
export function writeHead({ kind, fields, rows }: Table, delimiter: Delimiter): string {
	const names = fields.map((field) => writeField(field, delimiter)).join(delimiter)
	return `${BRACKETS[kind][0]}#${rows.length} ${kind === 'map' ? 'key:' : ''}${names}`
}

/** The rows of a table, from `from` to before `to`. */
export function writeRows(
	minified: string,
	table: Table,
	delimiter: Delimiter,
	from: number,
	to: number,
): string[] {
	const writer = new RowWriter(minified, delimiter)
	const rows: string[] = []
	for (let index = from; index < to; index++) {
		const row = table.rows[index]
		if (row === undefined) break
		const key = table.kind === 'map' ? `${writer.key(table.keys[index] ?? '', false)}:` : ''
		rows.push(key + writer.row(row, table.fields, false))
	}
	return rows
}

function writeField({ key, shape }: Field, delimiter: string): string {
	const content = key.slice(1, -1)
	const name = isPlainName(content) && isUnparted(content, delimiter, true) ? content : key
	switch (shape.type) {
		case 'cell':
			return name
		case 'text':
			return `${name}""`
		case 'constant':
			return `${name}=${writeConstant(shape.value)}`
		default: {
			const inner = shape.fields.map((field) => writeField(field, delimiter)).join(',')
			if (shape.type === 'list') return `${name}[${inner}]`
			return shape.type === 'map' ? `${name}{key:${inner}}` : `${name}{${inner}}`
		}
	}
}

function writeConstant(value: string): string {
	if (!value.startsWith('"')) {
		const node = parseTree(value)
		return node === undefined ? value : writeFlow(value, node)
	}
	const content = value.slice(1, -1)
	// The head is read before its delimiter is known.
	const unparted = DELIMITERS.every((mark) => isUnparted(content, mark, true))
	return isPlainCell(content) && unparted ? content : value
}

class RowWriter {
	readonly #minified: string
	readonly #delimiter: string

	constructor(minified: string, delimiter: string) {
		this.#minified = minified
		this.#delimiter = delimiter
	}

	/** The cells of an object; `inner` where it stands in a cell itself. */
	row(node: JsonNode, fields: readonly Field[], inner: boolean): string {
		const cells: string[] = []
		this.#cells(node, fields, inner, cells)
		return cells.join(inner ? ',' : this.#delimiter)
	}

	key(spelled: string, inner: boolean): string {
		const content = spelled.slice(1, -1)
		const plain = isPlainText(content) && content !== '' && !content.includes(':')
		return plain && isUnparted(content, this.#delimiter, inner) ? content : spelled
	}

	#cells(node: JsonNode, fields: readonly Field[], inner: boolean, cells: string[]): void {
		let next = 0
		for (const { key, shape } of fields) {
			const value = node.keys[next] === key ? node.items[next++] : undefined
			if (shape.type === 'constant') continue
			if (value === undefined) cells.push('')
			else if (shape.type === 'record') this.#cells(value, shape.fields, inner, cells)
			else if (shape.type === 'list')
				cells.push(`[${value.items.map((item) => this.row(item, shape.fields, true)).join(';')}]`)
			else if (shape.type === 'map')
				cells.push(
					`{${value.items
						.map(
							(item, at) => `${this.key(value.keys[at] ?? '', true)}:${this.row(item, shape.fields, true)}`,
						)
						.join(';')}}`,
				)
			else cells.push(this.#cell(value, shape.type === 'text', inner))
		}
	}

	#cell(node: JsonNode, text: boolean, inner: boolean): string {
		if (node.kind !== 'string') return writeFlow(this.#minified, node)
		const spelled = this.#minified.slice(node.start, node.end)
		const content = spelled.slice(1, -1)
		const plain = text ? isPlainText(content) : isPlainCell(content)
		return plain && isUnparted(content, this.#delimiter, inner) ? content : spelled
	}
}
