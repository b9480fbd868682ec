import type { ChatRequest, JsonObject, JsonValue, ToolDefinition } from '@headroom/spec'
import type { WireBody, WriteOptions } from '../codec.ts'
import { foreignExtra } from '../foreign-extra.ts'
import { difference } from '../json/draft.ts'
import { isObject } from '../json-fields.ts'
import { wantsCompletionTokens } from '../models.ts'
import { foreignTool } from '../opaque.ts'
import { adaptToOpenAi, moveMaxTokens } from '../reroute.ts'
import { responseFormatFor } from '../response-format.ts'
import { wireOf } from '../wire.ts'
import { type WriteContext, writeContext } from '../write-context.ts'
import {
	finishBody,
	present,
	type RootChanges,
	writeExtra,
	writeField,
	writeList,
	writeModel,
} from '../write-root.ts'
import { writeTools } from '../write-tools.ts'
import { callsTogether } from './calls-together.ts'
import { maxTokensKey } from './read-request.ts'
import { messageRules } from './write-message.ts'

const FORMAT = 'openai-chat'

/**
 * The chat completions body of a request; see `Codec.write`.
 *
 * @throws HeadroomError `not-supported` when it has parts of another format that this one has no place for.
 */
export function writeChatRequest(request: ChatRequest, options: WriteOptions = {}): WireBody {
	const context = writeContext(wireOf(request), FORMAT, options)
	const read = context.wire?.request
	const changes: RootChanges = new Map()
	writeModel(context, changes, request, 'openai')
	if (request.messages !== read?.messages)
		changes.set(
			'messages',
			read === undefined
				? callsTogether(request.messages).flatMap(messageRules(context).create)
				: writeList(context, 'messages', read.messages, request.messages, messageRules(context)),
		)
	if (request.tools !== read?.tools)
		changes.set('tools', writeTools(context, request.tools, createTool, editTool))
	writeField(context, changes, request, 'maxOutputTokens', boundKey(context, request))
	writeField(context, changes, request, 'temperature', 'temperature')
	if (request.stopSequences !== read?.stopSequences)
		changes.set('stop', writeStop(context, request.stopSequences))
	if (request.responseFormat !== read?.responseFormat)
		changes.set(
			'response_format',
			request.responseFormat && responseFormatFor(request.responseFormat, FORMAT),
		)
	if (read !== undefined) writeField(context, changes, request, 'metadata', 'metadata')
	writeExtra(changes, read?.extra, foreignExtra(context, request.extra, FORMAT))
	moveMaxTokens(context, changes, request)
	adaptToOpenAi(context, changes, request)
	return finishBody(context, changes)
}

function boundKey(context: WriteContext, request: ChatRequest): string {
	const root = context.wire?.root
	if (root !== undefined && context.wire?.request.maxOutputTokens !== undefined) return maxTokensKey(root)
	return wantsCompletionTokens(request.model) ? 'max_completion_tokens' : 'max_tokens'
}

/** One sequence stays a text where it was one. */
function writeStop(context: WriteContext, sequences: readonly string[] | undefined): JsonValue | undefined {
	const [only] = sequences ?? []
	const asText = typeof present(context, new Map(), 'stop') === 'string'
	return asText && sequences?.length === 1 ? only : sequences
}

function editTool(
	context: WriteContext,
	value: JsonObject,
	before: ToolDefinition,
	after: ToolDefinition,
): JsonValue {
	if (before.extra !== after.extra || !isObject(value.function)) return createTool(context, after)
	const changes = difference(
		{ description: before.description, parameters: before.parameters },
		{ description: after.description, parameters: after.parameters },
	)
	return context.draft.patch(value, new Map([['function', context.draft.patch(value.function, changes)]]))
}

function createTool(
	context: WriteContext,
	{ name, description, parameters, extra = {} }: ToolDefinition,
): JsonValue {
	if (typeof extra.type === 'string' && context.foreign === undefined) return extra
	if (context.foreign !== undefined && extra.type !== undefined) throw foreignTool(name, FORMAT)
	const { strict, ...rest } = context.foreign === undefined ? extra : { strict: extra.strict }
	return {
		...rest,
		type: 'function',
		function: {
			name,
			...(description === undefined ? {} : { description }),
			...(parameters === undefined ? {} : { parameters }),
			...(strict === undefined ? {} : { strict }),
		},
	}
}
