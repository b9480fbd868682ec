import type { JsonObject, JsonValue } from '@headroom/spec'

export function isObject(value: JsonValue | undefined): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The object in a field, or an empty one. */
export function objectIn(value: JsonValue | undefined): JsonObject {
	return isObject(value) ? value : {}
}

/** The list in a field, or an empty one. */
export function listIn(value: JsonValue | undefined): readonly JsonValue[] {
	return Array.isArray(value) ? value : []
}

/** The text in a field, or an empty one. */
export function textIn(value: JsonValue | undefined): string {
	return typeof value === 'string' ? value : ''
}

/** The fields that are left without the named ones and without those that say nothing: `null`, `undefined`, `[]`. */
export function otherFields(object: JsonObject, known: readonly string[]): JsonObject | undefined {
	const left = Object.entries(object).filter(([name, value]) => !known.includes(name) && saysSomething(value))
	return left.length === 0 ? undefined : Object.fromEntries(left)
}

function saysSomething(value: JsonValue | undefined): boolean {
	return value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0)
}
