import type { ChatEvent } from '@headroom/spec'

/** A stream whose first event is there. */
export interface OpenStream {
	readonly first: IteratorResult<ChatEvent>
	readonly rest: AsyncIterator<ChatEvent>
}

/**
 * Waits for the first event of a stream. What fails here fails before the caller has seen anything, so that another
 * try or another model may still answer.
 */
export async function openStream(events: AsyncIterable<ChatEvent>): Promise<OpenStream> {
	const rest = events[Symbol.asyncIterator]()
	return { first: await rest.next(), rest }
}

/** All events of an opened stream. A reader that stops early closes it. */
export async function* readOn({ first, rest }: OpenStream): AsyncGenerator<ChatEvent, void, undefined> {
	let result = first
	try {
		while (!result.done) {
			yield result.value
			result = await rest.next()
		}
	} finally {
		if (!result.done) await rest.return?.()
	}
}
