import { judgeAnswer } from '@headroom/providers'
import { type JsonObject, ProviderError } from '@headroom/spec'
import type { CallBook } from './call-book.ts'
import { isObject } from './is-object.ts'

/** Whether an event says that something went wrong: one of that name or type, with an error, of a failed response. */
export function tellsFailure(event: string | null, { type, error }: JsonObject): boolean {
	return event === 'error' || type === 'error' || type === 'response.failed' || isObject(error)
}

/** The error of a call that was refused. Shows nothing of the answer, which may repeat a key. */
export function refused(book: CallBook, answer: Response, body: string): ProviderError {
	const { status, headers } = answer
	return new ProviderError(`${book.provider} answered with status ${status}`, {
		...judgeAnswer(status, body),
		...asked(book),
		status,
		requestId: headers.get('x-request-id') ?? headers.get('request-id') ?? undefined,
	})
}

/** The error of a call whose stream said that it failed. */
export function failedInStream(book: CallBook, chunk: JsonObject): ProviderError {
	const { reason, retryable } = judgeAnswer(undefined, JSON.stringify(chunk))
	return new ProviderError(`${book.provider} reported an error in the middle of a stream`, {
		...asked(book),
		reason,
		retryable,
	})
}

/** The error of a call whose stream ended too early. */
export function truncated(book: CallBook): ProviderError {
	return new ProviderError(
		`the stream from ${book.provider} was truncated: it ended without the event that completes it. What came is not the whole answer; ask again`,
		{ ...asked(book), reason: 'truncated', retryable: true },
	)
}

function asked({ provider, start }: CallBook): { readonly provider: string; readonly model: string } {
	return { provider, model: start.optimized.request.model }
}
