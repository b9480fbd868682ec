import { createHash } from 'node:crypto'
import type { ChatRequest } from '@headroom/spec'

/** Headers that change nothing about the answer: they name a try, a client or a trace. */
const NEUTRAL_HEADER =
	/^(?:idempotency-key|user-agent|traceparent|tracestate|x-request-id|x-stainless-.*|x-headroom-.*)$/

/**
 * Name of a request in a cache: a SHA-256 over everything that the provider is sent, and over the scope. The order of
 * an object's keys does not matter. Headers are in it, a caller's own key among them, so that two keys never share an
 * answer; labels (`metadata`) and `pinned` are not, since no model sees them.
 *
 * @throws RangeError for a value that nests deeper than the stack.
 */
export function requestKey(
	request: ChatRequest,
	scope: string,
	headers: Readonly<Record<string, string>> = {},
): string {
	const { metadata: _, messages, ...rest } = request
	const sent = Object.entries(headers).filter(([name]) => !NEUTRAL_HEADER.test(name))
	const whole = {
		scope,
		headers: Object.fromEntries(sent),
		...rest,
		messages: messages.map(({ pinned: _pinned, ...message }) => message),
	}
	return createHash('sha256').update(canonical(whole)).digest('base64url')
}

/** JSON text that is the same for equal values, whatever the order of their keys. */
function canonical(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
	if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
	const entries = Object.entries(value).filter(([, inner]) => inner !== undefined)
	entries.sort(([a], [b]) => (a < b ? -1 : 1))
	return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`
}
