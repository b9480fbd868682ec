import { type HeadroomEvent, withHeadroom } from '@headroom/core'
import OpenAI from 'openai'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startUpstream, type Upstream } from '../../../../test/upstream/upstream.ts'
import { anyAnswer } from './any-answer.ts'
import { model, openaiCalls } from './openai-calls.ts'
import { expectSame, responseOf } from './twins.ts'

let upstream: Upstream
let twins: readonly [OpenAI, OpenAI]
const events: HeadroomEvent[] = []

beforeAll(async () => {
	upstream = await startUpstream(anyAnswer)
	const plain = new OpenAI({
		apiKey: 'sk-plain',
		adminAPIKey: 'sk-admin',
		baseURL: `${upstream.url}/v1`,
		maxRetries: 0,
	})
	const off = { slimmer: false, compressor: false, streamUsage: false } as const
	twins = [plain, withHeadroom(plain, { ...off, observe: (event) => events.push(event) })]
})

afterAll(() => upstream.close())

describe('a wrapped OpenAI client, its layers off, beside the same client as it is', () => {
	it.each(openaiCalls)('%s: the same result and the same bytes', async (_, call) => {
		const { requests } = await expectSame(upstream, twins, call)
		expect(requests.length).toBeGreaterThan(0)
	})

	it('answers an unknown path with NotFoundError', async () => {
		await expect(twins[1].models.list({ path: '/unknown' })).rejects.toThrow(OpenAI.NotFoundError)
	})

	const withResponses: readonly (readonly [
		string,
		(client: OpenAI) => ReturnType<OpenAI['chat']['completions']['create']>,
	])[] = [
		['chat', (c) => c.chat.completions.create({ model, messages: [{ role: 'user', content: 'Hello' }] })],
		['responses', (c) => c.responses.create({ model, input: 'Hello' }) as never],
		['models', (c) => c.models.retrieve(model) as never],
	]

	it.each(withResponses)(
		'gives the raw response and the data of one and the same call: %s',
		async (_, call) => {
			const before = upstream.requests.length
			const told = []
			for (const client of twins) {
				const promise = call(client)
				const raw = await promise.asResponse()
				expect(raw).toBeInstanceOf(Response)
				const data = await promise
				expect(data).not.toBeInstanceOf(Response)
				const { data: again, response } = await promise.withResponse()
				expect(again).toBe(data)
				expect(response).toBe(raw)
				told.push(responseOf(raw))
			}
			expect(told[1]).toEqual(told[0])
			expect(upstream.requests.length).toBe(before + 2)
		},
	)

	it.each([false, true])(
		'gives a raw response whose body is whole, also of a clone; streamed: %s',
		async (stream) => {
			const bodies: unknown[] = []
			for (const client of twins) {
				const raw = await client.chat.completions
					.create({ model, messages: [{ role: 'user', content: 'Hi' }], stream })
					.asResponse()
				const clone = raw.clone()
				bodies.push([responseOf(clone), await clone.text(), responseOf(raw), await raw.text(), raw.bodyUsed])
			}
			expect(bodies[1]).toEqual(bodies[0])
		},
	)

	it('books every chat and response that was answered, and nothing else', async () => {
		events.length = 0
		for (const [, call] of openaiCalls) await call(twins[1]).catch(() => {})
		const booked = events.flatMap((event) => (event.type === 'call' ? [event.record.outcome] : []))
		// Four chats and three responses; the empty response names no model, so that there is nothing to book.
		expect(booked).toEqual(Array(7).fill('completed'))
	})
})
