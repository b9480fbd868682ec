import type { ChatRequest, JsonObject, JsonValue, Message, Part, Role, ToolDefinition } from '@headroom/spec'
import type { WireBody } from '../codec.ts'
import { jsonText } from '../json/spelling.ts'
import { isObject, listIn } from '../json-fields.ts'
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
import { keepSpellings } from './keep-spellings.ts'

const ROLES: ReadonlySet<unknown> = new Set(['system', 'user', 'assistant'])

/**
 * The request of a Messages body. `system` is the first message. A user's message that begins with tool results is
 * read as one message of the role `tool` that has them, and one of the role `user` with what follows.
 *
 * A message of a shape that is not known is opaque and pinned.
 *
 * @throws HeadroomError `invalid-request` when it is no JSON object, or has no model or no list of messages.
 */
export function readMessagesRequest(body: WireBody): ChatRequest {
	const root = readBody(body)
	const model = readModel(root)
	if (!Array.isArray(root.messages)) throw invalidBody('messages', describeJson(root.messages), 'a list')
	if (typeof body === 'string') keepSpellings(body, root, root.messages.flatMap(blocksOf))
	const values: Values = new Map()
	const system = readSystem(root.system, values)
	const messages = root.messages.flatMap((wire: JsonValue) => readMessage(wire, values))
	const { format, config } = readOutputConfig(root)
	const known = ['messages', 'output_config', ...(system === undefined ? [] : ['system'])]
	const request = requestOf(
		root,
		{ model, messages: system === undefined ? messages : [system, ...messages] },
		[
			['tools', 'tools', Array.isArray(root.tools) ? readTools(root.tools, values) : undefined],
			['maxOutputTokens', 'max_tokens', readNumber(root.max_tokens)],
			['temperature', 'temperature', readNumber(root.temperature)],
			['stopSequences', 'stop_sequences', listOfTexts(root.stop_sequences)],
			['responseFormat', 'output_config', format],
			['metadata', 'metadata', readLabels(root.metadata)],
		],
		known,
		{ output_config: config },
	)
	return withWire(request, { format: 'anthropic-messages', body, root, values })
}

function blocksOf(message: JsonValue): readonly JsonValue[] {
	return isObject(message) ? listIn(message.content) : []
}

function listOfTexts(value: JsonValue | undefined): readonly string[] | undefined {
	return Array.isArray(value) ? readTexts(value) : undefined
}

function readSystem(system: JsonValue | undefined, values: Values): Message | undefined {
	if (typeof system === 'string') return { role: 'system', content: system }
	if (!Array.isArray(system)) return undefined
	return { role: 'system', content: system.map((block: JsonValue) => textOrOpaque(values, block)) }
}

function readMessage(wire: JsonValue, values: Values): readonly Message[] {
	if (!isObject(wire) || !ROLES.has(wire.role)) return [oddMessage(wire, values)]
	const role = wire.role as Role
	const rest = extraOf(wire, ['role', 'content'])
	if (typeof wire.content === 'string')
		return [readFrom(values, { role, content: wire.content, ...rest }, wire)]
	if (!Array.isArray(wire.content)) return [oddMessage(wire, values)]
	const parts = wire.content.map((block: JsonValue) => readBlock(block, values))
	const results = role === 'user' ? leadingResults(parts) : 0
	if (results === 0) return [readFrom(values, { role, content: parts, ...rest }, wire)]
	const answers: Message = { role: 'tool', content: parts.slice(0, results), ...rest }
	if (results === parts.length) return [readFrom(values, answers, wire)]
	const said: Message = { role, content: parts.slice(results) }
	return [readFrom(values, answers, wire), readFrom(values, said, wire)]
}

/** How many results a message begins with; 0 where more of them follow something else. */
function leadingResults(parts: readonly Part[]): number {
	const first = parts.findIndex(({ type }) => type !== 'tool-result')
	if (first === -1) return parts.length
	return parts.slice(first).some(({ type }) => type === 'tool-result') ? 0 : first
}

function readBlock(wire: JsonValue, values: Values): Part {
	if (!isObject(wire)) return opaquePart(values, wire, 'unknown')
	if (wire.type === 'tool_use') return readToolUse(wire, values)
	return wire.type === 'tool_result' ? readToolResult(wire, values) : textOrOpaque(values, wire)
}

function readToolUse(wire: JsonObject, values: Values): Part {
	const { id, name, input } = wire
	if (typeof id !== 'string' || typeof name !== 'string' || !isObject(input))
		return opaquePart(values, wire, 'tool_use')
	const rest = extraOf(wire, ['type', 'id', 'name', 'input'])
	return readFrom(values, { type: 'tool-call', id, name, arguments: jsonText(input), ...rest }, wire)
}

function readToolResult(wire: JsonObject, values: Values): Part {
	const { tool_use_id: callId, content, is_error: isError } = wire
	const told = content === undefined || typeof content === 'string' || Array.isArray(content)
	const failed = isError === undefined || typeof isError === 'boolean'
	if (typeof callId !== 'string' || !told || !failed) return opaquePart(values, wire, 'tool_result')
	const part: Part = {
		type: 'tool-result',
		callId,
		content: Array.isArray(content)
			? content.map((block: JsonValue) => textOrOpaque(values, block))
			: ((content as string | undefined) ?? ''),
		...(isError === undefined ? {} : { isError }),
		...extraOf(wire, ['type', 'tool_use_id', 'content', 'is_error']),
	}
	return readFrom(values, part, wire)
}

function oddMessage(wire: JsonValue, values: Values): Message {
	const role = isObject(wire) && ROLES.has(wire.role) ? (wire.role as Role) : 'user'
	return readFrom(values, { role, content: [opaquePart(values, wire, 'message')], pinned: true }, wire)
}

/** A tool that runs at Anthropic or that it defines is in `extra` whole. */
function readTools(wires: readonly JsonValue[], values: Values): readonly ToolDefinition[] | undefined {
	return wires.every(isObject) ? wires.map((wire) => readTool(wire as JsonObject, values)) : undefined
}

function readTool(wire: JsonObject, values: Values): ToolDefinition {
	const { type, name, description, input_schema: schema } = wire
	const own = type === undefined || type === null || type === 'custom'
	if (!own || typeof name !== 'string' || !isObject(schema)) {
		const called = typeof name === 'string' ? name : typeof type === 'string' ? type : 'unknown'
		return readFrom(values, { name: called, extra: wire }, wire)
	}
	const described = typeof description === 'string'
	const tool: ToolDefinition = {
		name,
		...(described ? { description } : {}),
		parameters: schema,
		...extraOf(wire, ['type', 'name', 'input_schema', ...(described ? ['description'] : [])]),
	}
	return readFrom(values, tool, wire)
}

/** The structured output that is asked for, and what else `output_config` says. */
function readOutputConfig(root: JsonObject): { readonly format?: JsonValue; readonly config?: JsonValue } {
	const { output_config: config } = root
	if (!isObject(config)) return config === undefined ? {} : { config }
	if (!isObject(config.format)) return { config }
	return { format: config.format, ...configOf(config) }
}

function configOf(config: JsonObject): { readonly config?: JsonObject } {
	const { extra } = extraOf(config, ['format'])
	return extra === undefined ? {} : { config: extra }
}
