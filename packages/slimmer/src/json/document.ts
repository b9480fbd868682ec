import type { Tokenizer } from '@headroom/spec'
import { embeddedMark, openString } from './embedded.ts'
import { itemPath, keyPath, sameAs } from './path.ts'
import { BRACKETS, DELIMITERS, type Delimiter } from './table/field.ts'
import { inferFields } from './table/infer.ts'
import { type Table, writeHead, writeRows } from './table/write.ts'
import { type JsonNode, parseTree } from './tree.ts'

/** Stands before a JSON value that holds tables or references: what follows is not plain JSON. */
export const DOCUMENT_MARK = '#'
const DOCUMENT_START = /^#/

/** UTF-16 code units of a value from which another like it may become a reference. */
const WORTH_NAMING = 40

/** Code units that a reference must save. */
const LEAST_SAVED = 12

/** Rows counted to choose a delimiter. */
const SAMPLE = 24

/** Code units up to which a table is counted in tokens against plain JSON; beyond, its length decides. */
const COUNTED = 4000

/** A table as long as this share of the plain JSON is not worth its header. */
const CLEARLY = 0.92

/**
 * The value in the notation of this package: arrays and objects of like objects as tables, values that stand twice as
 * a reference to the first. `undefined` where there is nothing of either.
 *
 * `closed` says whether a table that is the whole value ends with its bracket; it may do without where its last row
 * ends the line.
 */
export function writeDocument(minified: string, tokenizer: Tokenizer, closed: boolean): string | undefined {
	const root = parseTree(minified)
	if (root === undefined) return undefined
	const writer = new DocumentWriter(minified, tokenizer)
	const table = writer.table(root, closed)
	if (table !== undefined) return table
	const written = writer.value(root, '')
	return written === minified ? undefined : DOCUMENT_MARK + written
}

class DocumentWriter {
	readonly #minified: string
	readonly #tokenizer: Tokenizer
	readonly #paths = new Map<string, string>()

	constructor(minified: string, tokenizer: Tokenizer) {
		this.#minified = minified
		this.#tokenizer = tokenizer
	}

	value(node: JsonNode, path: string): string {
		const spelled = this.#minified.slice(node.start, node.end)
		if (node.kind === 'string') return this.#string(spelled)
		if (node.kind === 'other') return spelled
		if (spelled.length >= WORTH_NAMING) {
			const known = this.#paths.get(spelled)
			if (known !== undefined && spelled.length >= sameAs(known).length + LEAST_SAVED) return sameAs(known)
			if (known === undefined && path !== '') this.#paths.set(spelled, path)
		}
		const table = path === '' ? undefined : this.table(node, true)
		if (table !== undefined) return table
		if (node.kind === 'array')
			return `[${node.items.map((item, index) => this.value(item, itemPath(path, index))).join(',')}]`
		const pairs = node.items.map((item, index) => {
			const key = node.keys[index] ?? ''
			return `${key}:${this.value(item, keyPath(path, key))}`
		})
		return `{${pairs.join(',')}}`
	}

	/** A string, opened where it holds JSON: its marks then need no backslashes. */
	#string(spelled: string): string {
		const embedded = openString(spelled)
		if (embedded === undefined) return spelled
		const { minified, layout } = embedded
		const written = writeDocument(minified, this.#tokenizer, true)
		const inner = written === undefined ? minified : written.replace(DOCUMENT_START, '')
		return embeddedMark(layout) + inner
	}

	/** A container of like objects as a table, where that is clearly cheaper. */
	table(node: JsonNode, closed: boolean): string | undefined {
		const { kind, items, keys } = node
		if (items.length < 2 || items.some((item) => item.kind !== 'object')) return undefined
		if (kind === 'object' && new Set(keys).size < keys.length) return undefined
		const fields = inferFields(this.#minified, items)
		if (fields === undefined) return undefined
		const table: Table = { kind: kind === 'array' ? 'list' : 'map', fields, rows: items, keys }
		const written = writeTable(this.#minified, table, this.#tokenizer, closed)
		return this.#isCheaper(written, this.#minified.slice(node.start, node.end)) ? written : undefined
	}

	#isCheaper(written: string, plain: string): boolean {
		if (plain.length > COUNTED) return written.length < plain.length * CLEARLY
		return this.#tokenizer.count(written) < this.#tokenizer.count(plain) * CLEARLY
	}
}

/** The table in full, with the delimiter that costs least. */
export function writeTable(minified: string, table: Table, tokenizer: Tokenizer, closed: boolean): string {
	const { rows, kind } = table
	const delimiter = cheapestDelimiter(minified, table, tokenizer)
	const lines = [writeHead(table, delimiter), ...writeRows(minified, table, delimiter, 0, rows.length)]
	if (closed) lines.push(BRACKETS[kind][1])
	return lines.join('\n')
}

function cheapestDelimiter(minified: string, table: Table, tokenizer: Tokenizer): Delimiter {
	// A single field shows no delimiter in the head.
	if (table.fields.length === 1) return ','
	let best: Delimiter = ','
	let least = Number.POSITIVE_INFINITY
	for (const delimiter of DELIMITERS) {
		const sample = [writeHead(table, delimiter), ...writeRows(minified, table, delimiter, 0, SAMPLE)]
		const tokens = tokenizer.count(sample.join('\n'))
		if (tokens < least) {
			least = tokens
			best = delimiter
		}
	}
	return best
}
