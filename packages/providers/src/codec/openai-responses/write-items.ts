import type { JsonObject, JsonValue, Message, Part, Role, ToolCallPart, ToolResultPart } from '@headroom/spec'
import { likeMessages } from '../align.ts'
import { textRules } from '../block-rules.ts'
import { difference, without } from '../json/draft.ts'
import { isObject } from '../json-fields.ts'
import { fileOf, foreignPart, imageOf, isForeign, refuseUnnamedResult } from '../opaque.ts'
import { extraFor, type NodeRules, readValue, rewriteList, type WriteContext } from '../write-context.ts'
import { textType } from './read-request.ts'

const FORMAT = 'openai-responses'

/**
 * How the messages of a Responses body are written as items.
 *
 * @param messages All that are to be written: calls say how their outputs are.
 */
export function itemRules(context: WriteContext, messages: readonly Message[]): NodeRules<Message> {
	const customCalls = customCallsIn(messages)
	return {
		...likeMessages,
		edit: (value, before, after) =>
			editItem(context, value, before, after) ?? createItems(context, after, customCalls),
		create: (message) => createItems(context, message, customCalls),
	}
}

/** The changed item; nothing when it is no longer one that this one can become. */
function editItem(
	context: WriteContext,
	value: JsonObject,
	before: Message,
	after: Message,
): readonly JsonValue[] | undefined {
	const [old, now] = [onlyPart(before), onlyPart(after)]
	if (old?.type === 'tool-result' && now?.type === 'tool-result')
		return [editOutput(context, value, old, now)]
	const blocks = new Set(typeof before.content === 'string' ? [] : before.content)
	const isMessage =
		'role' in value &&
		(typeof after.content === 'string' ||
			after.content.every((part) => blocks.has(part) || isSaid(part, after)))
	if (!isMessage) return undefined
	const changes = difference(before.extra, after.extra)
	if (after.content !== before.content)
		changes.set('content', editContent(context, value.content, before.content, after.content, after.role))
	return [context.draft.patch(value, changes)]
}

function editOutput(
	context: WriteContext,
	value: JsonObject,
	before: ToolResultPart,
	after: ToolResultPart,
): JsonValue {
	const changes = difference(before.extra, after.extra)
	changes.set('call_id', after.callId)
	if (after.content !== before.content)
		changes.set('output', editContent(context, value.output, before.content, after.content, 'tool'))
	return context.draft.patch(value, changes)
}

function editContent(
	context: WriteContext,
	value: JsonValue | undefined,
	before: Message['content'],
	after: Message['content'],
	role: Role,
): JsonValue {
	if (typeof after === 'string') return after
	const listed = Array.isArray(value) && typeof before !== 'string'
	return rewriteList<Part>(
		context,
		listed ? value : [],
		listed ? before : [],
		after,
		textRules(context, (part) => createBlock(context, part, role)),
	)
}

function createItems(
	context: WriteContext,
	message: Message,
	customCalls: () => ReadonlySet<string>,
): readonly JsonValue[] {
	const { role, content } = message
	const extra = extraFor(context, message.extra)
	refuseUnnamedResult(message, FORMAT)
	if (typeof content === 'string') return [{ ...extra, role, content }]
	const items: JsonValue[] = []
	let said: { readonly head: JsonObject; readonly content: JsonValue[] } | undefined
	for (const part of content) {
		if (!isSaid(part, message)) {
			items.push(createItem(context, part, customCalls))
			said = undefined
			continue
		}
		// What stands beside results is the user's, as nothing else can be.
		const speaker = role === 'tool' ? 'user' : role
		const item = part.type === 'text' ? part.extra?.item : undefined
		if (said === undefined || isObject(item)) {
			const head = isObject(item) ? { type: 'message', ...item } : extra
			said = { head: { ...head, role: speaker }, content: [] }
			items.push({ ...said.head, content: said.content })
		}
		said.content.push(...createBlock(context, part, speaker))
	}
	return content.length === 0 ? [{ ...extra, role, content: [] }] : items
}

function createBlock(context: WriteContext, part: Part, role: Role): readonly JsonValue[] {
	const known = readValue(context, part)
	if (known !== undefined) return [known]
	if (part.type === 'text') {
		const extra = extraFor(context, part.extra && without(part.extra, new Set(['item'])))
		return [{ type: textType(role), text: part.text, ...extra }]
	}
	if (part.type !== 'opaque') return []
	const { value } = part
	if (context.foreign === undefined && !isForeign(value, FORMAT)) return [value]
	const image = imageOf(value)
	if (image !== undefined) {
		const { url, detail = 'auto' } = image
		return [{ type: 'input_image', image_url: url, detail }]
	}
	const file = fileOf(value)
	if (file !== undefined) return [{ type: 'input_file', ...file }]
	if (isObject(value) && value.type === 'refusal') return [value]
	throw foreignPart(part, FORMAT)
}

function createItem(context: WriteContext, part: Part, customCalls: () => ReadonlySet<string>): JsonValue {
	const known = readValue(context, part)
	if (known !== undefined) return known
	if (part.type === 'tool-call') return createCall(context, part)
	if (part.type === 'tool-result') return createOutput(context, part, customCalls)
	if (part.type !== 'opaque') return null
	if (context.foreign !== undefined || isForeign(part.value, FORMAT)) throw foreignPart(part, FORMAT)
	return part.value
}

function createCall(
	context: WriteContext,
	{ id, name, arguments: text, extra = {} }: ToolCallPart,
): JsonValue {
	const said = isCustom({ extra })
		? { type: 'custom_tool_call', call_id: id, name, input: text }
		: { type: 'function_call', call_id: id, name, arguments: text }
	return { ...extraFor(context, extra), ...said }
}

/** The API takes the output of a custom tool only under its own type. */
function createOutput(
	context: WriteContext,
	{ callId, content, extra }: ToolResultPart,
	customCalls: () => ReadonlySet<string>,
): JsonValue {
	const output =
		typeof content === 'string' ? content : content.flatMap((part) => createBlock(context, part, 'tool'))
	const type = customCalls().has(callId) ? 'custom_tool_call_output' : 'function_call_output'
	return { type, call_id: callId, output, ...extraFor(context, extra) }
}

/** The ids of the calls of custom tools, looked for when the first one is asked for. */
function customCallsIn(messages: readonly Message[]): () => ReadonlySet<string> {
	let ids: ReadonlySet<string> | undefined
	return () => {
		ids ??= new Set(
			messages
				.flatMap(({ content }) => (typeof content === 'string' ? [] : content))
				.flatMap((part) => (part.type === 'tool-call' && isCustom(part) ? [part.id] : [])),
		)
		return ids
	}
}

function isCustom({ extra }: Pick<ToolCallPart, 'extra'>): boolean {
	return extra?.type === 'custom_tool_call' || extra?.type === 'custom'
}

function onlyPart({ content }: Message): Part | undefined {
	return typeof content !== 'string' && content.length === 1 ? content[0] : undefined
}

/**
 * Whether a part stands in a message, and is no item of its own. One of a type that is not known does where the
 * message is not the model's and has more than it.
 */
function isSaid(part: Part, { role, content }: Message): boolean {
	if (part.type !== 'opaque') return part.type === 'text'
	const { kind, value } = part
	if (kind === 'item') return false
	const type = isObject(value) && typeof value.type === 'string' ? value.type : ''
	const known = type.startsWith('input_') || type === 'refusal' || type === ''
	if (known || imageOf(value) !== undefined || fileOf(value) !== undefined) return true
	return content.length > 1 && role !== 'assistant' && role !== 'tool'
}
