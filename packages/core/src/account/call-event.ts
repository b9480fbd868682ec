import { type CallEvent, type CallRecord, isHeadroomError } from '@headroom/spec'
import type { CallEnd, CallStart } from './call-account.ts'
import { providerErrorOf } from './call-facts.ts'

/**
 * The event of a call that is over.
 *
 * @param overheadMs What Headroom added so far.
 * @param count Tokens of what was sent; counted when somebody reads them.
 */
export function callEvent(
	record: CallRecord,
	start: CallStart,
	end: CallEnd,
	overheadMs: number,
	count: () => number,
): CallEvent {
	let counted: number | undefined
	const { response, timeToFirstChunkMs, server } = end
	return {
		type: 'call',
		record,
		streamed: start.streamed,
		durationMs: performance.now() - start.startedTick,
		overheadMs,
		...(timeToFirstChunkMs === undefined ? {} : { timeToFirstChunkMs }),
		get countedInputTokens() {
			counted ??= count()
			return counted
		},
		...(response === undefined ? {} : { finishReason: response.finishReason, responseId: response.id }),
		...(end.error === undefined ? {} : { error: errorOf(end.error) }),
		...(server === undefined ? {} : { server }),
	}
}

function errorOf(error: unknown): NonNullable<CallEvent['error']> {
	const provider = providerErrorOf(error)
	if (provider === undefined) return { code: isHeadroomError(error) ? error.code : 'unknown' }
	return {
		code: provider.code,
		reason: provider.reason,
		...(provider.status === undefined ? {} : { status: provider.status }),
	}
}
