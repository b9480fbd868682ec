import type { Tokenizer } from '@headroom/spec'
import { embeddedMark, openString } from './embedded.ts'
import { flowKey, flowString } from './flow.ts'
import { itemPath, keyPath, sameAs } from './path.ts'
import { tableOf, writeTable } from './table/choose.ts'
import { type JsonNode, parseTree } from './tree.ts'

/** Stands before a value in this notation that is no table: what follows is not plain JSON. */
export const DOCUMENT_MARK = '#'

/**
 * UTF-16 code units of minified JSON from which it is worth a notation. Shorter look-alikes, such as `#[test]` in Rust
 * or `#{name}` in Ruby, are none.
 */
export const LEAST_DOCUMENT = 60

/** UTF-16 code units of a value from which another like it may become a reference. */
const WORTH_NAMING = 40

/** Code units that a reference must save. */
const LEAST_SAVED = 12

/** Code units up to which two spellings are compared in tokens; beyond, their lengths decide. */
const COUNTED = 8000

/**
 * The value in the notation of this package: without the quotes that nobody needs, containers of like objects as
 * tables, values that stand twice as a reference to the first, JSON in strings opened. `undefined` for a short value,
 * a list of plain values, and one that nests too deep.
 *
 * `closed` says whether a table that is the whole value ends with its bracket; it may do without where its last row
 * ends the line.
 */
export function writeDocument(minified: string, tokenizer: Tokenizer, closed: boolean): string | undefined {
	if (minified.length < LEAST_DOCUMENT || !/^(?:\{|\[[[{])/.test(minified)) return undefined
	const root = parseTree(minified)
	return root === undefined ? undefined : new DocumentWriter(minified, tokenizer).root(root, closed)
}

class DocumentWriter {
	readonly #minified: string
	readonly #tokenizer: Tokenizer
	/** Paths of the values that may be referred to, by their spelling. */
	readonly #paths = new Map<string, string>()
	/** The spellings in the order they were named. */
	readonly #named: string[] = []

	constructor(minified: string, tokenizer: Tokenizer) {
		this.#minified = minified
		this.#tokenizer = tokenizer
	}

	root(node: JsonNode, closed: boolean): string {
		const flow = DOCUMENT_MARK + this.#flow(node, '')
		const table = this.#table(node, closed)
		return table !== undefined && this.#isCheaper(table, flow) ? table : flow
	}

	#value(node: JsonNode, path: string): string {
		const spelled = this.#minified.slice(node.start, node.end)
		if (node.kind === 'string') return this.#string(spelled)
		if (node.kind === 'other') return spelled
		const known = this.#paths.get(spelled)
		if (known !== undefined && spelled.length >= sameAs(known).length + LEAST_SAVED) return sameAs(known)
		if (known === undefined && spelled.length >= WORTH_NAMING) {
			this.#paths.set(spelled, path)
			this.#named.push(spelled)
		}
		const outer = this.#named.length
		const flow = this.#flow(node, path)
		const table = this.#table(node, true)
		if (table === undefined || !this.#isCheaper(table, flow)) return flow
		// What stands in a table has no path.
		for (const inner of this.#named.splice(outer)) this.#paths.delete(inner)
		return table
	}

	#flow({ kind, keys, items }: JsonNode, path: string): string {
		if (kind === 'array')
			return `[${items.map((item, index) => this.#value(item, itemPath(path, index))).join(',')}]`
		const pairs = items.map((item, index) => {
			const key = keys[index] ?? ''
			return `${flowKey(key)}:${this.#value(item, keyPath(path, key))}`
		})
		return `{${pairs.join(',')}}`
	}

	/** A string, opened where it holds JSON: its marks then need no backslashes. */
	#string(spelled: string): string {
		const embedded = openString(spelled)
		if (embedded === undefined) return flowString(spelled)
		const { minified, layout } = embedded
		const written = writeDocument(minified, this.#tokenizer, true)
		if (written === undefined) return flowString(spelled)
		return embeddedMark(layout) + (written.startsWith(DOCUMENT_MARK) ? written.slice(1) : written)
	}

	#table(node: JsonNode, closed: boolean): string | undefined {
		const table = tableOf(this.#minified, node)
		return table === undefined ? undefined : writeTable(this.#minified, table, this.#tokenizer, closed)
	}

	#isCheaper(written: string, plain: string): boolean {
		if (Math.max(written.length, plain.length) > COUNTED) return written.length < plain.length
		return this.#tokenizer.count(written) < this.#tokenizer.count(plain)
	}
}
