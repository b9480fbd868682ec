import type { JsonObject, JsonValue } from '@headroom/spec'
import { isObject } from './json-fields.ts'

type Merged = JsonValue | MergedFields | JsonValue[]

/** Objects within objects that are merged; a server that nests deeper gets its last word. */
const DEPTH = 16

/** Texts that name something, which some servers repeat in every piece. */
const NAMES: readonly string[] = [
	'id',
	'type',
	'format',
	'name',
	'role',
	'finish_reason',
	'native_finish_reason',
]

/**
 * Fields that come in pieces: texts are joined, lists follow each other, objects are merged, and of anything else the
 * last one counts. `null` says nothing. For fields of a stream that Headroom does not know.
 */
export class MergedFields {
	readonly #fields = new Map<string, Merged>()
	readonly #depth: number

	constructor(depth = 0) {
		this.#depth = depth
	}

	add(piece: JsonObject, known: readonly string[] = []): void {
		for (const [name, value] of Object.entries(piece)) {
			if (value !== undefined && value !== null && !known.includes(name)) this.#addField(name, value)
		}
	}

	#addField(name: string, value: JsonValue): void {
		const before = this.#fields.get(name)
		if (typeof value === 'string') {
			this.#fields.set(name, typeof before === 'string' && !NAMES.includes(name) ? before + value : value)
		} else if (Array.isArray(value)) {
			if (Array.isArray(before)) for (const item of value) before.push(item)
			else this.#fields.set(name, [...value])
		} else if (isObject(value) && this.#depth < DEPTH) {
			const merged = before instanceof MergedFields ? before : new MergedFields(this.#depth + 1)
			merged.add(value)
			this.#fields.set(name, merged)
		} else this.#fields.set(name, value)
	}

	/** What came so far. */
	toJson(): JsonObject {
		return Object.fromEntries(
			[...this.#fields].map(([name, value]) => [
				name,
				value instanceof MergedFields ? value.toJson() : value,
			]),
		)
	}
}
