import { skipString } from '../scan.ts'
import { DEEPEST } from '../tree.ts'
import { innerEnd } from './cell.ts'
import { BRACKETS, DELIMITERS, type Delimiter, type Field, type Shape, type TableKind } from './field.ts'
import { endAt, endFirst, readScalar } from './read-cell.ts'

/** A head as read: what the table is, and where its rows begin. */
export interface TableHead {
	readonly kind: TableKind
	readonly count: number
	readonly fields: readonly Field[]
	readonly delimiter: Delimiter
	/** Offset of the first row. */
	readonly end: number
}

const START = /([[{(])#(\d{1,7}) (key:)?/y
/** What a name without quotes ends at. */
const NAME = /[\p{L}\p{N}_$@#./-]+/uy
/** Any mark that may part the names of a head, and what ends a value inside brackets. */
const CONSTANT_END = endFirst(endAt(`${DELIMITERS.join('')}\n`), innerEnd)

/** Whether a head may begin at `start`; strings and keys that begin like one are written in quotes. */
export function mayBeginTable(text: string, start: number): boolean {
	START.lastIndex = start
	return START.test(text)
}

/** The head that begins at `start`, or `undefined` where none does. */
export function readHead(text: string, start: number): TableHead | undefined {
	START.lastIndex = start
	const match = START.exec(text)
	if (match === null) return undefined
	const kind = (['list', 'map', 'lines'] as const).find((name) => BRACKETS[name][0] === match[1])
	if (kind === undefined || (kind === 'map') !== (match[3] !== undefined)) return undefined
	const reader = new HeadReader(text, START.lastIndex)
	const fields = reader.topFields()
	if (fields === undefined || text.charCodeAt(reader.at) !== 10) return undefined
	return { kind, count: Number(match[2]), fields, delimiter: reader.delimiter, end: reader.at + 1 }
}

class HeadReader {
	readonly #text: string
	at: number
	delimiter: Delimiter = ','

	constructor(text: string, at: number) {
		this.#text = text
		this.at = at
	}

	topFields(): readonly Field[] | undefined {
		const fields: Field[] = []
		for (;;) {
			const field = this.#field(0)
			if (field === undefined) return undefined
			fields.push(field)
			const next = this.#text[this.at]
			const delimiter = DELIMITERS.find((mark) => mark === next)
			if (delimiter === undefined || (fields.length > 1 && delimiter !== this.delimiter)) return fields
			this.delimiter = delimiter
			this.at++
		}
	}

	#field(depth: number): Field | undefined {
		const key = this.#name()
		if (key === undefined || depth >= DEEPEST) return undefined
		const shape = this.#shape(depth)
		return shape === undefined ? undefined : { key, shape }
	}

	#name(): string | undefined {
		const start = this.at
		if (this.#text[start] === '"') {
			const end = skipString(this.#text, start)
			if (end === -1) return undefined
			this.at = end
			return this.#text.slice(start, end)
		}
		NAME.lastIndex = start
		if (!NAME.test(this.#text)) return undefined
		this.at = NAME.lastIndex
		return `"${this.#text.slice(start, this.at)}"`
	}

	#shape(depth: number): Shape | undefined {
		const text = this.#text
		const mark = text[this.at]
		if (mark === '"' && text[this.at + 1] === '"') {
			this.at += 2
			return { type: 'text' }
		}
		if (mark === '=') {
			const value = readScalar(text, this.at + 1, CONSTANT_END)
			if (value === undefined) return undefined
			this.at = value.end
			return { type: 'constant', value: value.json }
		}
		if (mark !== '[' && mark !== '{') return { type: 'cell' }
		const isMap = mark === '{' && text.startsWith('key:', this.at + 1)
		this.at += isMap ? 5 : 1
		const fields = this.#innerFields(depth + 1, mark === '[' ? ']' : '}')
		if (fields === undefined) return undefined
		return { type: mark === '[' ? 'list' : isMap ? 'map' : 'record', fields }
	}

	#innerFields(depth: number, close: string): readonly Field[] | undefined {
		const fields: Field[] = []
		for (;;) {
			const field = this.#field(depth)
			if (field === undefined) return undefined
			fields.push(field)
			const next = this.#text[this.at++]
			if (next === close) return fields
			if (next !== ',') return undefined
		}
	}
}
