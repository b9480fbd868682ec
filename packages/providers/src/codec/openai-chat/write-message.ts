import type {
	JsonObject,
	JsonValue,
	Message,
	Part,
	TextPart,
	ToolCallPart,
	ToolResultPart,
} from '@headroom/spec'
import { likeMessages, likeParts } from '../align.ts'
import { textRules } from '../block-rules.ts'
import { difference } from '../json/draft.ts'
import { isObject } from '../json-fields.ts'
import { fileOf, foreignPart, imageOf, isForeign, refuseUnnamedResult } from '../opaque.ts'
import { extraFor, type NodeRules, readValue, rewriteList, type WriteContext } from '../write-context.ts'

const FORMAT = 'openai-chat'

/** How the messages of a chat completions body are written. */
export function messageRules(context: WriteContext): NodeRules<Message> {
	return {
		...likeMessages,
		edit: (value, before, after) => editMessage(context, value, before, after),
		create: (message) => createMessage(context, message),
	}
}

function editMessage(
	context: WriteContext,
	value: JsonObject,
	before: Message,
	after: Message,
): readonly JsonValue[] {
	const changes = difference(before.extra, after.extra)
	if (after.name !== before.name) changes.set('name', after.name)
	if (after.content !== before.content) {
		const fields =
			before.role === 'tool'
				? editResult(context, value, before, after)
				: editSaid(context, value, before, after)
		if (fields === undefined) return createMessage(context, after)
		for (const [key, field] of Object.entries(fields)) changes.set(key, field)
	}
	return [context.draft.patch(value, changes)]
}

/** The changed fields of a tool message, or nothing when it is no longer exactly one result. */
function editResult(
	context: WriteContext,
	value: JsonObject,
	before: Message,
	after: Message,
): JsonObject | undefined {
	const [old, result] = [onlyResult(before), onlyResult(after)]
	if (old === undefined || result === undefined) return undefined
	return {
		tool_call_id: result.callId,
		content:
			typeof result.content === 'string'
				? result.content
				: editBlocks(context, value, old.content, result.content),
	}
}

function onlyResult({ content }: Message): ToolResultPart | undefined {
	const [only] = typeof content === 'string' ? [] : content
	return content.length === 1 && typeof only === 'object' && only.type === 'tool-result' ? only : undefined
}

function editSaid(
	context: WriteContext,
	value: JsonObject,
	before: Message,
	after: Message,
): JsonObject | undefined {
	const hadCalls = typeof before.content !== 'string' && before.content.some(isCall)
	if (typeof after.content === 'string')
		return { content: after.content, ...(hadCalls ? { tool_calls: undefined } : {}) }
	if (after.content.some(({ type }) => type === 'tool-result')) return undefined
	const old = typeof before.content === 'string' ? [] : before.content
	const calls = after.content.filter(isCall)
	const wireCalls = Array.isArray(value.tool_calls) ? (value.tool_calls as readonly JsonValue[]) : []
	const written = rewriteList(context, wireCalls, old.filter(isCall), calls, callRules(context))
	return {
		content: editContent(context, value, old.filter(isSaid), after.content.filter(isSaid), after.role),
		...(hadCalls || calls.length > 0 ? { tool_calls: calls.length === 0 ? undefined : written } : {}),
	}
}

function editContent(
	context: WriteContext,
	value: JsonObject,
	before: readonly Part[],
	after: readonly Part[],
	role: Message['role'],
): JsonValue | undefined {
	const [only] = after
	if (after.length === 0) return before.length === 0 ? value.content : role === 'assistant' ? null : []
	if (typeof value.content === 'string' && after.length === 1 && isPlainText(only)) return only.text
	return editBlocks(context, value, before, after)
}

function editBlocks(
	context: WriteContext,
	value: JsonObject,
	before: string | readonly Part[],
	after: readonly Part[],
): readonly JsonValue[] {
	const listed = Array.isArray(value.content) && typeof before !== 'string'
	const blocks = listed ? (value.content as readonly JsonValue[]) : []
	return rewriteList(context, blocks, listed ? before : [], after, blockRules(context))
}

function blockRules(context: WriteContext): NodeRules<Part> {
	return textRules(context, (part) => createBlock(context, part))
}

function callRules(context: WriteContext): NodeRules<Part> {
	// Calls are never changed by a stage: one that differs is another one.
	const create = (part: Part): readonly JsonValue[] => createCall(context, part)
	return { ...likeParts, alike: () => false, edit: (_value, _before, after) => create(after), create }
}

function createMessage(context: WriteContext, message: Message): readonly JsonValue[] {
	const { role, content, name } = message
	const head = { role, ...(name === undefined ? {} : { name }) }
	const extra = extraFor(context, message.extra)
	if (typeof extra?.tool_call_id !== 'string') refuseUnnamedResult(message, FORMAT)
	if (typeof content === 'string') return [{ ...extra, ...head, content }]
	const whole = wholeMessage(context, content)
	if (whole !== undefined) return [whole]
	const results = content.filter(({ type }) => type === 'tool-result') as readonly ToolResultPart[]
	const answers = results.map((result) => ({
		...(role === 'tool' ? { ...extra, ...head } : {}),
		role: 'tool',
		tool_call_id: result.callId,
		content:
			typeof result.content === 'string'
				? result.content
				: result.content.flatMap((part) => createInnerBlock(context, part)),
	}))
	const said = content.filter((part) => isSaid(part) && part.type !== 'tool-result')
	const calls = content.filter(isCall).flatMap((part) => createCall(context, part))
	if (said.length === 0 && calls.length === 0 && results.length > 0) return answers
	// What stands beside results is the user's: a tool message has nothing but its result.
	const speaker = role === 'tool' ? { role: 'user' } : { ...extra, ...head }
	const [only] = said
	const asText = role === 'assistant' && calls.length > 0 && said.length === 1 && isPlainText(only)
	const blocks = asText ? only.text : said.flatMap((part) => createBlock(context, part))
	const nothing = role === 'assistant' && said.length === 0
	return [
		...answers,
		{ ...speaker, content: nothing ? null : blocks, ...(calls.length === 0 ? {} : { tool_calls: calls }) },
	]
}

/** The value of a message that was read as one opaque part. */
function wholeMessage(context: WriteContext, content: readonly Part[]): JsonValue | undefined {
	const [only] = content
	if (content.length !== 1 || only?.type !== 'opaque' || context.foreign !== undefined) return undefined
	return isObject(only.value) && typeof only.value.role === 'string' && only.value.type === undefined
		? only.value
		: undefined
}

function createBlock(context: WriteContext, part: Part): readonly JsonValue[] {
	const known = readValue(context, part)
	if (known !== undefined) return [known]
	if (part.type === 'text') return [{ ...extraFor(context, part.extra), type: 'text', text: part.text }]
	if (part.type !== 'opaque') return []
	const { value } = part
	if (context.foreign === undefined && !isForeign(value, FORMAT)) return [value]
	const image = imageOf(value)
	if (image !== undefined) return [{ type: 'image_url', image_url: { ...image } }]
	if (isObject(value) && value.type === 'refusal') return [value]
	const file = fileOf(value)
	if (file !== undefined && file.file_url === undefined) return [{ type: 'file', file }]
	throw foreignPart(part, FORMAT)
}

/** A block inside a tool message, which takes text alone; what was read from such a message stays. */
function createInnerBlock(context: WriteContext, part: Part): readonly JsonValue[] {
	if (part.type === 'opaque' && (context.foreign !== undefined || isForeign(part.value, FORMAT)))
		throw foreignPart(part, FORMAT)
	return createBlock(context, part)
}

function createCall(context: WriteContext, part: Part): readonly JsonValue[] {
	const known = readValue(context, part)
	if (known !== undefined) return [known]
	if (part.type === 'opaque') {
		if (context.foreign !== undefined) throw foreignPart(part, FORMAT)
		return [part.value]
	}
	return part.type === 'tool-call' ? [callValue(context, part)] : []
}

function callValue(
	context: WriteContext,
	{ id, name, arguments: text, extra = {} }: ToolCallPart,
): JsonObject {
	const rest = extraFor(context, extra)
	if (extra.type === 'custom' || extra.type === 'custom_tool_call')
		return { ...rest, id, type: 'custom', custom: { name, input: text } }
	return { ...rest, id, type: 'function', function: { name, arguments: text } }
}

function isCall(part: Part): boolean {
	return part.type === 'tool-call' || (part.type === 'opaque' && part.kind === 'tool_call')
}

function isSaid(part: Part): boolean {
	return !isCall(part)
}

function isPlainText(part: Part | undefined): part is TextPart {
	return part?.type === 'text' && (part.extra === undefined || Object.keys(part.extra).length === 0)
}
