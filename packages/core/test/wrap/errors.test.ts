import Anthropic from '@anthropic-ai/sdk'
import OpenAI from 'openai'
import { describe, expect, it } from 'vitest'
import { answer, reset, stall } from '../../../../test/upstream/reply.ts'
import { off, startWrapped, type Wrapped } from './wrapped.ts'

const chat = ({ openai }: Wrapped, options: object = {}) =>
	openai.chat.completions.create(
		{ model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Hi' }] },
		options,
	)
const message = ({ anthropic }: Wrapped, options: object = {}) =>
	anthropic.messages.create(
		{ model: 'claude-sonnet-4-6', max_tokens: 9, messages: [{ role: 'user', content: 'Hi' }] },
		options,
	)

describe("the SDKs' own errors", () => {
	it.each([
		[400, OpenAI.BadRequestError, Anthropic.BadRequestError, 'invalid-request'],
		[401, OpenAI.AuthenticationError, Anthropic.AuthenticationError, 'authentication'],
		[403, OpenAI.PermissionDeniedError, Anthropic.PermissionDeniedError, 'permission'],
		[404, OpenAI.NotFoundError, Anthropic.NotFoundError, 'not-found'],
		[409, OpenAI.ConflictError, Anthropic.ConflictError, 'other'],
		[422, OpenAI.UnprocessableEntityError, Anthropic.UnprocessableEntityError, 'invalid-request'],
		[429, OpenAI.RateLimitError, Anthropic.RateLimitError, 'rate-limit'],
		[500, OpenAI.InternalServerError, Anthropic.InternalServerError, 'server'],
		[529, OpenAI.InternalServerError, Anthropic.InternalServerError, 'overloaded'],
	] as const)(
		'come through with their status, body and headers: %d',
		async (status, openaiError, anthropicError, reason) => {
			const body = { type: 'error', error: { message: 'no', type: 'some_error', param: 'x', code: 'c' } }
			const headers = {
				'x-request-id': 'req_9',
				'request-id': 'req_9',
				'retry-after': '3',
				'x-ratelimit-reset': '1s',
			}
			await using wrapped = await startWrapped(answer(body, { status, headers }))
			const one = await chat(wrapped).catch((error: unknown) => error)
			expect(one).toBeInstanceOf(openaiError)
			expect(one).toMatchObject({ status, code: 'c', param: 'x', requestID: 'req_9', error: body.error })
			expect((one as InstanceType<typeof OpenAI.APIError>).headers?.get('retry-after')).toBe('3')
			const other = await message(wrapped).catch((error: unknown) => error)
			expect(other).toBeInstanceOf(anthropicError)
			expect(other).toMatchObject({ status, requestID: 'req_9', error: body })
			expect(wrapped.calls().map(({ record, error }) => [record.outcome, error])).toEqual([
				['failed', { code: 'provider-error', reason, status }],
				['failed', { code: 'provider-error', reason, status }],
			])
		},
	)

	it('tell of a connection that broke, which is not booked: there was no answer', async () => {
		await using wrapped = await startWrapped(reset)
		await expect(chat(wrapped)).rejects.toThrow(OpenAI.APIConnectionError)
		await expect(message(wrapped)).rejects.toThrow(Anthropic.APIConnectionError)
		expect(wrapped.calls()).toEqual([])
	})

	it("tell of the SDK's timeout when it is due", async () => {
		await using wrapped = await startWrapped(stall)
		const start = performance.now()
		await expect(chat(wrapped, { timeout: 100 })).rejects.toThrow(OpenAI.APIConnectionTimeoutError)
		await expect(message(wrapped, { timeout: 100 })).rejects.toThrow(Anthropic.APIConnectionTimeoutError)
		const took = performance.now() - start
		expect(took).toBeGreaterThan(190)
		expect(took).toBeLessThan(2000)
		expect((await (await wrapped.upstream.request(0)).closed).byClient).toBe(true)
	})

	it('tell of a caller who gave up, before and after sending', async () => {
		await using wrapped = await startWrapped(stall)
		await expect(chat(wrapped, { signal: AbortSignal.abort() })).rejects.toThrow(OpenAI.APIUserAbortError)
		expect(wrapped.upstream.requests).toEqual([])
		const controller = new AbortController()
		const pending = Promise.all([
			expect(chat(wrapped, { signal: controller.signal })).rejects.toThrow(OpenAI.APIUserAbortError),
			expect(message(wrapped, { signal: controller.signal })).rejects.toThrow(Anthropic.APIUserAbortError),
		])
		await wrapped.upstream.request(1)
		controller.abort()
		await pending
		for (const request of wrapped.upstream.requests) expect((await request.closed).byClient).toBe(true)
	})

	it('tell of a caller who gave up while Headroom works on the prompt', async () => {
		const controller = new AbortController()
		const slow = { name: 'slow', run: () => new Promise<never>(() => controller.abort()) }
		await using wrapped = await startWrapped(undefined, { ...off, stages: [slow] })
		await expect(chat(wrapped, { signal: controller.signal })).rejects.toThrow(OpenAI.APIUserAbortError)
		expect(wrapped.upstream.requests).toEqual([])
		expect(wrapped.warnings()).toEqual([])
	})

	it('come for an answer that is cut in the middle of its JSON', async () => {
		const half = {
			kind: 'stream',
			headers: { 'content-type': 'application/json' },
			pieces: ['{"id":"c'],
			ending: 'cut',
		} as const
		await using wrapped = await startWrapped(half)
		await expect(chat(wrapped)).rejects.toThrow()
		expect(wrapped.calls()[0]?.record.outcome).toBe('truncated')
	})
})

describe("the SDKs' retries", () => {
	it('stay as they are: the same body and key, counted up; each answered try is booked', async () => {
		const busy = answer({ error: { message: 'busy' } }, { status: 429, headers: { 'retry-after-ms': '1' } })
		await using wrapped = await startWrapped([busy, reset, undefined], {}, { maxRetries: 2 })
		const text = JSON.stringify(
			Array.from({ length: 40 }, (_, n) => ({ id: n, name: null })),
			null,
			2,
		)
		const params = { model: 'gpt-4o-mini', messages: [{ role: 'user' as const, content: text }] }
		await wrapped.openai.chat.completions.create(params, {
			idempotencyKey: 'mine',
			headers: { 'Idempotency-Key': 'mine' },
		})
		const { requests } = wrapped.upstream
		expect(requests.map(({ headers }) => headers['x-stainless-retry-count'])).toEqual(['0', '1', '2'])
		expect(new Set(requests.map(({ headers }) => headers['idempotency-key']))).toEqual(new Set(['mine']))
		expect(new Set(wrapped.sent()).size).toBe(1)
		expect(wrapped.sent()[0]?.length).toBeLessThan(JSON.stringify(params).length)
		expect(wrapped.calls().map(({ record }) => record.outcome)).toEqual(['failed', 'completed'])
	})

	it('are asked for by a stream that is refused, too, with a key that stays', async () => {
		const busy = answer(
			{ type: 'error', error: { type: 'overloaded_error', message: 'busy' } },
			{ status: 529, headers: { 'retry-after-ms': '1' } },
		)
		await using wrapped = await startWrapped([busy, undefined], off, { maxRetries: 1 })
		const stream = wrapped.anthropic.messages.stream({
			model: 'claude-sonnet-4-6',
			max_tokens: 9,
			messages: [{ role: 'user', content: 'Hi' }],
		})
		expect(await stream.finalText()).toBe('Hello 👋 world')
		expect(wrapped.calls().map(({ record }) => record.outcome)).toEqual(['failed', 'completed'])
	})
})

describe('failing open', () => {
	it('sends a body that cannot be read as it is, and says so', async () => {
		await using wrapped = await startWrapped(answer({ id: 'x' }))
		await wrapped.openai.post('/chat/completions', { body: { model: 7, prompt: 'strange' } })
		expect(wrapped.sent()).toEqual(['{"model":7,"prompt":"strange"}'])
		expect(wrapped.warnings()).toEqual(['wrap-unreadable'])
		expect(wrapped.calls()).toEqual([])
	})

	it('sends the body as it came when optimizing throws, says so, and books the call', async () => {
		const broken = { name: 'broken', run: () => Promise.reject(new Error('stage broke')) }
		await using wrapped = await startWrapped(undefined, { ...off, stages: [broken], onStageError: 'throw' })
		await chat(wrapped)
		expect(wrapped.sent()).toEqual(['{"model":"gpt-4o-mini","messages":[{"role":"user","content":"Hi"}]}'])
		expect(wrapped.warnings()).toEqual(['wrap-failed-open'])
		expect(wrapped.events).toContainEqual(
			expect.objectContaining({ message: expect.stringContaining('stage broke') }),
		)
		expect(wrapped.calls()[0]?.record).toMatchObject({
			outcome: 'completed',
			usageMark: 'billed',
			savedUsd: 0,
		})
	})

	it('leaves a body alone that a header vouches for', async () => {
		await using wrapped = await startWrapped()
		await chat(wrapped, { headers: { 'content-digest': 'sha-256=:x:' } })
		expect(wrapped.warnings()).toEqual(['wrap-signed'])
	})

	it('books an answer that cannot be read as an estimate, and hands it on', async () => {
		await using wrapped = await startWrapped(answer({ strange: true }))
		expect(await chat(wrapped)).toMatchObject({ strange: true })
		expect(wrapped.warnings()).toEqual(['answer-unreadable'])
		expect(wrapped.calls()[0]?.record).toMatchObject({ outcome: 'completed', usageMark: 'estimated' })
	})

	it('does not let a listener that throws break a call', async () => {
		await using wrapped = await startWrapped()
		wrapped.events.push = () => {
			throw new Error('listener broke')
		}
		expect((await chat(wrapped)).choices).toHaveLength(1)
	})
})

describe('secrets', () => {
	it('stand in no event, whatever goes wrong', async () => {
		const refused = answer(
			{ error: { message: 'Incorrect API key provided: sk-canary-8f3a', type: 'x' } },
			{ status: 401 },
		)
		await using wrapped = await startWrapped([
			undefined,
			refused,
			reset,
			answer({ strange: 'sk-canary-8f3a' }),
			answer('oops', { status: 500 }),
		])
		for (let n = 0; n < 5; n += 1) await chat(wrapped).catch(() => {})
		await wrapped.openai.post('/chat/completions', { body: { model: 7 } }).catch(() => {})
		expect(wrapped.events.length).toBeGreaterThan(5)
		const told = wrapped.events.map((event) =>
			JSON.stringify(event, (_, value) => (value instanceof Error ? `${value.stack}${value.cause}` : value)),
		)
		expect(told.filter((text) => text.includes('canary'))).toEqual([])
	})
})
