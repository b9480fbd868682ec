import type { JsonObject, JsonValue } from '@headroom/spec'
import { isObject } from '../json-fields.ts'
import { elementsAt, membersAt, type Span, type StringEnds, skipSpace, valueEnd } from './scan.ts'

type Container = JsonObject | readonly JsonValue[]

/** The values of a text, which says `root`. */
export function spelledIn(text: string, root: Container): SpelledValues {
	const start = skipSpace(text, text.charCodeAt(0) === 0xfeff ? 1 : 0)
	const ends: StringEnds = new Map()
	return new SpelledValues(text, ends, root, { start, end: valueEnd(text, start, ends) })
}

/** Where the objects and arrays of a parsed text stand in it. Looks only as far as it is asked. */
export class SpelledValues {
	readonly #text: string
	readonly #ends: StringEnds
	readonly #root: Container
	readonly #spans = new Map<object, Span>()
	#parents: Map<object, Container> | undefined

	constructor(text: string, ends: StringEnds, root: Container, span: Span) {
		this.#text = text
		this.#ends = ends
		this.#root = root
		this.#spans.set(root, span)
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
		for (const container of path.reverse()) this.#locateIn(container)
		return this.#spans.get(value)
	}

	#locateIn(container: Container): void {
		const span = this.#spans.get(container)
		if (span === undefined) return
		if (isObject(container)) {
			// Of duplicates the last one is meant, as for JSON.parse.
			for (const { key, value } of membersAt(this.#text, span.start, this.#ends))
				this.#place(Object.hasOwn(container, key) ? container[key] : undefined, value)
		} else {
			for (const [index, element] of elementsAt(this.#text, span.start, this.#ends).entries())
				this.#place(container[index], element)
		}
	}

	#place(value: JsonValue | undefined, span: Span): void {
		if (typeof value === 'object' && value !== null) this.#spans.set(value, span)
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
