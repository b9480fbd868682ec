import Anthropic from '@anthropic-ai/sdk'
import { type HeadroomEvent, withHeadroom } from '@headroom/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startUpstream, type Upstream } from '../../../../test/upstream/upstream.ts'
import { anthropicCalls } from './anthropic-calls.ts'
import { anyAnswer } from './any-answer.ts'
import { expectSame, responseOf } from './twins.ts'

let upstream: Upstream
let twins: readonly [Anthropic, Anthropic]
const events: HeadroomEvent[] = []

beforeAll(async () => {
	upstream = await startUpstream(anyAnswer)
	const plain = new Anthropic({ apiKey: 'sk-ant-plain', baseURL: upstream.url, maxRetries: 0 })
	const observe = (event: HeadroomEvent) => events.push(event)
	twins = [plain, withHeadroom(plain, { slimmer: false, compressor: false, observe })]
})

afterAll(() => upstream.close())

describe('a wrapped Anthropic client, its layers off, beside the same client as it is', () => {
	it.each(anthropicCalls)('%s: the same result and the same bytes', async (_, call) => {
		const { requests } = await expectSame(upstream, twins, call)
		expect(requests.length).toBeGreaterThan(0)
	})

	it('answers an unknown path with NotFoundError', async () => {
		await expect(twins[1].post('/unknown')).rejects.toThrow(Anthropic.NotFoundError)
	})

	it.each([false, true])('gives the raw response, whose body is whole; streamed: %s', async (stream) => {
		const params = {
			model: 'claude-sonnet-4-6',
			max_tokens: 9,
			messages: [{ role: 'user', content: 'Hi' }],
			stream,
		} as const
		const told: unknown[] = []
		for (const client of twins) {
			const { response, request_id } = await client.messages
				.create({ ...params, messages: [...params.messages] })
				.withResponse()
			const raw = await client.messages.create({ ...params, messages: [...params.messages] }).asResponse()
			told.push([
				responseOf(response),
				request_id,
				responseOf(raw),
				await raw.clone().text(),
				await raw.text(),
			])
		}
		expect(told[1]).toEqual(told[0])
	})

	it('books every message that was answered, and nothing else', async () => {
		events.length = 0
		for (const [, call] of anthropicCalls) await call(twins[1]).catch(() => {})
		const booked = events.flatMap((event) => (event.type === 'call' ? [event.record.outcome] : []))
		expect(booked).toEqual(Array(8).fill('completed'))
	})

	it("runs the SDK's own middleware around it", async () => {
		const seen: string[] = []
		const plain = new Anthropic({
			apiKey: 'k',
			baseURL: upstream.url,
			middleware: [
				async (request, next) => {
					seen.push(String(request.url))
					request.headers.set('x-middleware', '1')
					return next(request)
				},
			],
		})
		const client = withHeadroom(plain)
		await client.messages.create({
			model: 'claude-sonnet-4-6',
			max_tokens: 9,
			messages: [{ role: 'user', content: 'Hi' }],
		})
		expect(seen).toEqual([`${upstream.url}/v1/messages`])
		expect(upstream.requests.at(-1)?.headers['x-middleware']).toBe('1')
	})
})
