import type { ChatRequest, JsonValue, ToolDefinition } from '@headroom/spec'
import type { WireBody, WriteOptions } from '../codec.ts'
import { foreignExtra } from '../foreign-extra.ts'
import { foreignTool } from '../opaque.ts'
import { adaptToAnthropic } from '../reroute.ts'
import { wireOf } from '../wire.ts'
import { type WriteContext, writeContext } from '../write-context.ts'
import {
	finishBody,
	type RootChanges,
	writeExtra,
	writeField,
	writeFormatIn,
	writeModel,
} from '../write-root.ts'
import { flatToolEdit, writeTools } from '../write-tools.ts'
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
	if (request.tools !== read?.tools)
		changes.set(
			'tools',
			writeTools(context, request.tools, createTool, flatToolEdit('input_schema', createTool)),
		)
	writeField(context, changes, request, 'temperature', 'temperature')
	if (request.stopSequences !== read?.stopSequences) changes.set('stop_sequences', request.stopSequences)
	if (read !== undefined) writeField(context, changes, request, 'metadata', 'metadata')
	const extra = foreignExtra(context, request.extra, FORMAT)
	writeFormatIn(context, changes, request, extra, 'output_config')
	writeExtra(changes, read?.extra, extra, 'output_config')
	adaptToAnthropic(context, changes, request)
	return finishBody(context, changes)
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
