import type { ChatRequest, JsonObject, JsonValue, ToolDefinition } from '@headroom/spec'
import { likeTools } from '../align.ts'
import type { WireBody, WriteOptions } from '../codec.ts'
import { foreignExtra } from '../foreign-extra.ts'
import { difference } from '../json/draft.ts'
import { foreignTool } from '../opaque.ts'
import { adaptToAnthropic } from '../reroute.ts'
import { wireOf } from '../wire.ts'
import { readValue, type WriteContext, writeContext } from '../write-context.ts'
import {
	finishBody,
	type RootChanges,
	writeExtra,
	writeField,
	writeFormatIn,
	writeList,
	writeModel,
} from '../write-root.ts'
import { writeMessages } from './write-messages.ts'

const FORMAT = 'anthropic-messages'

/** Bound of an answer when nobody gave one: the smallest that a model of Anthropic has had since Claude 3. */
const MAX_TOKENS = 4096

/**
 * The Messages body of a request; see `Codec.write`.
 *
 * @throws HeadroomError `not-supported` when it has parts of another format that this one has no place for, or a new
 * system message behind others for a model that takes none there.
 */
export function writeMessagesRequest(request: ChatRequest, options: WriteOptions = {}): WireBody {
	const context = writeContext(wireOf(request), FORMAT, options)
	const read = context.wire?.request
	const changes: RootChanges = new Map()
	writeModel(context, changes, request, 'anthropic')
	if (request.maxOutputTokens !== read?.maxOutputTokens || read === undefined)
		changes.set('max_tokens', request.maxOutputTokens ?? options.defaultMaxOutputTokens ?? MAX_TOKENS)
	if (request.messages !== read?.messages) {
		const { system, messages } = writeMessages(context, request)
		changes.set('system', system)
		changes.set('messages', messages)
	}
	if (request.tools !== read?.tools) changes.set('tools', writeTools(context, request.tools))
	writeField(context, changes, request, 'temperature', 'temperature')
	if (request.stopSequences !== read?.stopSequences) changes.set('stop_sequences', request.stopSequences)
	if (read !== undefined) writeField(context, changes, request, 'metadata', 'metadata')
	const extra = foreignExtra(context, request.extra, FORMAT)
	writeFormatIn(context, changes, request, extra, 'output_config')
	writeExtra(changes, read?.extra, extra, 'output_config')
	adaptToAnthropic(context, changes, request)
	return finishBody(context, changes)
}

function writeTools(
	context: WriteContext,
	tools: readonly ToolDefinition[] | undefined,
): readonly JsonValue[] | undefined {
	if (tools === undefined) return undefined
	return writeList(context, 'tools', context.wire?.request.tools, tools, {
		...likeTools,
		edit: (value, before, after) => [editTool(context, value, before, after)],
		create: (tool) => [readValue(context, tool) ?? createTool(context, tool)],
	})
}

function editTool(
	context: WriteContext,
	value: JsonObject,
	before: ToolDefinition,
	after: ToolDefinition,
): JsonValue {
	// A tool that is in `extra` whole has nothing outside it to change.
	if (typeof before.extra?.type === 'string' || typeof after.extra?.type === 'string')
		return createTool(context, after)
	const changes = difference(before.extra, after.extra)
	if (after.description !== before.description) changes.set('description', after.description)
	if (after.parameters !== before.parameters) changes.set('input_schema', after.parameters)
	return context.draft.patch(value, changes)
}

function createTool(context: WriteContext, tool: ToolDefinition): JsonValue {
	const { name, description, parameters, extra = {} } = tool
	if (extra.type !== undefined && context.foreign !== undefined) throw foreignTool(name, FORMAT)
	if (typeof extra.type === 'string') return extra
	const fields = context.foreign === undefined ? extra : extra.strict === true ? { strict: true } : {}
	return {
		name,
		...(description === undefined ? {} : { description }),
		input_schema: parameters ?? { type: 'object', properties: {} },
		...fields,
	}
}
