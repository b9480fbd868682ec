import type { ChatEvent, ChatRequest, Provider } from '@headroom/spec'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { answer, type Reply, reset, stall, stream } from '../../../test/upstream/reply.ts'
import { sse, ssePieces } from '../../../test/upstream/sse.ts'
import { refusingUrl, startUpstream, type Upstream } from '../../../test/upstream/upstream.ts'
import { anthropic } from '../src/anthropic.ts'
import { openaiChatCodec } from '../src/codec/openai-chat/codec.ts'
import { openai } from '../src/openai.ts'
import { messagesStreams } from './streams/anthropic-messages.ts'
import { chatStreams } from './streams/openai-chat.ts'
import { responsesStreams } from './streams/openai-responses.ts'

interface Vendor {
	readonly name: string
	readonly create: (timeouts?: object, url?: string) => Provider
	/** A stream whose last piece is what makes it complete. */
	readonly pieces: readonly string[]
}

let upstream: Upstream

beforeEach(async () => {
	upstream = await startUpstream()
})

afterEach(() => upstream.close())

const chatPieces = ssePieces(chatStreams[0]?.sent ?? [])

const vendors: readonly Vendor[] = [
	{
		name: 'openai chat',
		create: (timeouts, url = upstream.url) => openai({ apiKey: 'k', baseURL: `${url}/v1`, ...timeouts }),
		// Without usage and [DONE]: the finish reason stands last.
		pieces: chatPieces.slice(0, -2),
	},
	{
		name: 'openai responses',
		create: (timeouts, url = upstream.url) =>
			openai({ apiKey: 'k', baseURL: `${url}/v1`, api: 'responses', ...timeouts }),
		pieces: ssePieces(responsesStreams[0]?.sent ?? []),
	},
	{
		name: 'anthropic',
		create: (timeouts, url = upstream.url) => anthropic({ apiKey: 'k', baseURL: url, ...timeouts }),
		pieces: ssePieces(messagesStreams[0]?.sent ?? []),
	},
]

function requestOf(provider: Provider): ChatRequest {
	return { model: `${provider.id}/m`, messages: [{ role: 'user', content: 'hi' }] }
}

interface Outcome {
	readonly events: readonly ChatEvent[]
	readonly error: unknown
}

async function read(provider: Provider, signal?: AbortSignal): Promise<Outcome> {
	const events: ChatEvent[] = []
	try {
		const context = signal === undefined ? {} : { signal }
		for await (const event of provider.stream(requestOf(provider), context)) events.push(event)
		return { events, error: undefined }
	} catch (error) {
		return { events, error }
	}
}

describe.each(vendors.map((vendor) => [vendor.name, vendor] as const))('%s', (_name, { create, pieces }) => {
	describe('a stream that is cut', () => {
		it.each(['end', 'cut'] as const)(
			'after any event is truncated, never a clean end (%s)',
			async (ending) => {
				for (let kept = 0; kept < pieces.length; kept += 1) {
					upstream.script(stream(pieces.slice(0, kept), { ending }))
					const { events, error } = await read(create())
					const reason = kept === 0 && ending === 'cut' ? 'connection' : 'truncated'
					expect(error, `after ${kept} events`).toMatchObject({ reason, retryable: true, status: 200 })
					expect(events.some((event) => event.type === 'finish')).toBe(false)
				}
				upstream.script(stream(pieces, { ending }))
				const whole = await read(create())
				expect([whole.error, whole.events.at(-1)?.type]).toEqual([undefined, 'finish'])
			},
		)

		it('at any byte of its last event is truncated', async () => {
			const before = pieces.slice(0, -1)
			const last = Buffer.from(pieces.at(-1) ?? '')
			// Two line breaks end the event; from the first one on it is whole.
			for (let kept = 1; kept < last.length - 2; kept += Math.ceil(last.length / 40)) {
				upstream.script(stream([...before, last.subarray(0, kept)]))
				expect((await read(create())).error, `after ${kept} bytes`).toMatchObject({ reason: 'truncated' })
			}
		})
	})

	describe('an abort', () => {
		it('closes the upstream within 100 ms and rejects with its reason', async () => {
			const delays: number[] = []
			for (let time = 0; time < 7; time += 1) {
				upstream.script(stream(pieces.slice(0, -1), { ending: 'stall' }))
				const abort = new AbortController()
				const reason = new Error('enough')
				const index = upstream.requests.length
				const reading = read(create(), abort.signal)
				const request = await upstream.request(index)
				await new Promise((resolve) => setTimeout(resolve, 30))
				const at = performance.now()
				abort.abort(reason)
				expect((await reading).error).toBe(reason)
				const closed = await request.closed
				expect(closed.byClient).toBe(true)
				delays.push(closed.at - at)
			}
			expect(median(delays)).toBeLessThan(100)
		})

		it('before the answer begins closes the upstream as well', async () => {
			upstream.script(stall)
			for (const streamed of [false, true]) {
				const abort = new AbortController()
				const reason = { any: 'value' }
				const index = upstream.requests.length
				const provider = create()
				const asked = streamed
					? read(provider, abort.signal).then(({ error }) => error)
					: provider.generate(requestOf(provider), { signal: abort.signal }).catch((error: unknown) => error)
				const request = await upstream.request(index)
				abort.abort(reason)
				expect(await asked).toBe(reason)
				expect((await request.closed).byClient).toBe(true)
			}
		})

		it('before the call sends nothing', async () => {
			const provider = create()
			const signal = AbortSignal.abort('no')
			await expect(provider.generate(requestOf(provider), { signal })).rejects.toBe('no')
			expect((await read(provider, signal)).error).toBe('no')
			expect(upstream.requests.length).toBe(0)
		})

		it('by leaving the loop closes the upstream', async () => {
			upstream.script(stream(pieces.slice(0, -1), { ending: 'stall' }))
			const provider = create()
			for await (const _ of provider.stream(requestOf(provider))) break
			const at = performance.now()
			const closed = await upstream.requests[0]?.closed
			expect(closed?.byClient).toBe(true)
			expect((closed?.at ?? Number.POSITIVE_INFINITY) - at).toBeLessThan(1000)
		})

		it('leaves no listener on the signal', async () => {
			const { signal } = new AbortController()
			let listeners = 0
			const add = signal.addEventListener.bind(signal)
			const remove = signal.removeEventListener.bind(signal)
			signal.addEventListener = (...all: Parameters<typeof add>) => {
				listeners += 1
				add(...all)
			}
			signal.removeEventListener = (...all: Parameters<typeof remove>) => {
				listeners -= 1
				remove(...all)
			}
			const provider = create()
			await provider.generate(requestOf(provider), { signal })
			await read(provider, signal)
			expect(listeners).toBe(0)
		})
	})

	describe('a network that fails', () => {
		it.each([false, true])('is a connection error (streamed: %s)', async (streamed) => {
			upstream.script(reset)
			for (const url of [upstream.url, await refusingUrl()]) {
				const provider = create({}, url)
				const error = streamed
					? (await read(provider)).error
					: await provider.generate(requestOf(provider)).catch((caught: unknown) => caught)
				expect(error).toMatchObject({ reason: 'connection', status: undefined, retryable: true })
				expect(String(error)).toContain(new URL(url).host)
				expect(String(error)).toMatch(/ECONNREFUSED|ECONNRESET|UND_ERR_SOCKET/)
			}
		})

		it('in the middle of an answer that is not streamed is one, too', async () => {
			upstream.script(
				stream(['{"id": "x"'], { headers: { 'content-type': 'application/json' }, ending: 'cut' }),
			)
			const provider = create()
			await expect(provider.generate(requestOf(provider))).rejects.toMatchObject({
				reason: 'connection',
				retryable: true,
			})
		})
	})

	describe('an upstream that is slow', () => {
		const late: readonly (readonly [string, Reply, object])[] = [
			['does not begin', stall, { firstByteTimeoutMs: 150 }],
			['falls silent', stream(pieces.slice(0, 2), { ending: 'stall' }), { idleTimeoutMs: 150 }],
			[
				'drips bytes for ever',
				stream([...sse([{ comment: 'x'.repeat(400) }])], { everyMs: 10 }),
				{ timeoutMs: 150 },
			],
		]

		it.each(late)('and %s is given up in time', async (_what, reply, timeouts) => {
			upstream.script(reply)
			const before = performance.now()
			const { error } = await read(create(timeouts))
			const took = performance.now() - before
			expect(error).toMatchObject({ reason: 'timeout', retryable: true })
			expect(String(error)).toContain(Object.keys(timeouts)[0])
			expect(took).toBeGreaterThan(140)
			expect(took).toBeLessThan(2000)
			expect((await upstream.requests[0]?.closed)?.byClient).toBe(true)
		})

		it('but drips its stream byte by byte is read to its end', async () => {
			upstream.script(stream([...pieces.join('').slice(0, 60)], { everyMs: 1 }))
			expect((await read(create({ idleTimeoutMs: 1500 }))).error).toMatchObject({ reason: 'truncated' })
		})

		it('is not to blame when the reader is', async () => {
			upstream.script(stream(pieces))
			const provider = create({ idleTimeoutMs: 60 })
			let last = ''
			for await (const event of provider.stream(requestOf(provider))) {
				last = event.type
				if (event.type !== 'finish') await new Promise((resolve) => setTimeout(resolve, 80))
			}
			expect(last).toBe('finish')
		})
	})
})

describe('a reader that waits', () => {
	it('makes the upstream wait: 50 MB do not pile up', async () => {
		const head = { id: 'c', object: 'chat.completion.chunk', model: 'm' }
		const piece = sse([{ data: { ...head, choices: [{ index: 0, delta: { content: 'x'.repeat(8000) } }] } }])
		const times = Math.ceil(50_000_000 / piece.length)
		const after = sse([
			{ data: { ...head, choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] } },
			{ data: '[DONE]' },
		])
		upstream.script({ kind: 'flood', piece, times, after })
		const provider = openai({ apiKey: 'k', baseURL: upstream.url })
		const events = provider.stream(requestOf(provider))[Symbol.asyncIterator]()
		await events.next()
		const memory = process.memoryUsage().arrayBuffers
		await new Promise((resolve) => setTimeout(resolve, 500))
		const request = upstream.requests[0]
		expect(request?.waits).toBeGreaterThan(0)
		// What both kernels and both streams buffer; far less than the 50 MB.
		expect(request?.sentBytes).toBeLessThan(15_000_000)
		expect(process.memoryUsage().arrayBuffers - memory).toBeLessThan(15_000_000)
		let characters = 8000
		for (let next = await events.next(); !next.done; next = await events.next()) {
			if (next.value.type === 'text-delta') characters += next.value.text.length
		}
		expect(characters).toBe(8000 * times)
	})
})

describe('[DONE]', () => {
	it('alone is no answer', async () => {
		upstream.script(stream(['data: [DONE]\n\n']))
		const { error } = await read(openai({ apiKey: 'k', baseURL: upstream.url }))
		expect(error).toMatchObject({ reason: 'truncated' })
	})

	it('after text ends the answer, though it never said why', async () => {
		upstream.script(stream([...chatPieces.slice(0, -3), 'data: [DONE]\n\n']))
		const { events, error } = await read(openai({ apiKey: 'k', baseURL: upstream.url }))
		const last = events.at(-1)
		expect([error, last?.type === 'finish' && last.response.finishReason]).toEqual([undefined, 'other'])
	})

	it('ends no stream of the other formats', async () => {
		const anthropicPieces = vendors[2]?.pieces.slice(0, -1) ?? []
		upstream.script(stream([...anthropicPieces, 'data: [DONE]\n\n']))
		expect((await read(anthropic({ apiKey: 'k', baseURL: upstream.url }))).error).toMatchObject({
			reason: 'truncated',
		})
	})
})

describe('an answer that nests a million levels', () => {
	it('is malformed', async () => {
		const deep = `${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`
		const block = `{"type":"tool_use","id":"t","name":"f","input":{"a":${deep}}}`
		upstream.script(answer(`{"content":[${block}]}`, { headers: { 'content-type': 'application/json' } }))
		const provider = anthropic({ apiKey: 'k', baseURL: upstream.url })
		await expect(provider.generate(requestOf(provider))).rejects.toMatchObject({
			reason: 'malformed',
			status: 200,
		})
	})
})

describe('connections', () => {
	it('are used again after a stream that was read to its end', async () => {
		const provider = openai({ apiKey: 'k', baseURL: `${upstream.url}/v1` })
		for (let time = 0; time < 5; time += 1) await read(provider)
		// The first one may not be free yet when the second call begins.
		expect(upstream.connections).toBeLessThanOrEqual(2)
	})

	it('that stay open after [DONE] do not hold up the answer', async () => {
		upstream.script(stream(chatPieces, { ending: 'stall' }))
		const before = performance.now()
		const { events, error } = await read(openai({ apiKey: 'k', baseURL: upstream.url }))
		expect([error, events.at(-1)?.type]).toEqual([undefined, 'finish'])
		expect(performance.now() - before).toBeLessThan(2000)
		expect((await upstream.requests[0]?.closed)?.byClient).toBe(true)
	})
})

describe('a server that refuses stream_options', () => {
	const refusal = answer(
		{ error: { message: 'Unrecognized request argument supplied: stream_options' } },
		{ status: 400 },
	)

	it('is asked once more without, and never again', async () => {
		upstream.script((request) => (request.json.stream_options === undefined ? undefined : refusal))
		const provider = openai({ apiKey: 'k', baseURL: `${upstream.url}/v1` })
		for (let time = 0; time < 2; time += 1) {
			const { events, error } = await read(provider)
			expect([error, events.at(-1)?.type]).toEqual([undefined, 'finish'])
		}
		expect(upstream.requests.map((request) => request.json.stream_options)).toEqual([
			{ include_usage: true },
			undefined,
			undefined,
		])
	})

	it('is asked for usage beside what the caller wants of the stream', async () => {
		const provider = openai({ apiKey: 'k', baseURL: `${upstream.url}/v1` })
		const request = { ...requestOf(provider), extra: { stream_options: { include_obfuscation: false } } }
		for await (const _ of provider.stream(request));
		expect(upstream.requests[0]?.json.stream_options).toEqual({
			include_obfuscation: false,
			include_usage: true,
		})
	})

	it('is asked once in the body, also where that says null', async () => {
		const provider = openai({ apiKey: 'k', baseURL: `${upstream.url}/v1` })
		const body = '{"model":"gpt-4o-mini","stream_options":null,"messages":[{"role":"user","content":"Hi"}]}'
		for await (const _ of provider.stream(openaiChatCodec.read(body)));
		const sent = upstream.requests[0]?.text ?? ''
		expect(sent.split('"stream_options"')).toHaveLength(2)
		expect(upstream.requests[0]?.json.stream_options).toEqual({ include_usage: true })
	})

	it('is not asked again when the caller wanted them', async () => {
		upstream.script(refusal)
		const provider = openai({ apiKey: 'k', baseURL: `${upstream.url}/v1` })
		const request = { ...requestOf(provider), extra: { stream_options: { include_usage: false } } }
		const events = provider.stream(request)[Symbol.asyncIterator]()
		await expect(events.next()).rejects.toMatchObject({ status: 400 })
		expect(upstream.requests.map((each) => each.json.stream_options)).toEqual([{ include_usage: false }])
	})
})

function median(values: readonly number[]): number {
	return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN
}
