import { HeadroomError, type JsonObject, type JsonValue } from '@headroom/spec'
import { type Draft, own } from './draft.ts'
import { elementsAt, membersAt, type Span, type StringEnds, skipSpace, valueEnd } from './scan.ts'
import { SpelledValues } from './spelled.ts'
import { spellingOf } from './spelling.ts'

/** Levels that a new value may nest, as many as a body may. */
const DEPTH = 200

/**
 * The text of `after`, in which everything that `before` has too is spelled as in `text`, byte for byte.
 *
 * Time is linear in the text: each level on the way to a change is scanned once.
 *
 * @param before What `text` says.
 * @param draft Made `after` from `before`.
 */
export function spliceText(text: string, before: JsonObject, after: JsonObject, draft: Draft): string {
	if (after === before) return text
	const start = skipSpace(text, text.charCodeAt(0) === 0xfeff ? 1 : 0)
	const ends: StringEnds = new Map()
	const root = { start, end: valueEnd(text, start, ends) }
	const splicer = new Splicer(text, ends, new SpelledValues(text, ends, before, root), draft)
	splicer.write(after, DEPTH, root)
	return text.slice(0, start) + splicer.written() + text.slice(root.end)
}

class Splicer {
	readonly #text: string
	readonly #ends: StringEnds
	readonly #spelled: SpelledValues
	readonly #draft: Draft
	readonly #out: string[] = []

	constructor(text: string, ends: StringEnds, spelled: SpelledValues, draft: Draft) {
		this.#text = text
		this.#ends = ends
		this.#spelled = spelled
		this.#draft = draft
	}

	written(): string {
		return this.#out.join('')
	}

	/** @param at Where the value that this one was made from stands, when that is known. */
	write(value: JsonValue, depth: number, at?: Span): void {
		if (typeof value !== 'object' || value === null) {
			this.#out.push(JSON.stringify(value))
			return
		}
		if (depth === 0) throw tooDeep()
		const origin = this.#draft.originOf(value)
		const span = at ?? this.#spelled.spanOf(origin ?? value)
		if (span === undefined) this.#writeNew(value, depth)
		else if (origin === undefined) this.#copy(span.start, span.end)
		else if (Array.isArray(value)) this.#writeList(value, origin as readonly JsonValue[], span, depth)
		else this.#writeObject(value as JsonObject, origin as JsonObject, span, depth)
	}

	/** Where the value of a field or item is made from the one that stood there, it is found there. */
	#placeOf(value: JsonValue, before: JsonValue | undefined, span: Span): Span | undefined {
		const origin = typeof value === 'object' && value !== null ? this.#draft.originOf(value) : undefined
		return origin !== undefined && origin === before ? span : undefined
	}

	#writeObject(value: JsonObject, origin: JsonObject, span: Span, depth: number): void {
		const members = membersAt(this.#text, span.start, this.#ends)
		const last = new Map(members.map((member, index) => [member.key, index]))
		let kept = 0
		for (const [index, member] of members.entries()) {
			const field = own(value, member.key)
			// Of a field that goes all duplicates go, or an earlier one would come to life.
			if (field === undefined) continue
			const before = members[index - 1]
			if (kept === 0 || before === undefined) this.#open(span, members[0])
			else this.#copy(before.end, member.start)
			kept++
			const old = own(origin, member.key)
			if (last.get(member.key) !== index || field === old) this.#copy(member.start, member.end)
			else {
				this.#copy(member.start, member.value.start)
				this.write(field, depth - 1, this.#placeOf(field, old, member.value))
			}
		}
		if (kept === 0) this.#open(span, members[0])
		for (const [key, field] of Object.entries(value)) {
			if (field === undefined || last.has(key)) continue
			this.#out.push(kept === 0 ? '' : ',', JSON.stringify(key), ':')
			this.write(field, depth - 1)
			kept++
		}
		this.#close(span, members[members.length - 1])
	}

	#writeList(value: readonly JsonValue[], origin: readonly JsonValue[], span: Span, depth: number): void {
		const elements = elementsAt(this.#text, span.start, this.#ends)
		let places: Map<JsonValue, number> | undefined
		const gap = (index: number): string =>
			this.#text.slice(elements[index - 1]?.end ?? 0, elements[index]?.start ?? 0)
		const usual = elements.length > 1 ? gap(1) : ','
		this.#open(span, elements[0])
		for (const [index, item] of value.entries()) {
			const made = typeof item === 'object' && item !== null ? this.#draft.originOf(item) : undefined
			const from = (made ?? item) as JsonValue
			// Of equal numbers and texts each is its own: the one in the same place comes first.
			if (origin[index] !== from) places ??= new Map(origin.map((each, place) => [each, place]))
			const place = origin[index] === from ? index : places?.get(from)
			if (index > 0) this.#out.push(place === undefined || place === 0 ? usual : gap(place))
			const element = place === undefined ? undefined : elements[place]
			if (element !== undefined && from === item) this.#copy(element.start, element.end)
			else this.write(item, depth - 1, element)
		}
		this.#close(span, elements[elements.length - 1])
	}

	#writeNew(value: JsonObject | readonly JsonValue[], depth: number): void {
		const spelling = spellingOf(value)
		if (spelling !== undefined) {
			this.#out.push(spelling)
			return
		}
		let separator = ''
		if (Array.isArray(value)) {
			this.#out.push('[')
			for (const item of value as readonly JsonValue[]) {
				this.#out.push(separator)
				this.write(item, depth - 1)
				separator = ','
			}
			this.#out.push(']')
			return
		}
		this.#out.push('{')
		for (const [key, field] of Object.entries(value)) {
			if (field === undefined) continue
			this.#out.push(separator, JSON.stringify(key), ':')
			this.write(field, depth - 1)
			separator = ','
		}
		this.#out.push('}')
	}

	/** The opening bracket and the space behind it. */
	#open(span: Span, first: Span | undefined): void {
		this.#copy(span.start, first?.start ?? span.end - 1)
	}

	/** The space before the closing bracket, and the bracket. */
	#close(span: Span, last: Span | undefined): void {
		this.#copy(last?.end ?? span.end - 1, span.end)
	}

	#copy(start: number, end: number): void {
		this.#out.push(this.#text.slice(start, end))
	}
}

function tooDeep(): HeadroomError {
	return new HeadroomError(
		'invalid-request',
		`a changed field nests deeper than ${DEPTH} levels; expected JSON without cycles`,
	)
}
