import type { JsonObject, JsonValue } from '@headroom/spec'
import { isObject } from '../json-fields.ts'
import { elementsAt, type Member, membersAt, type Span, valueEnd } from './scan.ts'

type Container = JsonObject | readonly JsonValue[]

/** Where the objects and arrays of a parsed text stand in it. Looks only as far as it is asked. */
export class SpelledValues {
	readonly #text: string
	readonly #root: Container
	readonly #spans = new Map<object, Span>()
	#parents: Map<object, Container> | undefined

	/** @param start Offset of the first character of `root` in `text`. */
	constructor(text: string, root: Container, start: number) {
		this.#text = text
		this.#root = root
		this.#spans.set(root, { start, end: valueEnd(text, start) })
	}

	/** The span of an object or array by its reference; `undefined` for one that is not of this text. */
	spanOf(value: object): Span | undefined {
		const known = this.#spans.get(value)
		if (known !== undefined) return known
		this.#parents ??= parentsIn(this.#root)
		const path: Container[] = []
		for (let at = this.#parents.get(value); at !== undefined; at = this.#parents.get(at)) {
			path.push(at)
			if (this.#spans.has(at)) break
		}
		for (const container of path.reverse()) {
			const span = this.#spans.get(container)
			if (span === undefined) continue
			if (isObject(container)) this.membersOf(container, span)
			else this.elementsOf(container, span)
		}
		return this.#spans.get(value)
	}

	/** The fields of an object that stands at `span`. */
	membersOf(object: JsonObject, span: Span): readonly Member[] {
		const members = membersAt(this.#text, span.start)
		// Of duplicates the last one is meant, as for JSON.parse.
		for (const { key, value } of members)
			this.#place(Object.hasOwn(object, key) ? object[key] : undefined, value)
		return members
	}

	/** The items of an array that stands at `span`. */
	elementsOf(array: readonly JsonValue[], span: Span): readonly Span[] {
		const elements = elementsAt(this.#text, span.start)
		for (const [index, item] of array.entries()) this.#place(item, elements[index])
		return elements
	}

	#place(value: JsonValue | undefined, span: Span | undefined): void {
		if (typeof value === 'object' && value !== null && span !== undefined) this.#spans.set(value, span)
	}
}

function parentsIn(root: Container): Map<object, Container> {
	const parents = new Map<object, Container>()
	const left: Container[] = [root]
	for (let container = left.pop(); container !== undefined; container = left.pop()) {
		for (const value of Object.values(container)) {
			if (typeof value !== 'object' || value === null) continue
			parents.set(value, container)
			left.push(value)
		}
	}
	return parents
}
