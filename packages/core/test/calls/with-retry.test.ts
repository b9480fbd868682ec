import { withRetry } from '@headroom/core'
import type { HeadroomEvent } from '@headroom/spec'
import { describe, expect, it } from 'vitest'
import { fakeClock } from './fake-clock.ts'
import { collect, failure, fakeModel, request, spelled } from './fake-model.ts'
import { badRequest, cutStream, overloaded, rateLimited, serverError, wrongKey } from './provider-errors.ts'

// Half of every bound, so that waits can be worked out by hand.
const half = () => 0.5

function setUp(script: Parameters<typeof fakeModel>[1], options: Parameters<typeof withRetry>[1] = {}) {
	const clock = fakeClock()
	const inner = fakeModel(clock, script)
	const events: HeadroomEvent[] = []
	const model = withRetry(inner, { clock, random: half, ...options })
	const observe = (event: HeadroomEvent) => events.push(event)
	return { clock, inner, events, model, observe }
}

describe('withRetry', () => {
	it('tries again after half of 500 ms and of 1000 ms, and says so', async () => {
		const error = serverError()
		const { clock, inner, events, model, observe } = setUp([{ error }, { error }, {}])
		const began = clock.now()
		const response = await clock.run(model.generate(request(), { observe }))
		expect(response.finishReason).toBe('stop')
		expect(inner.calls.map(({ at }) => at - began)).toEqual([0, 250, 750])
		expect(events).toEqual([
			{ type: 'retry', model: 'openai/gpt-4o-mini', attempt: 1, delayMs: 250, error },
			{ type: 'retry', model: 'openai/gpt-4o-mini', attempt: 2, delayMs: 500, error },
		])
	})

	it('fails with the last error after three tries', async () => {
		const last = overloaded()
		const { clock, inner, model } = setUp([
			{ error: serverError() },
			{ error: serverError() },
			{ error: last },
		])
		expect(await failure(clock.run(model.generate(request())))).toBe(last)
		expect(inner.calls).toHaveLength(3)
	})

	it.each([
		['400', badRequest()],
		['401', wrongKey()],
		['an error that is no ProviderError', new TypeError('a bug')],
	])('does not try again after %s', async (_, error) => {
		const { inner, model } = setUp([{ error }, {}])
		expect(await failure(model.generate(request()))).toBe(error)
		expect(inner.calls).toHaveLength(1)
	})

	it('waits as long as the provider asked, and a little longer', async () => {
		const { clock, inner, model } = setUp([{ error: rateLimited({ retryAfterMs: 7_000 }) }, {}])
		const began = clock.now()
		await clock.run(model.generate(request()))
		// A tenth of the jitter that would have been waited: 0.1 × 0.5 × 500.
		expect((inner.calls[1]?.at ?? 0) - began).toBe(7_025)
	})

	it('gives up at once when the provider asks for more than a minute', async () => {
		const error = rateLimited({ retryAfterMs: 60_001 })
		const { inner, model } = setUp([{ error }, {}])
		expect(await failure(model.generate(request()))).toBe(error)
		expect(inner.calls).toHaveLength(1)
	})

	it('begins no wait that would end after its whole time', async () => {
		const error = serverError()
		const { clock, inner, model } = setUp([{ error, afterMs: 800 }], { attempts: 10, totalMs: 2_000 })
		const began = clock.now()
		expect(await failure(clock.run(model.generate(request())))).toBe(error)
		// 800 + 250, and 800 + 500 more would be 2,350.
		expect(inner.calls.map(({ at }) => at - began)).toEqual([0, 1_050])
		expect(clock.now() - began).toBe(1_850)
	})

	it('never waits longer than the bound, which doubles up to its own bound', async () => {
		const waits: number[] = []
		const { clock, model } = setUp([{ error: serverError() }], {
			attempts: 7,
			random: () => 0.999,
		})
		const observe = (event: HeadroomEvent) => event.type === 'retry' && waits.push(event.delayMs)
		await failure(clock.run(model.generate(request(), { observe })))
		expect(waits.map(Math.round)).toEqual([500, 999, 1_998, 3_996, 7_992, 7_992])
	})

	it('sends one key with all tries and counts them as the SDKs do', async () => {
		const { clock, inner, model } = setUp([{ error: serverError() }, { error: serverError() }, {}])
		await clock.run(model.generate(request(), { headers: { 'x-team': 'search' } }))
		const headers = inner.calls.map(({ context }) => context?.headers ?? {})
		const keys = new Set(headers.map((sent) => sent['idempotency-key']))
		expect(keys.size).toBe(1)
		expect([...keys][0]).toMatch(/^[0-9a-f-]{36}$/)
		expect(headers.map((sent) => sent['x-stainless-retry-count'])).toEqual([undefined, '1', '2'])
		expect(headers.every((sent) => sent['x-team'] === 'search')).toBe(true)
	})

	it('sends another key with another call', async () => {
		const { inner, model } = setUp([{}])
		await model.generate(request())
		await model.generate(request())
		const [first, second] = inner.calls.map(({ context }) => context?.headers?.['idempotency-key'])
		expect(first).not.toBe(second)
	})

	it('leaves the caller its own key', async () => {
		const { clock, inner, model } = setUp([{ error: serverError() }, {}])
		await clock.run(model.generate(request(), { headers: { 'idempotency-key': 'order-7' } }))
		expect(inner.calls.map(({ context }) => context?.headers?.['idempotency-key'])).toEqual([
			'order-7',
			'order-7',
		])
	})

	it('tries a call once that is a retry already, and leaves its headers alone', async () => {
		const error = serverError()
		const { inner, model } = setUp([{ error }, {}])
		const headers = { 'x-stainless-retry-count': '1', 'x-team': 'search' }
		expect(await failure(model.generate(request(), { headers }))).toBe(error)
		expect(inner.calls.map(({ context }) => context?.headers)).toEqual([headers])
	})

	it('counts a first try of the caller as a first try', async () => {
		const { clock, inner, model } = setUp([{ error: serverError() }, {}])
		await clock.run(model.generate(request(), { headers: { 'x-stainless-retry-count': '0' } }))
		expect(inner.calls.map(({ context }) => context?.headers?.['x-stainless-retry-count'])).toEqual([
			'0',
			'1',
		])
	})

	it('tries a stream again before its first event', async () => {
		const { clock, inner, model } = setUp([{ error: overloaded() }, {}])
		const events = await clock.run(collect(model.stream(request())))
		expect(spelled(events)).toBe('all is well')
		expect(inner.calls).toHaveLength(2)
	})

	it('does not try a stream again after its first event', async () => {
		const error = cutStream()
		const { inner, model } = setUp([{ error, words: 1 }, {}])
		const seen: unknown[] = []
		const reading = (async () => {
			for await (const event of model.stream(request())) seen.push(event)
		})()
		expect(await failure(reading)).toBe(error)
		expect(seen).toHaveLength(1)
		expect(inner.calls).toHaveLength(1)
	})

	it('ends a wait at once when the caller aborts', async () => {
		const { clock, inner, model } = setUp([{ error: rateLimited({ retryAfterMs: 30_000 }) }, {}])
		const controller = new AbortController()
		const reason = new Error('no longer needed')
		const work = failure(model.generate(request(), { signal: controller.signal }))
		await clock.advance(10_000)
		expect(clock.sleeping).toBe(1)
		controller.abort(reason)
		expect(await work).toBe(reason)
		expect(clock.sleeping).toBe(0)
		expect(inner.calls).toHaveLength(1)
	})

	it.each([serverError(), badRequest()])(
		'rejects with the reason of the abort, not with the error that it caused: %s',
		async (error) => {
			const controller = new AbortController()
			const reason = new Error('no longer needed')
			const { model } = setUp(() => {
				controller.abort(reason)
				return { error, deaf: true }
			})
			expect(await failure(model.generate(request(), { signal: controller.signal }))).toBe(reason)
		},
	)

	it('is not disturbed by a listener that throws', async () => {
		const { clock, model } = setUp([{ error: serverError() }, {}])
		const observe = () => {
			throw new Error('a bug of the listener')
		}
		expect((await clock.run(model.generate(request(), { observe }))).finishReason).toBe('stop')
	})

	it.each([
		['attempts', { attempts: 0 }, 'withRetry: attempts is 0; expected a whole number from 1 on'],
		['attempts', { attempts: 1.5 }, 'withRetry: attempts is 1.5; expected a whole number from 1 on'],
		['totalMs', { totalMs: -1 }, 'withRetry: totalMs is -1; expected a number from 0 to 2147483647'],
	])('refuses %s out of range', (_, options, message) => {
		expect(() => withRetry(fakeModel(fakeClock(), [{}]), options)).toThrow(message)
	})
})
