import type { JsonObject, JsonValue } from '@headroom/spec'
import { compilePattern } from '../../pattern/match.ts'
import { Unchecked } from './unchecked.ts'

/** Whether a value is of a type of JSON Schema. */
export function isOfType(type: JsonValue, value: unknown): boolean {
	switch (type) {
		case 'null':
			return value === null
		case 'array':
			return Array.isArray(value)
		case 'object':
			return typeof value === 'object' && value !== null && !Array.isArray(value)
		case 'integer':
			return Number.isInteger(value)
		default:
			return ['string', 'number', 'boolean'].some((name) => name === type && name === typeof value)
	}
}

/** Length, in characters, and pattern of a text. */
export function checkString(schema: JsonObject, value: string, path: string): string | undefined {
	const { minLength, maxLength, pattern } = schema
	if (typeof minLength === 'number' || typeof maxLength === 'number') {
		let length = 0
		for (const _ of value) length++
		if (typeof minLength === 'number' && length < minLength)
			return `${path}: expected at least ${minLength} characters`
		if (typeof maxLength === 'number' && length > maxLength)
			return `${path}: expected at most ${maxLength} characters`
	}
	if (typeof pattern !== 'string') return undefined
	return matchesPattern(pattern, value, path) ? undefined : `${path}: does not match the schema's pattern`
}

function matchesPattern(pattern: string, value: string, path: string): boolean {
	try {
		return compilePattern(pattern, { ignoreCase: false })(value)
	} catch {
		throw new Unchecked(
			`${path}: the schema's pattern is not of the kind that is checked here; leave it out, or give a judge of your own`,
		)
	}
}

/** Bounds of a number. */
export function checkNumber(schema: JsonObject, value: number, path: string): string | undefined {
	const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema
	if (typeof minimum === 'number' && value < minimum) return `${path}: expected at least ${minimum}`
	if (typeof maximum === 'number' && value > maximum) return `${path}: expected at most ${maximum}`
	if (typeof exclusiveMinimum === 'number' && value <= exclusiveMinimum)
		return `${path}: expected more than ${exclusiveMinimum}`
	if (typeof exclusiveMaximum === 'number' && value >= exclusiveMaximum)
		return `${path}: expected less than ${exclusiveMaximum}`
	if (typeof multipleOf === 'number' && !isMultiple(value, multipleOf))
		return `${path}: expected a multiple of ${multipleOf}`
	return undefined
}

/** Tolerates what binary fractions lose: 0.3 is a multiple of 0.1. */
function isMultiple(value: number, of: number): boolean {
	const times = value / of
	return Math.abs(times - Math.round(times)) <= 1e-9 * Math.max(1, Math.abs(times))
}
