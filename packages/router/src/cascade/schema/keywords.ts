import type { JsonObject } from '@headroom/spec'

/** Keywords that are checked. */
const CHECKED = [
	['type', 'enum', 'const', '$ref', 'anyOf', 'oneOf', 'allOf', 'not'],
	['properties', 'required', 'additionalProperties', 'minProperties', 'maxProperties'],
	['items', 'prefixItems', 'minItems', 'maxItems', 'uniqueItems'],
	['minLength', 'maxLength', 'pattern'],
	['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
].flat()

/** Keywords that hold nothing against a value. `format` is an annotation unless a validator is told otherwise. */
const ANNOTATIONS = [
	['$schema', '$id', '$anchor', '$comment', '$defs', 'definitions', '$vocabulary'],
	['title', 'description', 'default', 'examples', 'example', 'deprecated', 'readOnly', 'writeOnly'],
	['format', 'contentEncoding', 'contentMediaType', 'strict', 'nullable', 'propertyOrdering'],
].flat()

const KNOWN: ReadonlySet<string> = new Set([...CHECKED, ...ANNOTATIONS])

/** The first keyword of a schema that is not checked, though a value might fail it; names beginning with `x-` mean nothing. */
export function unknownKeyword(schema: JsonObject): string | undefined {
	return Object.keys(schema).find((name) => !KNOWN.has(name) && !name.startsWith('x-'))
}
