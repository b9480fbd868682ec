import type { ChatRequest, JsonObject, JsonValue } from '@headroom/spec'
import type { WireBody } from './codec.ts'
import { difference } from './json/draft.ts'
import { spliceText } from './json/splice.ts'
import { isObject } from './json-fields.ts'
import { wireModel } from './models.ts'
import { responseFormatFor } from './response-format.ts'
import { type NodeRules, rewriteList, type WriteContext } from './write-context.ts'

/** Fields of a body to set; `undefined` removes one. */
export type RootChanges = Map<string, JsonValue | undefined>

/** What the body has now, with the changes so far. */
export function present(context: WriteContext, changes: RootChanges, key: string): JsonValue | undefined {
	return changes.has(key) ? changes.get(key) : context.wire?.root[key]
}

/** Sets the model as its API takes it. One that is as it was read stays as it is. */
export function writeModel(
	context: WriteContext,
	changes: RootChanges,
	request: ChatRequest,
	vendor: string,
): void {
	if (context.wire?.request.model === request.model) return
	changes.set('model', wireModel(request.model, context.options.provider ?? vendor))
}

/** Sets a field that is the same value in the request and in the body, where it changed. */
export function writeField<K extends 'temperature' | 'maxOutputTokens' | 'metadata'>(
	context: WriteContext,
	changes: RootChanges,
	request: ChatRequest,
	name: K,
	key: string,
): void {
	if (context.wire?.request[name] !== request[name]) changes.set(key, request[name])
}

/** Adds what changed in `extra`, save for the field `except`. Fields that are set already win. */
export function writeExtra(
	changes: RootChanges,
	before: JsonObject | undefined,
	after: JsonObject | undefined,
	except?: string,
): void {
	for (const [key, value] of difference(before, after)) {
		if (key !== except && !changes.has(key)) changes.set(key, value)
	}
}

/**
 * Sets a structured output that stands in an object of the body, as `text.format` does, and what else that object
 * says, which is in `extra`.
 */
export function writeFormatIn(
	context: WriteContext,
	changes: RootChanges,
	request: ChatRequest,
	extra: JsonObject | undefined,
	key: string,
): void {
	const { draft, wire } = context
	const [before, after] = [wire?.request.extra?.[key], extra?.[key]]
	const asked = request.responseFormat
	if (before === after && wire?.request.responseFormat === asked) return
	if (asked === undefined && !isObject(after)) {
		changes.set(key, after)
		return
	}
	const base = wire?.root[key]
	const fields = difference(isObject(before) ? before : {}, isObject(after) ? after : {})
	if (asked !== wire?.request.responseFormat)
		fields.set('format', asked === undefined ? undefined : responseFormatFor(asked, context.format))
	const written = draft.patch(isObject(base) ? base : {}, fields)
	changes.set(key, Object.keys(written).length === 0 ? undefined : written)
}

/** The list of a field, rewritten from the one that was read. */
export function writeList<T extends object>(
	context: WriteContext,
	key: string,
	before: readonly T[] | undefined,
	after: readonly T[],
	rules: NodeRules<T>,
): readonly JsonValue[] {
	const values = before === undefined ? [] : (context.wire?.root[key] as readonly JsonValue[])
	return rewriteList(context, values, before ?? [], after, rules)
}

/** The body with the changes: of a text the same characters but for them, of an object the same references. */
export function finishBody(context: WriteContext, changes: RootChanges): WireBody {
	const { draft, wire } = context
	const root = wire?.root ?? {}
	const after = draft.patch(root, changes)
	if (wire === undefined) return after
	return typeof wire.body === 'string' ? spliceText(wire.body, root, after, draft) : after
}
