import type { ChatRequest, JsonObject, JsonValue, Message, Part, Role, ToolDefinition } from '@headroom/spec'
import type { WireBody } from '../codec.ts'
import { isObject } from '../json-fields.ts'
import { describeJson, invalidBody, readBody } from '../read-body.ts'
import { extraOf, opaquePart, readFrom, readLabels, readNumber, type Values } from '../read-fields.ts'
import { readModel, requestOf } from '../read-root.ts'
import { withWire } from '../wire.ts'

const ROLES: ReadonlySet<unknown> = new Set(['system', 'developer', 'user', 'assistant'])

/**
 * The request of a Responses body: `instructions` is its first message, and every item of `input` one message.
 *
 * Items that are neither messages nor calls of functions or custom tools nor their outputs, such as reasoning, are
 * opaque; those of a shape that is not known are pinned too.
 *
 * @throws HeadroomError `invalid-request` when it is no JSON object, has no model, or its input is no text or list.
 */
export function readResponsesRequest(body: WireBody): ChatRequest {
	const root = readBody(body)
	const model = readModel(root)
	const values: Values = new Map()
	const messages: Message[] = []
	const instructed = typeof root.instructions === 'string'
	if (typeof root.instructions === 'string') messages.push({ role: 'system', content: root.instructions })
	if (typeof root.input === 'string') messages.push({ role: 'user', content: root.input })
	else if (Array.isArray(root.input)) {
		for (const wire of root.input as readonly JsonValue[]) messages.push(readItem(wire, values))
	} else if (root.input !== undefined && root.input !== null)
		throw invalidBody('input', describeJson(root.input), 'a text or a list of items')
	const { format, rest } = readText(root.text)
	const known = ['text', ...(instructed ? ['instructions'] : []), ...(root.input === null ? [] : ['input'])]
	const request = requestOf(
		root,
		{ model, messages },
		[
			['tools', 'tools', Array.isArray(root.tools) ? readTools(root.tools, values) : undefined],
			['maxOutputTokens', 'max_output_tokens', readNumber(root.max_output_tokens)],
			['temperature', 'temperature', readNumber(root.temperature)],
			['responseFormat', 'text', format],
			['metadata', 'metadata', readLabels(root.metadata)],
		],
		known,
		{ text: rest },
	)
	return withWire(request, { format: 'openai-responses', body, root, values })
}

/** The type of a text block, where a message of the role has none of its own. */
export function textType(role: Role): string {
	return role === 'assistant' ? 'output_text' : 'input_text'
}

function readItem(wire: JsonValue, values: Values): Message {
	if (!isObject(wire)) return oddItem(wire, values)
	switch (wire.type) {
		case undefined:
		case 'message':
			return readMessage(wire, values)
		case 'function_call':
		case 'custom_tool_call':
			return readCall(wire, values)
		case 'function_call_output':
		case 'custom_tool_call_output':
			return readOutput(wire, values)
		default:
			return typeof wire.type === 'string' ? opaqueItem(wire, wire.type, values) : oddItem(wire, values)
	}
}

function readMessage(wire: JsonObject, values: Values): Message {
	const { role, content } = wire
	if (!ROLES.has(role) || !(typeof content === 'string' || Array.isArray(content)))
		return oddItem(wire, values)
	const message: Message = {
		role: role as Role,
		content: Array.isArray(content)
			? (content as readonly JsonValue[]).map((block) => readBlock(block, textType(role as Role), values))
			: (content as string),
		...extraOf(wire, ['type', 'role', 'content']),
	}
	return readFrom(values, message, wire)
}

/** A text block has its type in `extra` where that is not the usual one. */
function readBlock(wire: JsonValue, usual: string, values: Values): Part {
	const type = isObject(wire) ? wire.type : undefined
	const isText = type === 'input_text' || type === 'output_text' || type === 'text'
	if (!isObject(wire) || !isText || typeof wire.text !== 'string') return opaquePart(values, wire, 'unknown')
	const rest = extraOf(wire, type === usual ? ['type', 'text'] : ['text'])
	return readFrom(values, { type: 'text', text: wire.text, ...rest }, wire)
}

function readCall(wire: JsonObject, values: Values): Message {
	const custom = wire.type === 'custom_tool_call'
	const { call_id: id, name } = wire
	const text = custom ? wire.input : wire.arguments
	if (typeof id !== 'string' || typeof name !== 'string' || typeof text !== 'string')
		return oddItem(wire, values)
	const known = custom ? ['call_id', 'name', 'input'] : ['type', 'call_id', 'name', 'arguments']
	const part: Part = { type: 'tool-call', id, name, arguments: text, ...extraOf(wire, known) }
	return readFrom(values, { role: 'assistant', content: [readFrom(values, part, wire)] }, wire)
}

function readOutput(wire: JsonObject, values: Values): Message {
	const { type, call_id: callId, output } = wire
	if (typeof callId !== 'string' || !(typeof output === 'string' || Array.isArray(output)))
		return oddItem(wire, values)
	const custom = type === 'custom_tool_call_output'
	const part: Part = {
		type: 'tool-result',
		callId,
		content: Array.isArray(output)
			? (output as readonly JsonValue[]).map((block) => readToldBlock(block, values))
			: (output as string),
		...extraOf(wire, ['call_id', 'output', ...(custom ? [] : ['type'])]),
	}
	return readFrom(values, { role: 'tool', content: [readFrom(values, part, wire)] }, wire)
}

function readToldBlock(wire: JsonValue, values: Values): Extract<Part, { type: 'text' | 'opaque' }> {
	const part = readBlock(wire, 'input_text', values)
	return part.type === 'text' || part.type === 'opaque' ? part : opaquePart(values, wire, 'unknown')
}

/** An item that a tool, the user or the model made; which one only matters to stages that look for turns. */
function opaqueItem(wire: JsonObject, type: string, values: Values): Message {
	const role = type.endsWith('_output') ? 'tool' : type === 'mcp_approval_response' ? 'user' : 'assistant'
	return readFrom(values, { role, content: [opaquePart(values, wire, type)] }, wire)
}

function oddItem(wire: JsonValue, values: Values): Message {
	const role = isObject(wire) && ROLES.has(wire.role) ? (wire.role as Role) : 'user'
	const part: Part = { type: 'opaque', kind: 'item', value: wire }
	return readFrom(values, { role, content: [readFrom(values, part, wire)], pinned: true }, wire)
}

/** A tool that is no function, such as one that runs at OpenAI, is in `extra` whole. */
function readTools(wires: readonly JsonValue[], values: Values): readonly ToolDefinition[] | undefined {
	return wires.every(isObject) ? wires.map((wire) => readTool(wire as JsonObject, values)) : undefined
}

function readTool(wire: JsonObject, values: Values): ToolDefinition {
	const { type, name, description, parameters } = wire
	if (type !== 'function' || typeof name !== 'string') {
		const called = typeof name === 'string' ? name : typeof type === 'string' ? type : 'unknown'
		return readFrom(values, { name: called, extra: wire }, wire)
	}
	const [described, shaped] = [typeof description === 'string', isObject(parameters)]
	const known = ['type', 'name', ...(described ? ['description'] : []), ...(shaped ? ['parameters'] : [])]
	const tool: ToolDefinition = {
		name,
		...(described ? { description: description as string } : {}),
		...(shaped ? { parameters: parameters as JsonObject } : {}),
		...extraOf(wire, known),
	}
	return readFrom(values, tool, wire)
}

/** The structured output that is asked for, and what else `text` says. */
function readText(text: JsonValue | undefined): { readonly format?: JsonValue; readonly rest?: JsonValue } {
	if (!isObject(text)) return text === undefined ? {} : { rest: text }
	if (!isObject(text.format)) return { rest: text }
	const { extra } = extraOf(text, ['format'])
	return { format: text.format, ...(extra === undefined ? {} : { rest: extra }) }
}
