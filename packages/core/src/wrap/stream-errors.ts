import { type JsonObject, ProviderError, type ProviderErrorReason } from '@headroom/spec'
import type { CallBook } from './call-book.ts'
import { isObject } from './is-object.ts'

/** What an event says went wrong: an event of that name or type, a chunk with an error, a response that failed. */
export function failureIn(event: string | null, chunk: JsonObject): JsonObject | undefined {
	const { type, error, response } = chunk
	if (type === 'response.failed' && isObject(response)) return isObject(response.error) ? response.error : {}
	if (isObject(error)) return error
	return event === 'error' || type === 'error' ? chunk : undefined
}

const IN_STREAM: Readonly<Record<string, ProviderErrorReason>> = {
	overloaded_error: 'overloaded',
	rate_limit_error: 'rate-limit',
	rate_limit_exceeded: 'rate-limit',
}

/** The error of a call whose stream said that it failed. */
export function saidError(book: CallBook, { type: kind, code }: JsonObject): ProviderError {
	const named = [kind, code].find((name) => typeof name === 'string' && name !== 'error')
	const type = typeof named === 'string' ? named : 'error'
	return new ProviderError(`${book.provider} reported "${type}" in the middle of a stream`, {
		provider: book.provider,
		reason: IN_STREAM[type] ?? 'server',
		retryable: true,
		model: book.start.optimized.request.model,
	})
}

/** The error of a call whose stream ended too early. */
export function truncated(book: CallBook): ProviderError {
	return new ProviderError(
		`the stream from ${book.provider} was truncated: it ended without the event that completes it. What came is not the whole answer; ask again`,
		{
			provider: book.provider,
			reason: 'truncated',
			retryable: true,
			model: book.start.optimized.request.model,
		},
	)
}
