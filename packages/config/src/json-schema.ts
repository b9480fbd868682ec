import { z } from 'zod'
import { configSchema } from './schema.ts'

/** A JSON Schema, or a part of one, as far as this package reads it. */
export interface JsonSchema {
	readonly type?: string
	readonly description?: string
	readonly default?: unknown
	readonly enum?: readonly unknown[]
	readonly properties?: Readonly<Record<string, JsonSchema>>
	readonly additionalProperties?: boolean | JsonSchema
	readonly items?: JsonSchema
	readonly anyOf?: readonly JsonSchema[]
	readonly allOf?: readonly JsonSchema[]
	readonly $ref?: string
	readonly definitions?: Readonly<Record<string, JsonSchema>>
	readonly [keyword: string]: unknown
}

const REFERENCE: JsonSchema = { type: 'string', pattern: '\\$\\{' }
const NOT_TEXT = new Set(['number', 'integer', 'boolean'])

/**
 * The JSON Schema (draft 7) of `headroom.yaml` for editors; shipped as `@headroom/config/schema.json`.
 *
 * Wherever a number, a switch or one of some words is wanted, a text with a `${…}` reference is allowed too.
 * It does not express what `loadConfig` checks between keys.
 */
export function configJsonSchema(): JsonSchema {
	const schema = z.toJSONSchema(configSchema, {
		io: 'input',
		target: 'draft-7',
		override: ({ jsonSchema }) => allowReference(jsonSchema as Record<string, unknown>),
	}) as JsonSchema
	return {
		...schema,
		title: 'Headroom configuration',
		description: 'headroom.yaml, read by @headroom/config.',
	}
}

function allowReference(schema: Record<string, unknown>): void {
	const { description, default: fallback, ...own } = schema
	if (!NOT_TEXT.has(String(own.type)) && own.enum === undefined) return
	for (const key of Object.keys(own)) delete schema[key]
	schema.anyOf = [own, REFERENCE]
}

let known: JsonSchema | undefined

/** The keys that may stand in the mapping at a path; empty where any name is allowed. */
export function knownKeys(path: readonly (string | number)[]): readonly string[] {
	known ??= configJsonSchema()
	const root = known
	let schema: JsonSchema | undefined = root
	for (const step of path) {
		schema = follow(schema, root)
		if (typeof step === 'number') schema = schema?.items
		else if (schema?.properties !== undefined && Object.hasOwn(schema.properties, step))
			schema = schema.properties[step]
		else schema = typeof schema?.additionalProperties === 'object' ? schema.additionalProperties : undefined
	}
	return Object.keys(follow(schema, root)?.properties ?? {})
}

/** Paths of the sections, routes included, in which a key is known. */
export function sectionsOf(key: string): readonly string[] {
	const places: [string, readonly (string | number)[]][] = [
		...knownKeys([]).map((section): [string, string[]] => [section, [section]]),
		['compressor.recall', ['compressor', 'recall']],
		['router.routes[…]', ['router', 'routes', 0]],
		['router.routes[…].aim', ['router', 'routes', 0, 'aim']],
		['router.routes[…].when', ['router', 'routes', 0, 'when']],
		['providers.<name>', ['providers', 'x']],
		['calls.retry', ['calls', 'retry']],
		['calls.breaker', ['calls', 'breaker']],
		['calls.cache', ['calls', 'cache']],
		['calls.budgets[…]', ['calls', 'budgets', 0]],
		['models.<id>', ['models', 'x']],
	]
	const found = places.filter(([, path]) => knownKeys(path).includes(key)).map(([name]) => name)
	return knownKeys([]).includes(key) ? ['the top level', ...found] : found
}

function follow(schema: JsonSchema | undefined, root: JsonSchema): JsonSchema | undefined {
	const reference = schema?.$ref ?? schema?.allOf?.[0]?.$ref
	if (reference !== undefined) return root.definitions?.[reference.replace('#/definitions/', '')]
	// Of several forms, the one that is a mapping.
	return schema?.anyOf?.find(({ properties }) => properties !== undefined) ?? schema
}
