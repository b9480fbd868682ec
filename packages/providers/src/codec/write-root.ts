import type { ChatRequest, JsonObject, JsonValue } from '@headroom/spec'
import type { WireBody } from './codec.ts'
import { difference } from './json/draft.ts'
import { spliceText } from './json/splice.ts'
import { wireModel } from './models.ts'
import type { WriteContext } from './write-context.ts'

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

/** Adds what changed in `extra`. Fields that are set already win. */
export function writeExtra(
	changes: RootChanges,
	before: JsonObject | undefined,
	after: JsonObject | undefined,
): void {
	for (const [key, value] of difference(before, after)) if (!changes.has(key)) changes.set(key, value)
}

/** The body with the changes: of a text the same characters but for them, of an object the same references. */
export function finishBody(context: WriteContext, changes: RootChanges): WireBody {
	const { draft, wire } = context
	const root = wire?.root ?? {}
	const after = draft.patch(root, changes)
	if (wire === undefined) return after
	return typeof wire.body === 'string' ? spliceText(wire.body, root, after, draft) : after
}
