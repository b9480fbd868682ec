import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { CallEvent, ChatEvent, ChatModel } from '@headroom/spec'
import { ProviderError } from '@headroom/spec'
import { scriptedModel } from '@headroom/spec/testing'
import { describe, expect, it } from 'vitest'
import { HeadroomClient, type HeadroomOptions } from '../src/index.ts'
import { micro, requestOf, says, shorten, words } from './by-words.ts'

const usage = { inputTokens: 510, outputTokens: 200 }

function setUp(chatModel: ChatModel, options: HeadroomOptions = {}) {
	const calls: CallEvent[] = []
	const client = new HeadroomClient({
		slimmer: false,
		compressor: false,
		tokenizerFor: () => words,
		chatModel,
		observe: (event) => event.type === 'call' && calls.push(event),
		...options,
	})
	return { client, calls }
}

/** A model that streams pieces, then throws or finishes, and notes when its stream was closed. */
function streaming(pieces: readonly string[], error?: unknown): ChatModel & { closed: boolean } {
	const model = {
		closed: false,
		generate: () => Promise.reject(new Error('not asked')),
		async *stream(): AsyncGenerator<ChatEvent> {
			try {
				for (const text of pieces) yield { type: 'text-delta', index: 0, text }
				if (error !== undefined) throw error
			} finally {
				model.closed = true
			}
		},
	}
	return model
}

describe('HeadroomClient.stream', () => {
	it('gives the text as it comes, then the same result as chat', async () => {
		const turn = { parts: says('It rains today.'), usage }
		const { client, calls } = setUp(scriptedModel([turn, turn], 'openai'), { stages: [shorten(0, 500)] })
		const stream = client.stream(requestOf(1003))
		const pieces: string[] = []
		for await (const text of stream.text) pieces.push(text)
		expect(pieces).toEqual(['It ra', 'ins t', 'oday.'])
		const result = await stream.result
		expect(result.content).toBe('It rains today.')
		expect(micro(result.record)).toEqual({ baseline: 271.5, cost: 196.5, extra: undefined, saved: 75 })
		expect(calls).toHaveLength(1)
		expect(calls[0]).toMatchObject({ streamed: true, record: result.record, finishReason: 'stop' })
		expect(calls[0]?.timeToFirstChunkMs).toBeGreaterThan(0)
		const { savings } = await client.chat(requestOf(1003))
		expect(result.savings.cost).toEqual(savings.cost)
	})

	it('gives events, the last of which is the whole answer, booked by then', async () => {
		const { client, calls } = setUp(scriptedModel([{ parts: says('Yes.'), usage }], 'openai'))
		const types: string[] = []
		const stream = client.stream('Is it?')
		for await (const event of stream) {
			types.push(event.type)
			if (event.type === 'finish') break
		}
		expect(types).toEqual(['text-delta', 'finish'])
		expect(calls.map(({ record }) => record.outcome)).toEqual(['completed'])
		expect((await stream.result).content).toBe('Yes.')
	})

	it('reads itself to the end when only the result is wanted', async () => {
		const { client } = setUp(scriptedModel([{ parts: says('It rains today.'), usage }], 'openai'))
		expect((await client.stream('Rain?').result).content).toBe('It rains today.')
	})

	it('keeps the events for a reader who asked for the result first', async () => {
		const { client } = setUp(scriptedModel([{ parts: says('It rains today.'), usage }], 'openai'))
		const stream = client.stream('Rain?')
		const result = stream.result
		await result
		let text = ''
		for await (const piece of stream.text) text += piece
		expect(text).toBe('It rains today.')
	})

	it('sends nothing before it is read', async () => {
		const chatModel = scriptedModel(['Yes.'], 'openai')
		const { client } = setUp(chatModel)
		client.stream('Is it?')
		await new Promise((resolve) => setTimeout(resolve, 10))
		expect(chatModel.requests).toEqual([])
	})

	it('can be read once', async () => {
		const { client } = setUp(scriptedModel(['Yes.'], 'openai'))
		const stream = client.stream('Is it?')
		for await (const _ of stream.text);
		for (const again of [stream, stream.text])
			expect(() => again[Symbol.asyncIterator]()).toThrow(
				expect.objectContaining({ code: 'invalid-argument' }),
			)
	})

	it('closes the connection when the reader leaves, and books what was sent and came', async () => {
		const chatModel = streaming(['one two ', 'three ', 'four '])
		const { client, calls } = setUp(chatModel)
		const stream = client.stream(requestOf(100))
		let seen = 0
		for await (const _ of stream.text) if (++seen === 2) break
		expect(chatModel.closed).toBe(true)
		expect(calls[0]?.record).toMatchObject({
			outcome: 'aborted',
			usage: { inputTokens: 100, outputTokens: 3 },
			usageMark: 'estimated',
			cost: { mark: 'estimated' },
			baseline: { usage: { inputTokens: 100, outputTokens: 3 } },
			savedUsd: 0,
		})
		// 100 × 0.15 + 3 × 0.60.
		expect(micro(calls[0]?.record as CallEvent['record'])).toMatchObject({ cost: 16.8 })
		await expect(stream.result).rejects.toMatchObject({ name: 'AbortError' })
	})

	it('closes the connection when the reader leaves while more is on its way', async () => {
		const aborted: boolean[] = []
		const chatModel: ChatModel = {
			generate: () => Promise.reject(new Error('not asked')),
			async *stream(_request, context) {
				yield { type: 'text-delta', index: 0, text: 'one' }
				await new Promise((_, reject) => {
					context?.signal?.addEventListener('abort', () => {
						aborted.push(true)
						reject(context.signal?.reason)
					})
				})
			},
		}
		const { client, calls } = setUp(chatModel)
		const stream = client.stream(requestOf(100))
		const result = stream.result
		for await (const _ of stream.text) break
		expect(aborted).toEqual([true])
		expect(calls.map(({ record }) => record.outcome)).toEqual(['aborted'])
		await expect(result).rejects.toMatchObject({ name: 'AbortError' })
	})

	it('can be left while the next piece is waited for, as streams of Node do when they are destroyed', async () => {
		const aborted: unknown[] = []
		const chatModel: ChatModel = {
			generate: () => Promise.reject(new Error('not asked')),
			async *stream(_request, context) {
				yield { type: 'text-delta', index: 0, text: 'one' }
				await new Promise((_, reject) => {
					context?.signal?.addEventListener('abort', () => {
						aborted.push(context.signal?.reason)
						reject(context.signal?.reason)
					})
				})
			},
		}
		const { client, calls } = setUp(chatModel)
		const reader = client.stream(requestOf(100)).text[Symbol.asyncIterator]()
		expect(await reader.next()).toEqual({ done: false, value: 'one' })
		const waiting = reader.next()
		await new Promise((resolve) => setTimeout(resolve, 5))
		await reader.return?.()
		expect(aborted).toHaveLength(1)
		expect(await waiting).toEqual({ done: true, value: undefined })
		expect(calls.map(({ record }) => [record.outcome, record.usage.outputTokens])).toEqual([['aborted', 1]])
	})

	it('is cut also before its first piece, and then estimated: the prompt had been read', async () => {
		const cut = new ProviderError('openai: cut', { provider: 'openai', retryable: true, reason: 'truncated' })
		const { client, calls } = setUp(streaming([], cut))
		await expect(client.stream(requestOf(100)).result).rejects.toBe(cut)
		expect(calls[0]?.record).toMatchObject({
			outcome: 'truncated',
			usageMark: 'estimated',
			usage: { inputTokens: 100, outputTokens: 0 },
		})
	})

	it('throws the reason when the signal aborts between two pieces', async () => {
		const controller = new AbortController()
		const { client, calls } = setUp(scriptedModel(['one two three four five'], 'openai'))
		const reason = new Error('enough')
		const stream = client.stream(requestOf(100), { signal: controller.signal })
		await expect(
			(async () => {
				for await (const _ of stream.text) controller.abort(reason)
			})(),
		).rejects.toBe(reason)
		expect(calls[0]?.record.outcome).toBe('aborted')
	})

	it('throws what the model throws in the middle, and books it as truncated', async () => {
		const error = new ProviderError('openai: the stream was cut', {
			provider: 'openai',
			retryable: true,
			reason: 'truncated',
		})
		const { client, calls } = setUp(streaming(['one two '], error))
		const stream = client.stream(requestOf(100))
		let text = ''
		await expect(
			(async () => {
				for await (const piece of stream.text) text += piece
			})(),
		).rejects.toBe(error)
		expect(text).toBe('one two ')
		expect(calls[0]).toMatchObject({
			record: { outcome: 'truncated', usage: { inputTokens: 100, outputTokens: 2 } },
			error: { code: 'provider-error', reason: 'truncated' },
		})
		await expect(stream.result).rejects.toBe(error)
	})

	it('never lets a stream without its end pass for a whole one', async () => {
		const { client, calls } = setUp(streaming(['one ']))
		await expect(client.stream(requestOf(100)).result).rejects.toMatchObject({
			code: 'provider-error',
			reason: 'truncated',
		})
		expect(calls[0]?.record.outcome).toBe('truncated')
	})

	it('books a refusal before the first piece as failed', async () => {
		const error = new ProviderError('openai: no such key', {
			provider: 'openai',
			retryable: false,
			status: 401,
		})
		const { client, calls } = setUp(streaming([], error))
		await expect(client.stream(requestOf(100)).result).rejects.toBe(error)
		expect(calls[0]?.record).toMatchObject({ outcome: 'failed', usage: { inputTokens: 0, outputTokens: 0 } })
	})

	it('rejects for a prompt of the wrong shape when it is read, and leaves nothing unhandled', async () => {
		const unhandled: unknown[] = []
		const note = (error: unknown): void => {
			unhandled.push(error)
		}
		process.on('unhandledRejection', note)
		try {
			const { client } = setUp(streaming(['one '], new Error('cut')))
			for await (const _ of client.stream('Hello.').text) break
			void client.stream('Hello.').result
			await expect(
				client
					.stream(17 as unknown as string)
					[Symbol.asyncIterator]()
					.next(),
			).rejects.toMatchObject({ code: 'invalid-request' })
			await new Promise((resolve) => setTimeout(resolve, 20))
			expect(unhandled).toEqual([])
		} finally {
			process.off('unhandledRejection', note)
		}
	})

	it('closes the socket of a real server within a second after the third piece', async () => {
		let closed: (at: number) => void = () => {}
		const closing = new Promise<number>((resolve) => {
			closed = resolve
		})
		const server = createServer((_request, response) => {
			const timer = setInterval(() => response.write('word '), 5)
			response.on('close', () => {
				clearInterval(timer)
				closed(performance.now())
			})
		})
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
		try {
			const { port } = server.address() as AddressInfo
			const { client } = setUp(overHttp(`http://127.0.0.1:${port}`))
			let seen = 0
			for await (const _ of client.stream('Talk.').text) if (++seen === 3) break
			const left = performance.now()
			expect((await closing) - left).toBeLessThan(1000)
		} finally {
			server.closeAllConnections()
			await new Promise((resolve) => server.close(resolve))
		}
	})
})

function overHttp(url: string): ChatModel {
	return {
		generate: () => Promise.reject(new Error('not asked')),
		async *stream(_request, context) {
			const response = await fetch(url, context?.signal === undefined ? {} : { signal: context.signal })
			for await (const chunk of response.body ?? [])
				yield { type: 'text-delta', index: 0, text: Buffer.from(chunk).toString() }
		},
	}
}
