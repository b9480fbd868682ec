import type { JsonObject, JsonValue, OpaquePart, TextPart } from '@headroom/spec'
import { without } from './json/draft.ts'
import { isObject } from './json-fields.ts'
import { invalidBody } from './read-body.ts'

/** What was read from which value. */
export type Values = Map<object, JsonValue>

/** Messages, parts and tools that a body may have: far more than any prompt, few enough to be read in no time. */
const NODES = 200_000

/**
 * Keeps in mind what a node was read from.
 *
 * @throws HeadroomError `invalid-request` when there are more than 200,000 of them.
 */
export function readFrom<T extends object>(values: Values, node: T, wire: JsonValue): T {
	if (values.size === NODES)
		throw invalidBody('the body', `of more than ${NODES} messages, parts and tools`, 'fewer')
	values.set(node, wire)
	return node
}

/** `{ extra }` with the fields that are not among `known`, or nothing where there are none. */
export function extraOf(wire: JsonObject, known: readonly string[]): { readonly extra?: JsonObject } {
	const extra = without(wire, new Set(known))
	return extra === undefined ? {} : { extra }
}

/** A part that is not interpreted. */
export function opaquePart(values: Values, wire: JsonValue, kind: string): OpaquePart {
	const type = isObject(wire) && typeof wire.type === 'string' ? wire.type : kind
	return readFrom(values, { type: 'opaque', kind: type, value: wire }, wire)
}

/** A text part of a block `{ type: 'text', text }`; anything else is opaque. */
export function textOrOpaque(values: Values, wire: JsonValue): TextPart | OpaquePart {
	if (!isObject(wire) || wire.type !== 'text' || typeof wire.text !== 'string')
		return opaquePart(values, wire, 'unknown')
	return readFrom(values, { type: 'text', text: wire.text, ...extraOf(wire, ['type', 'text']) }, wire)
}

export function readNumber(value: JsonValue | undefined): number | undefined {
	return typeof value === 'number' ? value : undefined
}

/** A list of texts, or one text as a list of one. */
export function readTexts(value: JsonValue | undefined): readonly string[] | undefined {
	if (typeof value === 'string') return [value]
	if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) return undefined
	return value as readonly string[]
}

/** A map of texts. */
export function readLabels(value: JsonValue | undefined): Readonly<Record<string, string>> | undefined {
	if (!isObject(value) || !Object.values(value).every((item) => typeof item === 'string')) return undefined
	return value as Readonly<Record<string, string>>
}
