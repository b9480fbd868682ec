import type { JsonObject, JsonValue, Part, ToolCallPart, ToolResultPart } from '@headroom/spec'
import { likeParts } from '../align.ts'
import { textRules } from '../block-rules.ts'
import { difference } from '../json/draft.ts'
import { spelledAs } from '../json/spelling.ts'
import { isObject } from '../json-fields.ts'
import { foreignPart, imageOf, imageSource, isForeign, notSupported } from '../opaque.ts'
import { extraFor, type NodeRules, readValue, rewriteList, type WriteContext } from '../write-context.ts'

const FORMAT = 'anthropic-messages'

/** How the blocks of a message are written. */
export function blockRules(context: WriteContext): NodeRules<Part> {
	const create = (part: Part): readonly JsonValue[] => [createBlock(context, part)]
	const texts = textRules(context, create)
	return {
		...likeParts,
		edit(value, before, after) {
			if (before.type === 'tool-result' && after.type === 'tool-result')
				return [editResult(context, value, before, after)]
			return texts.edit(value, before, after)
		},
		create,
	}
}

function editResult(
	context: WriteContext,
	value: JsonObject,
	before: ToolResultPart,
	after: ToolResultPart,
): JsonValue {
	const changes = difference(before.extra, after.extra)
	if (after.isError !== before.isError) changes.set('is_error', after.isError)
	if (after.content !== before.content) changes.set('content', editTold(context, value, before, after))
	return context.draft.patch(value, changes)
}

function editTold(
	context: WriteContext,
	value: JsonObject,
	before: ToolResultPart,
	after: ToolResultPart,
): JsonValue {
	if (typeof after.content === 'string') return after.content
	const listed = Array.isArray(value.content) && typeof before.content !== 'string'
	const values = listed ? (value.content as readonly JsonValue[]) : []
	return rewriteList<Part>(
		context,
		values,
		listed ? (before.content as readonly Part[]) : [],
		after.content,
		textRules(context, (part) => [createBlock(context, part)]),
	)
}

export function createBlock(context: WriteContext, part: Part): JsonValue {
	const known = readValue(context, part)
	if (known !== undefined) return known
	switch (part.type) {
		case 'text':
			return { type: 'text', text: part.text, ...extraFor(context, part.extra) }
		case 'tool-call':
			return {
				type: 'tool_use',
				id: part.id,
				name: part.name,
				input: inputOf(part),
				...extraFor(context, part.extra),
			}
		case 'tool-result':
			return {
				type: 'tool_result',
				tool_use_id: part.callId,
				content:
					typeof part.content === 'string'
						? part.content
						: part.content.map((inner) => createBlock(context, inner)),
				...(part.isError === undefined ? {} : { is_error: part.isError }),
				...extraFor(context, part.extra),
			}
		default: {
			if (context.foreign === undefined && !isForeign(part.value, FORMAT)) return part.value
			const image = imageOf(part.value)
			const source = image && imageSource(image.url)
			if (source === undefined) throw foreignPart(part, FORMAT)
			return { type: 'image', source }
		}
	}
}

/** The object that the arguments of a call say. Some models spell no arguments as no text at all. */
function inputOf({ id, arguments: text }: ToolCallPart): JsonObject {
	try {
		const input = JSON.parse(text.trim() === '' ? '{}' : text) as JsonValue
		if (isObject(input)) return spelledAs(input, text.trim() || '{}')
	} catch {
		// The same as JSON that is no object.
	}
	throw notSupported(
		`the arguments of the tool call "${id}"`,
		FORMAT,
		'they are no JSON object; mend or leave out the call and its result',
	)
}
