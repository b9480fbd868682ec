import type { ChatRequest, JsonObject, JsonValue, Message, Part, TextPart } from '@headroom/spec'
import { align, likeMessages } from '../align.ts'
import { difference } from '../json/draft.ts'
import { takesLaterSystem } from '../models.ts'
import { notSupported, refuseUnnamedResult } from '../opaque.ts'
import { extraFor, readValue, rewriteList, type WriteContext } from '../write-context.ts'
import { blockRules, createBlock } from './write-block.ts'

const FORMAT = 'anthropic-messages'

/** What a list of messages is in a body: `system` is `undefined` for none. */
export interface WrittenMessages {
	readonly system: JsonValue | undefined
	readonly messages: readonly JsonValue[]
}

/** Messages that become one of the body. */
interface Group {
	/** Indexes of the messages that were read with the first one; empty for new messages. */
	readonly read: readonly number[]
	readonly after: Message[]
}

/**
 * Messages of the role `system` or `developer` that lead become `system`; new ones of a user's or an assistant's that
 * follow each other become one, results of tools first.
 *
 * @throws HeadroomError `not-supported` for a new system message behind others, which most models do not take.
 */
export function writeMessages(context: WriteContext, request: ChatRequest): WrittenMessages {
	const { messages: after, model } = request
	const before = context.wire?.request.messages ?? []
	const from = align(before, after, likeMessages)
	const isNew = (at: number): boolean => !isListed(context, before[from[at] ?? -1])
	const listed = after.findIndex(({ role }, at) => !isSystem(role) || !isNew(at))
	const first = listed === -1 ? after.length : listed
	const groups: Group[] = []
	for (const [index, message] of after.slice(first).entries()) {
		const place = isNew(first + index) ? undefined : from[first + index]
		// Other formats have messages of the model that say nothing, which the API refuses.
		if (place === undefined && message.role === 'assistant' && saysNothing(message)) continue
		const last = groups[groups.length - 1]
		if (last !== undefined && joins(last, message, place)) last.after.push(message)
		else
			groups.push({ read: place === undefined ? [] : readTogether(context, before, place), after: [message] })
	}
	const items = groups.map(({ read, after: now }) => {
		const old = read.flatMap((place) => before[place] ?? [])
		return old.length === 0 ? createMessage(context, now, model) : editMessage(context, old, now)
	})
	const values = (context.wire?.root.messages ?? []) as readonly JsonValue[]
	return {
		system: writeSystem(context, after.slice(0, first), before[from[0] ?? -1]),
		messages: context.draft.list(values, items),
	}
}

/** Whether a message was read from the list of messages, and not from `system`. */
function isListed({ wire }: WriteContext, message: Message | undefined): boolean {
	return message !== undefined && wire?.values.has(message) === true
}

/** The indexes of all messages that were read from the same one: results, and what followed them. */
function readTogether({ wire }: WriteContext, before: readonly Message[], place: number): readonly number[] {
	const pair = (at: number): boolean => {
		const [one, other] = [before[at], before[at + 1]]
		if (one?.role !== 'tool' || other?.role !== 'user') return false
		const value = wire?.values.get(one)
		return typeof value === 'object' && value !== null && value === wire?.values.get(other)
	}
	if (pair(place)) return [place, place + 1]
	return pair(place - 1) ? [place - 1, place] : [place]
}

/** Whether a message goes into the same message of the body as those before it. */
function joins({ read, after }: Group, message: Message, place: number | undefined): boolean {
	const last = after[after.length - 1]
	if (last === undefined || isWhole(last) || isWhole(message)) return false
	if (place === undefined) return read.length === 0 && wireRole(last) === wireRole(message)
	return after.length === 1 && last.role === 'tool' && read[1] === place
}

function editMessage(
	context: WriteContext,
	before: readonly Message[],
	after: readonly Message[],
): JsonValue {
	const value = (before[0] && readValue(context, before[0])) as JsonObject
	if (before.length === after.length && before.every((message, index) => message === after[index]))
		return value
	const changes = difference(before[0]?.extra, after[0]?.extra)
	const [only] = after
	if (after.length === 1 && typeof only?.content === 'string') changes.set('content', only.content)
	else {
		const listed = Array.isArray(value.content)
		const values = listed ? (value.content as readonly JsonValue[]) : []
		const parts = listed ? before.flatMap(partsOf) : []
		changes.set('content', rewriteList(context, values, parts, after.flatMap(partsOf), blockRules(context)))
	}
	return context.draft.patch(value, changes)
}

function createMessage(context: WriteContext, messages: readonly Message[], model: string): JsonValue {
	const [first] = messages
	if (first === undefined) return {}
	const whole = isWhole(first) ? first.content[0] : undefined
	if (typeof whole === 'object' && whole.type === 'opaque' && context.foreign === undefined)
		return whole.value
	if (isSystem(first.role) && !takesLaterSystem(model))
		throw notSupported(
			`a ${first.role} message behind others`,
			FORMAT,
			'put it first, or say it in a message of the user',
		)
	for (const message of messages) refuseUnnamedResult(message, FORMAT)
	const role = wireRole(first)
	const extra = Object.fromEntries(
		messages.flatMap((message) => Object.entries(extraFor(context, message.extra) ?? {})),
	)
	if (messages.length === 1 && typeof first.content === 'string')
		return { ...extra, role, content: first.content }
	const parts = messages.flatMap(partsOf)
	const results = parts.filter(({ type }) => type === 'tool-result')
	const others = parts.filter(({ type }) => type !== 'tool-result')
	// The API refuses blocks of empty text, which calls of other formats stand beside.
	const said = parts.length === 1 ? others : others.filter((part) => part.type !== 'text' || part.text !== '')
	return { ...extra, role, content: [...results, ...said].map((part) => createBlock(context, part)) }
}

function writeSystem(
	context: WriteContext,
	after: readonly Message[],
	old: Message | undefined,
): JsonValue | undefined {
	const [only] = after
	const read = context.wire?.root.system
	if (only === undefined) return typeof read === 'string' || Array.isArray(read) ? undefined : read
	if (after.length === 1 && only === old) return read
	if (after.length === 1 && typeof only.content === 'string' && extraFor(context, only.extra) === undefined)
		return only.content
	const listed = Array.isArray(read) && old !== undefined
	return rewriteList(
		context,
		listed ? read : [],
		listed ? partsOf(old) : [],
		after.flatMap((message) => systemParts(context, message)),
		blockRules(context),
	)
}

/** The parts of a system message; its own fields go to the last one, where a `cache_control` counts the same. */
function systemParts(context: WriteContext, message: Message): readonly Part[] {
	const extra = extraFor(context, message.extra)
	const parts = partsOf(message)
	const last = parts[parts.length - 1]
	if (extra === undefined || last?.type !== 'text') return parts
	return [...parts.slice(0, -1), { ...last, extra: { ...last.extra, ...extra } }]
}

function partsOf({ content }: Message): readonly Part[] {
	if (typeof content !== 'string') return content
	const text: TextPart = { type: 'text', text: content }
	return [text]
}

function saysNothing(message: Message): boolean {
	return partsOf(message).every((part) => part.type === 'text' && part.text === '')
}

function isSystem(role: Message['role']): boolean {
	return role === 'system' || role === 'developer'
}

function wireRole({ role }: Message): string {
	return role === 'tool' ? 'user' : role === 'developer' ? 'system' : role
}

/** Whether a message is one of a shape that was not known when it was read. */
function isWhole({ content, pinned }: Message): boolean {
	return (
		pinned === true &&
		content.length === 1 &&
		typeof content !== 'string' &&
		content[0]?.type === 'opaque' &&
		content[0].kind === 'message'
	)
}
