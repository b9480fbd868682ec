import type { ChatRequest } from '@headroom/spec'
import { isObject } from './is-object.ts'

/** Most labels of one call. OpenAI's `metadata` has as many pairs at most. */
const MAX_TAGS = 16
/** Most characters of a label's name, as of OpenAI's `metadata`, and of its value. */
const MAX_NAME = 64
const MAX_VALUE = 128
const FORBIDDEN: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * The labels of a call: those that hold for every call, then what the body says (`metadata`, and OpenAI's `user` or
 * Anthropic's `metadata.user_id` as `user`), then the header `x-headroom-tags: team=a,feature=b`. Later ones win.
 *
 * Left out: values that are no text, longer than 128 characters, or hold control characters; the 17th label and on.
 */
export function callTags(
	always: Readonly<Record<string, string>>,
	request: Pick<ChatRequest, 'metadata' | 'extra'>,
	header: string,
): Readonly<Record<string, string>> {
	const tags = new Map(Object.entries(always))
	for (const [name, value] of [...fromBody(request), ...fromHeader(header)]) {
		const known = tags.has(name)
		if ((known || tags.size < MAX_TAGS) && fits(name, value)) tags.set(name, value)
	}
	return Object.fromEntries(tags)
}

function fromBody({ metadata, extra }: Pick<ChatRequest, 'metadata' | 'extra'>): [string, unknown][] {
	const said: [string, unknown][] = []
	const wire = extra?.metadata
	const pairs = { ...(isObject(wire) ? wire : {}), ...metadata }
	for (const [name, value] of Object.entries(pairs)) said.push([name === 'user_id' ? 'user' : name, value])
	if (extra?.user !== undefined) said.push(['user', extra.user])
	return said
}

function fromHeader(header: string): [string, unknown][] {
	return header.split(',', MAX_TAGS * 2).flatMap((pair): [string, unknown][] => {
		const at = pair.indexOf('=')
		return at === -1 ? [] : [[pair.slice(0, at).trim(), pair.slice(at + 1).trim()]]
	})
}

function fits(name: string, value: unknown): value is string {
	return (
		name.length > 0 &&
		name.length <= MAX_NAME &&
		!FORBIDDEN.has(name) &&
		typeof value === 'string' &&
		value.length > 0 &&
		value.length <= MAX_VALUE &&
		!hasControl(name) &&
		!hasControl(value)
	)
}

function hasControl(text: string): boolean {
	for (let at = 0; at < text.length; at += 1) {
		const code = text.charCodeAt(at)
		if (code < 32 || code === 127) return true
	}
	return false
}
