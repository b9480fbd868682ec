import { HeadroomError, type JsonObject, type JsonValue } from '@headroom/spec'
import type { WireBody } from './codec.ts'
import { nestsDeeper } from './json/scan.ts'
import { isObject } from './json-fields.ts'

/** Levels that a body may nest; more is no prompt, and would overflow the stack of whoever walks it. */
const DEPTH = 200

/**
 * The object that a body says.
 *
 * @throws HeadroomError `invalid-request` when it is no JSON object, or nests deeper than 200 levels.
 */
export function readBody(body: WireBody): JsonObject {
	const deep = typeof body === 'string' ? nestsDeeper(body, DEPTH) : valueNestsDeeper(body, DEPTH)
	if (deep) throw invalidBody('the body', `nested deeper than ${DEPTH} levels`, 'fewer levels')
	const root = typeof body === 'string' ? parse(body) : body
	if (!isObject(root)) throw invalidBody('the body', describeJson(root), 'a JSON object')
	return root
}

export function invalidBody(where: string, found: string, expected: string): HeadroomError {
	return new HeadroomError('invalid-request', `${where} is ${found}; expected ${expected}`)
}

/** The kind of a value, and nothing of what it says: bodies hold what users write. */
export function describeJson(value: JsonValue | undefined): string {
	if (value === undefined) return 'missing'
	if (value === null) return 'null'
	return Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'an object' : `a ${typeof value}`
}

function parse(text: string): JsonValue {
	try {
		return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text) as JsonValue
	} catch {
		// The parser's own message quotes the text.
		throw invalidBody('the body', 'no valid JSON', 'a JSON object')
	}
}

function valueNestsDeeper(root: JsonValue, limit: number): boolean {
	// A set, since an object that is held many times over would be walked as many times.
	let level = new Set<object>(typeof root === 'object' && root !== null ? [root] : [])
	for (let depth = 1; level.size > 0; depth++) {
		if (depth > limit) return true
		const inner = new Set<object>()
		for (const container of level) {
			for (const value of Object.values(container)) {
				if (typeof value === 'object' && value !== null) inner.add(value)
			}
		}
		level = inner
	}
	return false
}
