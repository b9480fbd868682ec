import { DOCUMENT_MARK } from './document.ts'
import { readEmbeddedMark, sealString } from './embedded.ts'
import { itemPath, keyPath, readSameAs } from './path.ts'
import { skipString } from './scan.ts'
import { readTable } from './table/read.ts'
import type { ReadValue } from './table/read-cell.ts'

const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y

/** Containers inside each other at most, as the writer has it. */
const DEEPEST = 50

/** Code units that reading may bring forth for each that it reads: references to references could grow without end. */
const MOST_GROWTH = 200

/**
 * Reads the document that begins with its mark at `start` back to minified JSON, or `undefined` where none stands or
 * it holds neither table nor reference.
 */
export function readDocument(text: string, start: number): ReadValue | undefined {
	if (text[start] !== DOCUMENT_MARK || !'{['.includes(text[start + 1] ?? ' ')) return undefined
	const reader = new DocumentReader(text, start + 1)
	const json = reader.value('', 0)
	return json === undefined || !reader.found ? undefined : { json, end: reader.at }
}

class DocumentReader {
	readonly #text: string
	readonly #values = new Map<string, string>()
	readonly #start: number
	#grown = 0
	at: number
	/** Whether there was a table or a reference. */
	found = false

	constructor(text: string, start: number) {
		this.#text = text
		this.#start = start
		this.at = start
	}

	value(path: string, depth: number): string | undefined {
		const text = this.#text
		const first = text[this.at]
		if (first === '"') return this.#take(skipString(text, this.at))
		if (first === 'j') return this.#embedded(depth)
		if (first !== '{' && first !== '[') {
			SCALAR.lastIndex = this.at
			return this.#take(SCALAR.test(text) ? SCALAR.lastIndex : -1)
		}
		if (depth > DEEPEST) return undefined
		const json = this.#container(first, path, depth)
		if (json !== undefined) this.#values.set(path, json)
		return json
	}

	/** JSON that is the content of a string. It has paths of its own. */
	#embedded(depth: number): string | undefined {
		const mark = readEmbeddedMark(this.#text, this.at)
		if (mark === undefined) return undefined
		const inner = new DocumentReader(this.#text, mark.end)
		const minified = inner.value('', depth + 1)
		this.at = inner.at
		this.found = true
		return minified === undefined ? undefined : sealString({ minified, layout: mark.layout })
	}

	#container(open: string, path: string, depth: number): string | undefined {
		const text = this.#text
		if (text[this.at + 1] === DOCUMENT_MARK) {
			const table = readTable(text, this.at)
			if (table === undefined) return undefined
			this.at = table.end
			this.found = true
			return table.json
		}
		const same = open === '[' ? readSameAs(text, this.at) : undefined
		if (same !== undefined) {
			this.at = same.end
			this.found = true
			const json = this.#values.get(same.path)
			this.#grown += json?.length ?? 0
			return this.#grown > (this.at - this.#start) * MOST_GROWTH ? undefined : json
		}
		return open === '{' ? this.#object(path, depth) : this.#array(path, depth)
	}

	#object(path: string, depth: number): string | undefined {
		const pairs: string[] = []
		this.at++
		if (this.#text[this.at] === '}') return this.#close('{', pairs, '}')
		for (;;) {
			const key = this.#text[this.at] === '"' ? this.#take(skipString(this.#text, this.at)) : undefined
			if (key === undefined || this.#text[this.at++] !== ':') return undefined
			const value = this.value(keyPath(path, key), depth + 1)
			if (value === undefined) return undefined
			pairs.push(`${key}:${value}`)
			if (this.#text[this.at] === '}') return this.#close('{', pairs, '}')
			if (this.#text[this.at++] !== ',') return undefined
		}
	}

	#array(path: string, depth: number): string | undefined {
		const items: string[] = []
		this.at++
		if (this.#text[this.at] === ']') return this.#close('[', items, ']')
		for (;;) {
			const value = this.value(itemPath(path, items.length), depth + 1)
			if (value === undefined) return undefined
			items.push(value)
			if (this.#text[this.at] === ']') return this.#close('[', items, ']')
			if (this.#text[this.at++] !== ',') return undefined
		}
	}

	#close(open: string, parts: readonly string[], close: string): string {
		this.at++
		return open + parts.join(',') + close
	}

	/** What stands up to `end`, and steps there; `undefined` for -1. */
	#take(end: number): string | undefined {
		if (end === -1) return undefined
		const taken = this.#text.slice(this.at, end)
		this.at = end
		return taken
	}
}
