import type { ChatRequest, JsonObject, JsonValue, Message, Part, Role, ToolDefinition } from '@headroom/spec'
import type { WireBody } from '../codec.ts'
import { isObject } from '../json-fields.ts'
import { describeJson, invalidBody, readBody } from '../read-body.ts'
import {
	extraOf,
	opaquePart,
	readFrom,
	readLabels,
	readNumber,
	readTexts,
	textOrOpaque,
	type Values,
} from '../read-fields.ts'
import { readModel, requestOf } from '../read-root.ts'
import { withWire } from '../wire.ts'

const ROLES: ReadonlySet<unknown> = new Set(['system', 'developer', 'user', 'assistant', 'tool'])

/**
 * The request of a chat completions body.
 *
 * A message of a shape that is not known, such as the old role `function`, is opaque and pinned.
 *
 * @throws HeadroomError `invalid-request` when it is no JSON object, or has no model or no list of messages.
 */
export function readChatRequest(body: WireBody): ChatRequest {
	const root = readBody(body)
	const model = readModel(root)
	if (!Array.isArray(root.messages)) throw invalidBody('messages', describeJson(root.messages), 'a list')
	const values: Values = new Map()
	const messages = root.messages.map((wire: JsonValue) => readMessage(wire, values))
	const request = requestOf(root, { model, messages }, [
		['tools', 'tools', Array.isArray(root.tools) ? readTools(root.tools, values) : undefined],
		['maxOutputTokens', maxTokensKey(root), readNumber(root[maxTokensKey(root)])],
		['temperature', 'temperature', readNumber(root.temperature)],
		['stopSequences', 'stop', readTexts(root.stop)],
		['responseFormat', 'response_format', root.response_format ?? undefined],
		['metadata', 'metadata', readLabels(root.metadata)],
	])
	return withWire(request, { format: 'openai-chat', body, root, values })
}

/** The field that bounds the answer: `max_completion_tokens`, or the older `max_tokens` where only that is there. */
export function maxTokensKey(root: JsonObject): 'max_completion_tokens' | 'max_tokens' {
	return typeof root.max_completion_tokens === 'number' || typeof root.max_tokens !== 'number'
		? 'max_completion_tokens'
		: 'max_tokens'
}

function readMessage(wire: JsonValue, values: Values): Message {
	if (!isObject(wire) || !ROLES.has(wire.role)) return oddMessage(wire, values)
	const { content, tool_calls: calls } = wire
	if (wire.role === 'tool') return readToolMessage(wire, values)
	const plain = content === null || content === undefined || typeof content === 'string'
	const hasCalls = Array.isArray(calls) && calls.length > 0
	if (!plain && !Array.isArray(content)) return oddMessage(wire, values)
	const text: readonly Part[] =
		hasCalls && typeof content === 'string' ? [{ type: 'text', text: content }] : []
	const said = Array.isArray(content) ? content.map((block: JsonValue) => textOrOpaque(values, block)) : text
	const parts = hasCalls ? [...said, ...calls.map((call: JsonValue) => readToolCall(call, values))] : said
	const named = typeof wire.name === 'string'
	const message: Message = {
		role: wire.role as Role,
		content: typeof content === 'string' && !hasCalls ? content : parts,
		...(named ? { name: wire.name as string } : {}),
		...extraOf(wire, ['role', 'content', ...(named ? ['name'] : []), ...(hasCalls ? ['tool_calls'] : [])]),
	}
	return readFrom(values, message, wire)
}

function readToolMessage(wire: JsonObject, values: Values): Message {
	const { tool_call_id: callId, content } = wire
	if (typeof callId !== 'string' || !(typeof content === 'string' || Array.isArray(content)))
		return oddMessage(wire, values)
	const told =
		typeof content === 'string'
			? content
			: (content as readonly JsonValue[]).map((block) => textOrOpaque(values, block))
	const named = typeof wire.name === 'string'
	const message: Message = {
		role: 'tool',
		content: [{ type: 'tool-result', callId, content: told }],
		...(named ? { name: wire.name as string } : {}),
		...extraOf(wire, ['role', 'content', 'tool_call_id', ...(named ? ['name'] : [])]),
	}
	return readFrom(values, message, wire)
}

function readToolCall(wire: JsonValue, values: Values): Part {
	if (!isObject(wire) || typeof wire.id !== 'string') return opaqueCall(wire, values)
	const custom = wire.type === 'custom'
	const given = custom ? wire.custom : wire.function
	if (!isObject(given)) return opaqueCall(wire, values)
	const { name, arguments: json, input } = given
	const text = custom ? input : json
	// What has further fields of its own would lose them when it is written anew.
	if (typeof name !== 'string' || typeof text !== 'string' || Object.keys(given).length !== 2)
		return opaqueCall(wire, values)
	const known = custom ? ['id', 'custom'] : ['id', 'function', ...(wire.type === 'function' ? ['type'] : [])]
	return readFrom(
		values,
		{ type: 'tool-call', id: wire.id, name, arguments: text, ...extraOf(wire, known) },
		wire,
	)
}

/** A call of no known shape. Its kind says where in the message it stands. */
function opaqueCall(wire: JsonValue, values: Values): Part {
	return readFrom(values, { type: 'opaque', kind: 'tool_call', value: wire }, wire)
}

function oddMessage(wire: JsonValue, values: Values): Message {
	const role = isObject(wire) ? wire.role : undefined
	const message: Message = {
		role: role === 'function' ? 'tool' : ROLES.has(role) ? (role as Role) : 'user',
		content: [opaquePart(values, wire, 'message')],
		pinned: true,
	}
	return readFrom(values, message, wire)
}

function readTools(wires: readonly JsonValue[], values: Values): readonly ToolDefinition[] | undefined {
	return wires.every(isObject) ? wires.map((wire) => readTool(wire as JsonObject, values)) : undefined
}

/** A tool that is no plain function, such as a custom one, is in `extra` whole. */
function readTool(wire: JsonObject, values: Values): ToolDefinition {
	const given = wire.function
	if (wire.type !== 'function' || !isObject(given) || typeof given.name !== 'string') {
		const { type } = wire
		const custom = isObject(wire.custom) ? wire.custom.name : undefined
		const name = typeof custom === 'string' ? custom : typeof type === 'string' ? type : 'unknown'
		return readFrom(values, { name, extra: wire }, wire)
	}
	const { name, description, parameters } = given
	const [described, shaped] = [typeof description === 'string', isObject(parameters)]
	const known = ['name', ...(described ? ['description'] : []), ...(shaped ? ['parameters'] : [])]
	const extra = { ...extraOf(wire, ['type', 'function']).extra, ...extraOf(given, known).extra }
	const tool: ToolDefinition = {
		name,
		...(described ? { description: description as string } : {}),
		...(shaped ? { parameters: parameters as JsonObject } : {}),
		...(Object.keys(extra).length === 0 ? {} : { extra }),
	}
	return readFrom(values, tool, wire)
}
