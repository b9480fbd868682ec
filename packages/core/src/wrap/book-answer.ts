import type { Codec } from '@headroom/providers'
import type { CallOutcome, ChatResponse, HeadroomEvent } from '@headroom/spec'
import { messageOf } from '../message-of.ts'
import { readCopy, withBody } from './answer-copy.ts'
import { refused } from './answer-errors.ts'
import type { CallBook } from './call-book.ts'
import { passStream } from './pass-stream.ts'
import { AnswerWatch, isAbort } from './watch-answer.ts'

/** What booking an answer needs besides it. */
export interface Booking {
	readonly codec: Codec
	readonly book: CallBook
	/** Whether a stream was asked for. */
	readonly streamed: boolean
	readonly hideUsage: boolean
	readonly signal: AbortSignal | undefined
	readonly tell: (event: HeadroomEvent) => void
}

/**
 * Sees to it that the answer is booked when it is over, and gives what the caller gets: the very same response, or for
 * a stream one that is alike and passes its bytes on.
 */
export function bookAnswer(answer: Response, booking: Booking): Response {
	const { codec, book, hideUsage, signal } = booking
	if (!answer.ok) {
		settled(bookRefusal(answer, booking), book, 'failed')
		return answer
	}
	if (typeof answer.body?.getReader !== 'function' || typeof answer.clone !== 'function') {
		book.settle('completed')
		return answer
	}
	if (!isStream(answer, booking.streamed)) {
		settled(bookJson(answer, booking), book, 'completed')
		return answer
	}
	return withBody(answer, passStream(answer.body, new AnswerWatch(codec, book, { hideUsage, signal })))
}

/** A fetch of the caller's own may give something that only looks like a response: the call is booked all the same. */
function settled(booking: Promise<void>, book: CallBook, outcome: CallOutcome): void {
	booking.catch(() => book.settle(outcome))
}

function isStream({ headers }: Response, streamed: boolean): boolean {
	const type = headers.get('content-type') ?? ''
	return type.includes('text/event-stream') || (streamed && !type.includes('json'))
}

async function bookRefusal(answer: Response, { book, signal }: Booking): Promise<void> {
	try {
		const body = await readCopy(answer)
		book.settle('failed', { error: refused(book, answer, body ?? '') })
	} catch (error) {
		if (signal?.aborted === true || isAbort(error)) book.settle('aborted')
		else book.settle('failed', { error: refused(book, answer, '') })
	}
}

async function bookJson(answer: Response, { codec, book, signal, tell }: Booking): Promise<void> {
	let text: string | undefined
	try {
		text = await readCopy(answer)
	} catch (error) {
		const gaveUp = signal?.aborted === true || isAbort(error)
		book.settle(gaveUp ? 'aborted' : 'truncated', gaveUp ? {} : { error })
		return
	}
	const started = performance.now()
	let response: ChatResponse | undefined
	try {
		if (text !== undefined) response = codec.readResponse(JSON.parse(text), book.provider)
	} catch (error) {
		const cause = messageOf(error)
		const message = `an answer of ${book.provider} could not be read, so its usage is estimated: ${cause}`
		tell({ type: 'warning', code: 'answer-unreadable', message, callId: book.start.id })
	}
	book.settle('completed', { response, overheadMs: performance.now() - started })
}
