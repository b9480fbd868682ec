import type { JsonObject, JsonValue, Message, Part, TextPart } from '@headroom/spec'
import { align, likeMessages } from '../align.ts'
import { difference } from '../json/draft.ts'
import { notSupported, refuseUnnamedResult } from '../opaque.ts'
import { extraFor, rewriteList, type WriteContext } from '../write-context.ts'
import { blockRules, createBlock } from './write-block.ts'

const FORMAT = 'anthropic-messages'

/** What a list of messages is in a body: `system` is `undefined` for none. */
export interface WrittenMessages {
	readonly system: JsonValue | undefined
	readonly messages: readonly JsonValue[]
}

/** Messages that become one of the body. */
interface Group {
	/** What they were read from, and all messages that were. */
	readonly value: JsonObject | undefined
	readonly before: readonly Message[]
	readonly after: Message[]
}

/**
 * Messages of the role `system` or `developer` that lead become `system`; new ones of a user's or an assistant's that
 * follow each other become one, results of tools first.
 *
 * @throws HeadroomError `not-supported` for a new system message behind others, for which the format has no place.
 */
export function writeMessages(context: WriteContext, after: readonly Message[]): WrittenMessages {
	const { wire } = context
	const before = wire?.request.messages ?? []
	const from = align(before, after, likeMessages)
	const old = (at: number): Message | undefined => before[from[at] ?? -1]
	const valueFor = (message: Message | undefined): JsonObject | undefined =>
		message && (wire?.values.get(message) as JsonObject | undefined)
	const readTogether = new Map<JsonObject | undefined, Message[]>()
	for (const message of before) {
		const value = valueFor(message)
		readTogether.set(value, [...(readTogether.get(value) ?? []), message])
	}
	const leading = after.findIndex(({ role }, at) => !isSystem(role) || valueFor(old(at)) !== undefined)
	const first = leading === -1 ? after.length : leading
	const groups: Group[] = []
	for (const [index, message] of after.slice(first).entries()) {
		const value = valueFor(old(first + index))
		const last = groups[groups.length - 1]
		if (last !== undefined && last.value === value && joins(last, message, value)) last.after.push(message)
		else if (value !== undefined)
			groups.push({ value, before: readTogether.get(value) ?? [], after: [message] })
		else groups.push({ value: undefined, before: [], after: [message] })
	}
	const items = groups.map((group) => writeGroup(context, group))
	const values = (wire?.root.messages ?? []) as readonly JsonValue[]
	return {
		system: writeSystem(context, after.slice(0, first), old(0)),
		messages: context.draft.list(values, items),
	}
}

/** Whether a message goes into the same message of the body as the one before it. */
function joins(group: Group, message: Message, value: JsonObject | undefined): boolean {
	const last = group.after[group.after.length - 1]
	if (last === undefined) return false
	// Read from one message: the results, then what follows them.
	if (value !== undefined) return last.role === 'tool' && message.role === 'user'
	return wireRole(last) === wireRole(message) && !isWhole(last) && !isWhole(message)
}

function writeGroup(context: WriteContext, { value, before, after }: Group): JsonValue {
	if (value === undefined) return createMessage(context, after)
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

function createMessage(context: WriteContext, messages: readonly Message[]): JsonValue {
	const [first] = messages
	if (first === undefined) return {}
	const whole = isWhole(first) ? first.content[0] : undefined
	if (typeof whole === 'object' && whole.type === 'opaque' && context.foreign === undefined)
		return whole.value
	if (isSystem(first.role))
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

function isSystem(role: Message['role']): boolean {
	return role === 'system' || role === 'developer'
}

function wireRole({ role }: Message): string {
	return role === 'tool' ? 'user' : role
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
