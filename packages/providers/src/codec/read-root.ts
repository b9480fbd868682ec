import type { ChatRequest, JsonObject, JsonValue, Message } from '@headroom/spec'
import { without } from './json/draft.ts'
import { describeJson, invalidBody } from './read-body.ts'

/** The model that a body names. */
export function readModel(root: JsonObject): string {
	if (typeof root.model === 'string' && root.model !== '') return root.model
	throw invalidBody('model', root.model === '' ? 'empty' : describeJson(root.model), 'the name of a model')
}

/** A field of a request, the field of the body it comes from, and its value, or `undefined` where it has none. */
type Field = readonly [
	name: Exclude<keyof ChatRequest, 'model' | 'messages' | 'extra'>,
	key: string,
	value: unknown,
]

/**
 * A request of the fields that could be read; every other one of the body is in `extra`, by reference.
 *
 * @param known Fields of the body that are said otherwise, besides `model` and `messages`.
 * @param more Further fields of `extra`.
 */
export function requestOf(
	root: JsonObject,
	said: { readonly model: string; readonly messages: readonly Message[] },
	fields: readonly Field[],
	known: readonly string[] = ['messages'],
	more: Readonly<Record<string, JsonValue | undefined>> = {},
): ChatRequest {
	const read = fields.filter(([, , value]) => value !== undefined)
	const extra = without(root, new Set(['model', ...known, ...read.map(([, key]) => key)]))
	const all = without({ ...extra, ...more }, new Set())
	return {
		...said,
		...Object.fromEntries(read.map(([name, , value]) => [name, value])),
		...(all === undefined ? {} : { extra: all }),
	}
}
