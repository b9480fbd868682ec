import type { JsonObject, JsonValue } from '@headroom/spec'
import type { WireFormat } from './codec.ts'
import { isObject } from './json-fields.ts'
import { notSupported } from './opaque.ts'

/** Name of a schema where the format demands one and the request has none. */
const NAME = 'answer'

/**
 * A structured output as a format describes it. A JSON Schema is moved between the three shapes, and never changed
 * itself; a description that has no such shape is passed on as it is.
 *
 * @throws HeadroomError `not-supported` for JSON without a schema, which Messages does not have.
 */
export function responseFormatFor(value: JsonValue, format: WireFormat): JsonValue | undefined {
	if (!isObject(value)) return value
	if (format === 'anthropic-messages' && value.type === 'text') return undefined
	if (format === 'anthropic-messages' && value.type === 'json_object')
		throw notSupported(
			'responseFormat "json_object"',
			format,
			'give a JSON Schema, or ask for JSON in the prompt',
		)
	if (value.type !== 'json_schema' || homeOf(value) === format) return value
	const said = isObject(value.json_schema) ? value.json_schema : value
	const { type: _type, ...fields } = said
	if (format === 'anthropic-messages') return { type: 'json_schema', schema: fields.schema }
	// Messages always holds to its schema.
	const named: JsonObject = {
		name: NAME,
		...(homeOf(value) === 'anthropic-messages' ? { strict: true } : {}),
		...fields,
	}
	return format === 'openai-chat'
		? { type: 'json_schema', json_schema: named }
		: { type: 'json_schema', ...named }
}

function homeOf(value: JsonObject): WireFormat {
	if (isObject(value.json_schema)) return 'openai-chat'
	return value.name === undefined ? 'anthropic-messages' : 'openai-responses'
}
