import { setTimeout as sleep } from 'node:timers/promises'
import type { ChatEvent } from '@headroom/spec'
import { describe, expect, it } from 'vitest'
import { openai } from '../src/openai.ts'

/** A pause in which a timer that cannot wait so long would fire. */
const LATER = ''
const end =
	'data: {"id":"c","model":"m","choices":[{"index":0,"delta":{"content":"x"},"finish_reason":"stop"}]}\n\n'

async function read(pieces: Iterable<string>, timeouts: object = {}): Promise<readonly ChatEvent[]> {
	const encoder = new TextEncoder()
	const body = ReadableStream.from(
		(async function* () {
			for (const piece of pieces) {
				if (piece === LATER) await sleep(20)
				else yield encoder.encode(piece)
			}
		})(),
	) as ReadableStream<Uint8Array>
	const fetch = async () => new Response(body, { headers: { 'content-type': 'text/event-stream' } })
	const provider = openai({ apiKey: 'k', fetch, ...timeouts })
	const events: ChatEvent[] = []
	for await (const event of provider.stream({ model: 'm', messages: [] })) events.push(event)
	return events
}

describe('a stream', () => {
	it('with an event of more than 32 MiB is malformed', async () => {
		const pieces = ['data: "', ...Array.from({ length: 33 }, () => 'x'.repeat(1024 * 1024)), '"\n\n', end]
		await expect(read(pieces)).rejects.toMatchObject({
			reason: 'malformed',
			message: expect.stringContaining('an event that is too long'),
		})
	})

	it('is over at [DONE], whatever follows', async () => {
		const events = await read([`${end}data: [DONE]\n\n`, 'data: no JSON\n\n', end])
		expect(events.map(({ type }) => type)).toEqual(['text-delta', 'finish'])
	})

	it('takes as long as it likes where nothing bounds it', async () => {
		const unbounded = { timeoutMs: Infinity, firstByteTimeoutMs: Infinity, idleTimeoutMs: Infinity }
		expect(await read([LATER, end, LATER, 'data: [DONE]\n\n'], unbounded)).toHaveLength(2)
	})
})
