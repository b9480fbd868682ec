import type { JsonObject, JsonValue, Tokenizer, ToolDefinition } from '@headroom/spec'

// OpenAI Cookbook, "How to count tokens with tiktoken", section 7; its figures match the API's for flat schemas.
/** Tokens that start a function: GPT-4o and later, and before. */
const PER_FUNCTION = 7
const PER_FUNCTION_CL100K = 10
/** Tokens that start a list of properties, and each of them. */
const PER_PROPERTIES = 3
const PER_PROPERTY = 3
/** Tokens that a list of values adds, and each of them. */
const PER_ENUM = -3
const PER_ENUM_VALUE = 3
/** Tokens that end the list of functions, once a request. */
const FUNCTIONS_END = 12

/**
 * Estimated tokens of tool definitions in a prompt; 0 for none.
 *
 * The formula is published for flat schemas. Nested properties, array items and alternatives are counted with it
 * too; keywords such as `minimum`, `pattern` or `required` are left out, as in the source.
 */
export function countTools(tools: readonly ToolDefinition[], tokenizer: Tokenizer): number {
	if (tools.length === 0) return 0
	const perFunction = tokenizer.id === 'cl100k_base' ? PER_FUNCTION_CL100K : PER_FUNCTION
	let tokens = FUNCTIONS_END
	for (const tool of tools) {
		tokens += perFunction + tokenizer.count(`${tool.name}:${withoutDot(tool.description)}`)
		if (tool.parameters !== undefined) tokens += countSchema(tool.parameters, tokenizer)
	}
	return tokens
}

/** Tokens of the properties of a schema and of all schemas inside it. */
function countSchema(schema: JsonValue, tokenizer: Tokenizer): number {
	let tokens = 0
	// A list instead of recursion: a schema may be nested deeper than the call stack reaches.
	const open: JsonValue[] = [schema]
	for (let node = open.pop(); node !== undefined; node = open.pop()) {
		if (!isObject(node)) continue
		const properties = Object.entries(isObject(node.properties) ? node.properties : {})
		if (properties.length > 0) tokens += PER_PROPERTIES
		for (const [key, property] of properties) {
			tokens += PER_PROPERTY + countProperty(key, property, tokenizer)
			if (property !== undefined) open.push(property)
		}
		for (const inner of innerSchemas(node)) open.push(inner)
	}
	return tokens
}

/** Schemas inside a schema, besides its properties. */
function* innerSchemas(node: JsonObject): Generator<JsonValue> {
	for (const inner of [node.items, node.additionalProperties]) if (inner !== undefined) yield inner
	for (const list of [node.anyOf, node.oneOf, node.allOf]) if (Array.isArray(list)) yield* list
	for (const named of [node.$defs, node.definitions]) {
		if (!isObject(named)) continue
		for (const inner of Object.values(named)) if (inner !== undefined) yield inner
	}
}

function countProperty(key: string, property: JsonValue | undefined, tokenizer: Tokenizer): number {
	if (!isObject(property)) return tokenizer.count(key)
	const type = typeof property.type === 'string' ? property.type : ''
	const description = typeof property.description === 'string' ? property.description : ''
	let tokens = tokenizer.count(`${key}:${type}:${withoutDot(description)}`)
	if (Array.isArray(property.enum)) {
		tokens += PER_ENUM
		for (const value of property.enum) {
			tokens += PER_ENUM_VALUE + tokenizer.count(typeof value === 'string' ? value : JSON.stringify(value))
		}
	}
	return tokens
}

function withoutDot(text: string | undefined): string {
	if (text === undefined) return ''
	return text.endsWith('.') ? text.slice(0, -1) : text
}

function isObject(value: JsonValue | undefined): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
}
