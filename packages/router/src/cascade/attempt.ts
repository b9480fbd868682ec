import {
	type CallContext,
	type HeadroomEvent,
	isHeadroomError,
	type ProviderError,
	tell,
	type Usage,
} from '@headroom/spec'
import type { CheapAnswer } from './accept.ts'

/** A cheap attempt, and what is to be told of it once it is known whether its answer is given. */
export interface Attempt {
	readonly answer: CheapAnswer
	/** What the caller is to be billed for it where its answer is thrown away; `undefined` for nothing. */
	readonly bill: { readonly usage: Usage; readonly unreportedCalls: number } | undefined
	/** Told with the answer alone: that it comes out of the response cache. */
	readonly held: readonly HeadroomEvent[]
}

const NOTHING: Usage = { inputTokens: 0, outputTokens: 0 }

/** The bill of an answer; one that reports nothing, or a prompt without tokens, is unreported. */
export function billOf(usage: Usage | undefined, cached: boolean): Attempt['bill'] {
	if (cached) return undefined
	return usage === undefined || usage.inputTokens === 0
		? { usage: NOTHING, unreportedCalls: 1 }
		: { usage, unreportedCalls: 0 }
}

/** The bill of a failed attempt: nothing where it was refused, unreported where the model may have begun. */
export function billOfError(error: unknown): Attempt['bill'] {
	return isFree(error) ? undefined : { usage: NOTHING, unreportedCalls: 1 }
}

/** What sockets say when nobody was reached. */
const UNREACHED: ReadonlySet<unknown> = new Set([
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EHOSTUNREACH',
	'ENETUNREACH',
	'UND_ERR_CONNECT_TIMEOUT',
])

/** Whether a failed call surely cost nothing: never sent, or refused by the provider with a status. */
function isFree(error: unknown): boolean {
	if (!isHeadroomError(error)) return false
	if (error.code !== 'provider-error') return true
	const { status, retryAfterMs } = error as ProviderError
	// Only an answer can ask to wait, and an answer has a status: else an open circuit asks.
	return status !== undefined || retryAfterMs !== undefined || wasUnreached(error)
}

/** Errors of the network stand a few causes deep. */
function wasUnreached(error: unknown): boolean {
	let cause = error
	for (let depth = 0; depth < 5 && typeof cause === 'object' && cause !== null; depth++) {
		if ('code' in cause && UNREACHED.has(cause.code)) return true
		cause = (cause as { readonly cause?: unknown }).cause
	}
	return false
}

/** The context of one cheap attempt: a key of its own, and an ear for answers out of the response cache. */
export function attemptContext(
	context: CallContext | undefined,
	number: number,
	signal: AbortSignal | undefined,
	held: HeadroomEvent[],
): CallContext {
	const key = context?.headers?.['idempotency-key']
	return {
		...context,
		...(signal === undefined ? {} : { signal }),
		// A key of the caller's names one request; the same key with another body would be refused.
		...(key === undefined
			? {}
			: { headers: { ...context?.headers, 'idempotency-key': `${key}-cascade-${number}` } }),
		observe: (event) => {
			// Of an answer that is thrown away it would say that the one that is given cost nothing.
			if (event.type === 'response-cache') held.push(event)
			else tell(context, event)
		},
	}
}
