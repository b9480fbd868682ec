/** Any value that JSON can hold. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject

/** A JSON object. A field set to `undefined` counts as absent, as in `JSON.stringify`. */
export interface JsonObject {
	readonly [key: string]: JsonValue | undefined
}
