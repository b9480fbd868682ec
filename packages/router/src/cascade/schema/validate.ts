import { canonical } from '../canonical-json.ts'
import { isObject, type JsonObject, type JsonValue } from './json.ts'
import { unknownKeyword } from './keywords.ts'
import { checkNumber, checkString, isOfType } from './scalars.ts'
import { Unchecked } from './unchecked.ts'

/** Most pairs of schema and value that are looked at; alternatives within alternatives multiply. */
const MOST_STEPS = 200_000
/** Levels of schema and value; deeper ones would exhaust the stack. */
const DEEPEST = 400

/**
 * What of a value does not satisfy a JSON Schema, as `$.items[2].price: expected number`; `undefined` when it does.
 *
 * Reads the part of JSON Schema that vendors allow for structured outputs and tools, and the common rest of it:
 * `type`, `enum`, `const`, `properties`, `required`, `additionalProperties`, `items`, `prefixItems`, `anyOf`, `oneOf`,
 * `allOf`, `not`, `$ref` within the schema, bounds, `pattern` of the router's kind. `format` and annotations are not
 * checked. A schema with any other keyword satisfies nothing, and the text says which keyword it was.
 */
export function schemaProblem(schema: JsonValue, value: unknown): string | undefined {
	try {
		return new Validation(schema).problem(schema, value, '$', 0)
	} catch (error) {
		if (error instanceof Unchecked) return error.message
		// Values that are compared whole are deeper than the stack is.
		if (error instanceof RangeError) return '$: too deeply nested to be compared; give a judge of your own'
		throw error
	}
}

class Validation {
	readonly #root: JsonValue
	#steps = 0

	constructor(root: JsonValue) {
		this.#root = root
	}

	problem(schema: JsonValue, value: unknown, path: string, depth: number): string | undefined {
		if (++this.#steps > MOST_STEPS || depth > DEEPEST)
			throw new Unchecked(`${path}: too large or too deeply nested to be checked; give a judge of your own`)
		if (schema === true) return undefined
		if (!isObject(schema)) return `${path}: expected nothing here`
		const unknown = unknownKeyword(schema)
		if (unknown !== undefined)
			throw new Unchecked(
				`${path}: the schema's "${unknown}" is not checked here; leave it out, or give a judge of your own`,
			)
		return (
			this.#reference(schema, value, path, depth) ??
			this.#self(schema, value, path) ??
			this.#alternatives(schema, value, path, depth) ??
			(Array.isArray(value) ? this.#items(schema, value, path, depth) : undefined) ??
			(isObject(value) ? this.#properties(schema, value, path, depth) : undefined)
		)
	}

	#reference(schema: JsonObject, value: unknown, path: string, depth: number): string | undefined {
		const reference = schema.$ref
		if (reference === undefined) return undefined
		const target = typeof reference === 'string' ? resolve(this.#root, reference) : undefined
		if (target === undefined)
			throw new Unchecked(`${path}: the schema's $ref ${JSON.stringify(reference)} is not in it`)
		return this.problem(target, value, path, depth + 1)
	}

	/** What concerns the value alone. */
	#self(schema: JsonObject, value: unknown, path: string): string | undefined {
		const { type, enum: options, const: only } = schema
		if (type !== undefined) {
			const types = Array.isArray(type) ? type : [type]
			if (!types.some((one) => isOfType(one, value))) return `${path}: expected ${types.join(' or ')}`
		}
		if (Array.isArray(options) && !options.some((one) => same(one, value)))
			return `${path}: expected one of ${options.length} values`
		if (only !== undefined && !same(only, value)) return `${path}: expected ${JSON.stringify(only)}`
		if (typeof value === 'string') return checkString(schema, value, path)
		return typeof value === 'number' ? checkNumber(schema, value, path) : undefined
	}

	#alternatives(schema: JsonObject, value: unknown, path: string, depth: number): string | undefined {
		const { allOf, anyOf, oneOf, not } = schema
		const problemOf = (one: JsonValue): string | undefined => this.problem(one, value, path, depth + 1)
		if (Array.isArray(allOf))
			for (const one of allOf) {
				const problem = problemOf(one)
				if (problem !== undefined) return problem
			}
		if (Array.isArray(anyOf)) {
			let first: string | undefined
			if (
				!anyOf.some((one) => {
					const problem = problemOf(one)
					first ??= problem
					return problem === undefined
				})
			)
				return first ?? `${path}: expected one of no alternatives`
		}
		if (Array.isArray(oneOf)) {
			const fitting = oneOf.filter((one) => problemOf(one) === undefined).length
			if (fitting !== 1)
				return `${path}: expected exactly one of ${oneOf.length} alternatives, ${fitting} fit`
		}
		if (not !== undefined && problemOf(not) === undefined) return `${path}: is what the schema rules out`
		return undefined
	}

	#items(schema: JsonObject, value: readonly unknown[], path: string, depth: number): string | undefined {
		const { items, prefixItems, minItems, maxItems, uniqueItems } = schema
		if (typeof minItems === 'number' && value.length < minItems)
			return `${path}: expected at least ${minItems} items`
		if (typeof maxItems === 'number' && value.length > maxItems)
			return `${path}: expected at most ${maxItems} items`
		if (uniqueItems === true && new Set(value.map((item) => canonical(item))).size < value.length)
			return `${path}: expected no item twice`
		const leading = Array.isArray(prefixItems) ? prefixItems : []
		for (const [index, item] of value.entries()) {
			const one = leading[index] ?? items
			const problem = one === undefined ? undefined : this.problem(one, item, `${path}[${index}]`, depth + 1)
			if (problem !== undefined) return problem
		}
		return undefined
	}

	#properties(schema: JsonObject, value: JsonObject, path: string, depth: number): string | undefined {
		const { properties, required, additionalProperties, minProperties, maxProperties } = schema
		const names = Object.keys(value)
		if (Array.isArray(required))
			for (const name of required)
				if (typeof name === 'string' && !Object.hasOwn(value, name)) return `${path}.${name}: is missing`
		if (typeof minProperties === 'number' && names.length < minProperties)
			return `${path}: expected at least ${minProperties} properties`
		if (typeof maxProperties === 'number' && names.length > maxProperties)
			return `${path}: expected at most ${maxProperties} properties`
		const known = isObject(properties) ? properties : {}
		for (const name of names) {
			const own = Object.hasOwn(known, name)
			const one = own ? known[name] : additionalProperties
			if (one === undefined) continue
			// A name that the schema does not have is the answer's own and not for anybody's log.
			const where = own ? `${path}.${name}` : `${path}.*`
			const problem = this.problem(one, value[name], where, depth + 1)
			if (problem !== undefined) return problem
		}
		return undefined
	}
}

/** A part of the schema by its pointer, `#/$defs/item`. */
function resolve(root: JsonValue, reference: string): JsonValue | undefined {
	if (reference === '#') return root
	if (!reference.startsWith('#/')) return undefined
	let at: JsonValue | undefined = root
	for (const step of reference.slice(2).split('/')) {
		const name = decoded(step)
		if (Array.isArray(at)) at = at[Number(name)]
		else at = isObject(at) && Object.hasOwn(at, name) ? at[name] : undefined
	}
	return at
}

function decoded(step: string): string {
	const plain = step.replaceAll('~1', '/').replaceAll('~0', '~')
	try {
		return decodeURIComponent(plain)
	} catch {
		return plain
	}
}

function same(one: JsonValue, value: unknown): boolean {
	if (typeof one !== 'object' || one === null) return one === value
	return typeof value === 'object' && value !== null && canonical(one) === canonical(value)
}
