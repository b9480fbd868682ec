import type { JsonObject, JsonValue } from '@headroom/spec'

export type { JsonObject, JsonValue }

/** Whether a value is an object of JSON: neither `null` nor a list. */
export function isObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
}
