import type { JsonObject, JsonValue } from '@headroom/spec'

/** Fields to set; `undefined` removes one. */
export type Changes = ReadonlyMap<string, JsonValue | undefined>

/**
 * Changes JSON values without touching them: what has no change is the same reference, what has one is a copy that is
 * remembered with what it was made from, so that a text can be spliced in the same way.
 */
export class Draft {
	readonly #origins = new Map<object, object>()

	/** What a value was made from, or `undefined` when it was not made here. */
	originOf(value: object): object | undefined {
		return this.#origins.get(value)
	}

	/** The object with other fields; the same one when none of them differs. */
	patch(before: JsonObject, changes: Changes): JsonObject {
		const differing = [...changes].filter(([key, value]) => own(before, key) !== value)
		if (differing.length === 0) return before
		const fields = new Map(Object.entries(before))
		for (const [key, value] of differing) {
			if (value === undefined) fields.delete(key)
			else fields.set(key, value)
		}
		// Unlike an assignment, fromEntries makes a field of the key `__proto__` too.
		return this.#made(Object.fromEntries(fields), before)
	}

	/** The list with other items; the same one when none differs. */
	list(before: readonly JsonValue[], items: readonly JsonValue[]): readonly JsonValue[] {
		const same = before.length === items.length && before.every((item, index) => item === items[index])
		return same ? before : this.#made(items.slice(), before)
	}

	#made<T extends object>(copy: T, before: object): T {
		this.#origins.set(copy, this.#origins.get(before) ?? before)
		return copy
	}
}

/** The value of an object's own field. */
export function own(object: JsonObject, key: string): JsonValue | undefined {
	return Object.hasOwn(object, key) ? object[key] : undefined
}

/** The object without the fields named, or `undefined` when no field is left. Fields set to `undefined` are left out. */
export function without(object: JsonObject, keys: ReadonlySet<string>): JsonObject | undefined {
	const left = Object.entries(object).filter(([key, value]) => value !== undefined && !keys.has(key))
	return left.length === 0 ? undefined : Object.fromEntries(left)
}

/** What turns the fields of one object into those of another. */
export function difference(
	before: JsonObject = {},
	after: JsonObject = {},
): Map<string, JsonValue | undefined> {
	const changes = new Map<string, JsonValue | undefined>()
	if (before === after) return changes
	for (const key of Object.keys(before)) if (own(after, key) === undefined) changes.set(key, undefined)
	for (const [key, value] of Object.entries(after)) if (own(before, key) !== value) changes.set(key, value)
	return changes
}
