import type { ChatRequest, JsonValue, Message, ToolDefinition } from '@headroom/spec'
import { align, likeMessages } from '../align.ts'
import type { WireBody, WriteOptions } from '../codec.ts'
import { foreignExtra } from '../foreign-extra.ts'
import { foreignTool, notSupported } from '../opaque.ts'
import { adaptToOpenAi } from '../reroute.ts'
import { wireOf } from '../wire.ts'
import { rewriteList, type WriteContext, writeContext } from '../write-context.ts'
import {
	finishBody,
	type RootChanges,
	writeExtra,
	writeField,
	writeFormatIn,
	writeModel,
} from '../write-root.ts'
import { flatToolEdit, writeTools } from '../write-tools.ts'
import { itemRules } from './write-items.ts'

const FORMAT = 'openai-responses'

/**
 * The Responses body of a request; see `Codec.write`.
 *
 * @throws HeadroomError `not-supported` for stop sequences, which the format does not have, and when the request has
 * parts of another format that this one has no place for.
 */
export function writeResponsesRequest(request: ChatRequest, options: WriteOptions = {}): WireBody {
	const context = writeContext(wireOf(request), FORMAT, options)
	const read = context.wire?.request
	const changes: RootChanges = new Map()
	if ((request.stopSequences?.length ?? 0) > 0)
		throw notSupported('stopSequences', FORMAT, 'leave them out, or ask by Chat completions')
	writeModel(context, changes, request, 'openai')
	if (request.messages !== read?.messages) writeInput(context, changes, request.messages)
	if (request.tools !== read?.tools)
		changes.set(
			'tools',
			writeTools(context, request.tools, createTool, flatToolEdit('parameters', createTool)),
		)
	writeField(context, changes, request, 'maxOutputTokens', 'max_output_tokens')
	writeField(context, changes, request, 'temperature', 'temperature')
	if (read !== undefined) writeField(context, changes, request, 'metadata', 'metadata')
	const extra = foreignExtra(context, request.extra, FORMAT)
	writeFormatIn(context, changes, request, extra, 'text')
	writeExtra(changes, read?.extra, extra, 'text')
	adaptToOpenAi(context, changes, request)
	return finishBody(context, changes)
}

/**
 * Sets `instructions` and `input`. A message that was read from `instructions` stays there while it is the first one
 * and a text; every other message is an item, in its own role.
 */
function writeInput(context: WriteContext, changes: RootChanges, after: readonly Message[]): void {
	const root = context.wire?.root ?? {}
	const before = context.wire?.request.messages ?? []
	const instructed = typeof root.instructions === 'string'
	const from = align(before, after, likeMessages)
	const [first] = after
	const stays = instructed && from[0] === 0 && isPlain(first)
	if (instructed) changes.set('instructions', stays ? (first?.content as string) : undefined)
	const rest = stays ? after.slice(1) : after
	const items = instructed ? before.slice(1) : before
	if (typeof root.input === 'string') {
		const [only] = rest
		const still = rest.length === 1 && from[stays ? 1 : 0] === before.length - 1 && isPlain(only)
		changes.set(
			'input',
			still ? (only?.content as string) : rewriteList(context, [], [], rest, itemRules(context, after)),
		)
		return
	}
	const values = Array.isArray(root.input) ? (root.input as readonly JsonValue[]) : []
	const written = rewriteList(context, values, items, rest, itemRules(context, after))
	if (written.length > 0 || Array.isArray(root.input) || context.wire === undefined)
		changes.set('input', written)
}

/** Whether a message is nothing but a text. */
function isPlain(message: Message | undefined): boolean {
	return typeof message?.content === 'string' && message.extra === undefined
}

/** The API demands `strict`, and schemas that were not made for it fail where it is on, as it is by default. */
function createTool(context: WriteContext, tool: ToolDefinition): JsonValue {
	const { name, description, parameters = null, extra = {} } = tool
	if (extra.type !== undefined && context.foreign !== undefined) throw foreignTool(name, FORMAT)
	if (typeof extra.type === 'string') return extra
	return {
		strict: false,
		...(context.foreign === undefined ? extra : extra.strict === true ? { strict: true } : {}),
		type: 'function',
		name,
		...(description === undefined ? {} : { description }),
		parameters,
	}
}
