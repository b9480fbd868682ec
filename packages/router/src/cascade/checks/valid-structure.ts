import { type JsonValue, messageText } from '@headroom/spec'
import type { AnswerCheck, Verdict } from '../accept.ts'
import { isObject } from '../schema/json.ts'
import { schemaProblem } from '../schema/validate.ts'

/**
 * Whether the answer is the JSON that was asked for: by the schema given here, or by that of the request's
 * `responseFormat` as OpenAI's and Anthropic's APIs spell it; of JSON without a schema, whether it parses.
 *
 * Requests that ask for no structure pass, as do answers that call tools instead. See `schemaProblem` for what of JSON
 * Schema is checked.
 */
export function validStructure(schema?: JsonValue): AnswerCheck {
	return {
		name: 'structure',
		check({ message, finishReason }, { responseFormat }) {
			const wanted = schema === undefined ? structureOf(responseFormat) : { schema }
			if (wanted === undefined) return { passes: true, reason: 'no structure is asked for' }
			const { content } = message
			const calls = typeof content !== 'string' && content.some(({ type }) => type === 'tool-call')
			if (calls || finishReason === 'tool-calls') return { passes: true, reason: 'it calls tools instead' }
			return verdictOn(messageText(message), wanted.schema)
		},
	}
}

/** The schema that an answer must satisfy; `true` for any JSON, `undefined` for any text. */
function structureOf(format: JsonValue | undefined): { readonly schema: JsonValue } | undefined {
	if (!isObject(format)) return undefined
	if (format.type === 'json_object') return { schema: { type: 'object' } }
	if (format.type !== 'json_schema') return undefined
	const said = isObject(format.json_schema) ? format.json_schema : format
	return { schema: said.schema ?? true }
}

function verdictOn(text: string, schema: JsonValue): Verdict {
	let value: unknown
	try {
		value = JSON.parse(text)
	} catch {
		return { passes: false, reason: 'it is not JSON' }
	}
	const problem = schemaProblem(schema, value)
	return problem === undefined
		? { passes: true, reason: 'it satisfies its schema' }
		: { passes: false, reason: problem }
}
