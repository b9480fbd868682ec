import type { ChatEvent, Provider } from '@headroom/spec'
import { describe, expect, it } from 'vitest'
import { sse } from '../../../test/upstream/sse.ts'
import { anthropic } from '../src/anthropic.ts'
import { openai } from '../src/openai.ts'
import { messagesStreams } from './streams/anthropic-messages.ts'
import { chatStreams } from './streams/openai-chat.ts'
import { responsesStreams } from './streams/openai-responses.ts'
import type { RecordedStream } from './streams/recorded-stream.ts'

type Fetch = (url: unknown, init?: RequestInit) => Promise<Response>

const formats: readonly (readonly [string, readonly RecordedStream[], (fetch: Fetch) => Provider])[] = [
	['openai-chat', chatStreams, (fetch) => openai({ apiKey: 'k', fetch })],
	['openai-responses', responsesStreams, (fetch) => openai({ apiKey: 'k', fetch, api: 'responses' })],
	['anthropic-messages', messagesStreams, (fetch) => anthropic({ apiKey: 'k', fetch })],
]

const spellings = [
	['LF', {}],
	['CRLF', { lineEnd: '\r\n' }],
	['CRLF and data over several lines', { lineEnd: '\r\n', multiLine: true }],
] as const

/** A fetch whose answer comes in the given pieces. */
function answering(pieces: readonly Uint8Array[]): Fetch {
	return async () => {
		const body = new ReadableStream<Uint8Array>({
			start(controller) {
				for (const piece of pieces) controller.enqueue(piece)
				controller.close()
			},
		})
		return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
	}
}

async function eventsOf(provider: Provider): Promise<readonly ChatEvent[]> {
	const events: ChatEvent[] = []
	const request = { model: 'm', messages: [{ role: 'user', content: 'hi' }] } as const
	for await (const event of provider.stream(request)) events.push(event)
	return events
}

describe.each(formats)('streams of %s', (_format, streams, create) => {
	describe.each(streams.map((stream) => [stream.name, stream] as const))('%s', (_name, { sent, says }) => {
		it.each(spellings)('say the same with %s', async (_spelling, options) => {
			const bytes = Buffer.from(sse(sent, options))
			expect(await eventsOf(create(answering([bytes])))).toEqual(says)
		})

		it.each([spellings[0], spellings[2]])(
			'say the same split at every byte offset, with %s',
			async (_spelling, options) => {
				const bytes = Buffer.from(sse(sent, options))
				const expected = JSON.stringify(sorted(says))
				let cuts: readonly Uint8Array[] = []
				const provider = create((url, init) => answering(cuts)(url, init))
				const wrong: number[] = []
				for (let at = 1; at < bytes.length; at += 1) {
					cuts = [bytes.subarray(0, at), bytes.subarray(at)]
					if (JSON.stringify(sorted(await eventsOf(provider))) !== expected) wrong.push(at)
				}
				expect(bytes.length).toBeGreaterThan(300)
				expect(wrong).toEqual([])
			},
			120_000,
		)

		it.each(spellings)('say the same byte by byte, with %s', async (_spelling, options) => {
			const bytes = Buffer.from(sse(sent, options))
			const pieces = Array.from(bytes, (byte) => Uint8Array.of(byte))
			expect(await eventsOf(create(answering(pieces)))).toEqual(says)
		})
	})
})

/** The same value with the fields of every object in order, so that two values can be compared as text. */
function sorted(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(sorted)
	if (typeof value !== 'object' || value === null) return value
	const entries = Object.entries(value).filter(([, field]) => field !== undefined)
	return Object.fromEntries(
		entries.sort(([one], [other]) => (one < other ? -1 : 1)).map(([name, field]) => [name, sorted(field)]),
	)
}
