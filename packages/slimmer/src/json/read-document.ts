import { restoreBudget, type Spend } from '../encode/budget.ts'
import { DOCUMENT_MARK, LEAST_DOCUMENT } from './document.ts'
import { readEmbeddedMark, sealString } from './embedded.ts'
import { readSameAs } from './path.ts'
import { FlowReader } from './read-flow.ts'
import { readTable } from './table/read.ts'
import type { ReadingCost, ReadValue } from './table/read-cell.ts'
import { mayBeginTable } from './table/read-head.ts'

/**
 * Reads the document that begins with its mark at `start` back to minified JSON, or `undefined` where none stands.
 */
export function readDocument(
	text: string,
	start: number,
	{ spend = restoreBudget(text), waste }: ReadingCost = {},
): ReadValue | undefined {
	if (!mayBeginDocument(text, start)) return undefined
	const reader = new DocumentReader(text, start + 1, spend)
	const json = reader.value('', 0)
	if (json !== undefined && json.length >= LEAST_DOCUMENT) return { json, end: reader.at }
	waste?.(reader.at - start)
	return undefined
}

/** Whether an object, or a list of containers, follows the mark of a document at `start`. */
function mayBeginDocument(text: string, start: number): boolean {
	return (
		text[start] === DOCUMENT_MARK &&
		(text[start + 1] === '{' || (text[start + 1] === '[' && '{['.includes(text[start + 2] ?? ' ')))
	)
}

/** Flow notation with tables, references and opened strings. */
class DocumentReader extends FlowReader {
	readonly #values = new Map<string, string>()
	readonly #spend: Spend

	constructor(text: string, start: number, spend: Spend) {
		super(text, start)
		this.#spend = spend
	}

	override value(path: string, depth: number): string | undefined {
		const first = this.text[this.at]
		if (first === 'j') {
			const mark = readEmbeddedMark(this.text, this.at)
			if (mark !== undefined) return this.#embedded(mark, depth)
		}
		if (first !== '{' && first !== '[') return super.value(path, depth)
		const json = this.#container(first, path, depth)
		if (json !== undefined) this.#values.set(path, json)
		return json
	}

	/** JSON that is the content of a string. It has paths of its own. */
	#embedded({ layout, end }: { layout: string; end: number }, depth: number): string | undefined {
		const inner = new DocumentReader(this.text, end, this.#spend)
		const minified = inner.value('', depth + 1)
		this.at = inner.at
		return minified === undefined ? undefined : sealString({ minified, layout }, this.#spend)
	}

	#container(open: string, path: string, depth: number): string | undefined {
		if (mayBeginTable(this.text, this.at)) {
			const table = readTable(this.text, this.at, { spend: this.#spend })
			if (table === undefined) return undefined
			this.at = table.end
			return table.json
		}
		const same = open === '[' ? readSameAs(this.text, this.at) : undefined
		if (same === undefined) return super.value(path, depth)
		this.at = same.end
		const json = this.#values.get(same.path)
		// References to references could grow without end.
		return json !== undefined && this.#spend(json.length) ? json : undefined
	}
}
