import { withCircuitBreaker, withFallback } from '@headroom/core'
import type { HeadroomEvent } from '@headroom/spec'
import { describe, expect, it } from 'vitest'
import { fakeClock } from './fake-clock.ts'
import { collect, failure, fakeModel, request, type Turn } from './fake-model.ts'
import { badRequest, cutStream, noQuota, overloaded, rateLimited, wrongKey } from './provider-errors.ts'

function setUp(
	script: readonly Turn[] | (() => Turn),
	options: Parameters<typeof withCircuitBreaker>[1] = {},
) {
	const clock = fakeClock()
	const inner = fakeModel(clock, script)
	const states: string[] = []
	const observe = (event: HeadroomEvent) =>
		event.type === 'breaker' && states.push(`${event.model} ${event.state}`)
	const model = withCircuitBreaker(inner, { clock, ...options })
	const call = (id?: string) => clock.run(model.generate(request(id), { observe })).catch((error) => error)
	return { clock, inner, states, observe, model, call }
}

const id = 'openai/gpt-4o-mini'

describe('withCircuitBreaker', () => {
	it('asks no more after five failures, says until when, and tells', async () => {
		const { inner, states, call } = setUp([{ error: overloaded() }])
		for (let n = 0; n < 5; n++) await call()
		const error = await call()
		expect(inner.calls).toHaveLength(5)
		expect(error).toMatchObject({
			name: 'ProviderError',
			message:
				'openai/gpt-4o-mini is not asked before 2026-11-26T00:00:30.000Z: too many of its calls failed, the last one ' +
				'with "the provider failed: overloaded". Wait until then, ask another model, or name fallbacks',
			reason: 'overloaded',
			retryable: true,
			retryAfterMs: 30_000,
			model: id,
			provider: 'openai',
			status: undefined,
		})
		expect(states).toEqual([`${id} open`])
	})

	it('lets one call through after the cooldown, and all of them when it answers', async () => {
		let error: unknown = overloaded()
		const { clock, inner, states, call } = setUp(() => (error === undefined ? {} : { error }))
		for (let n = 0; n < 5; n++) await call()
		await clock.advance(29_999)
		await call()
		expect(inner.calls).toHaveLength(5)
		await clock.advance(1)
		error = undefined
		expect((await call()).finishReason).toBe('stop')
		expect((await call()).finishReason).toBe('stop')
		expect(inner.calls).toHaveLength(7)
		expect(states).toEqual([`${id} open`, `${id} half-open`, `${id} closed`])
	})

	it('stays open for another cooldown when the probe fails', async () => {
		const { clock, inner, states, call } = setUp([{ error: overloaded() }])
		for (let n = 0; n < 5; n++) await call()
		await clock.advance(30_000)
		await call()
		expect(inner.calls).toHaveLength(6)
		await clock.advance(29_999)
		expect(await call()).toMatchObject({ retryAfterMs: 1 })
		expect(inner.calls).toHaveLength(6)
		expect(states).toEqual([`${id} open`, `${id} half-open`, `${id} open`])
	})

	it('makes one probe and no more while it is under way', async () => {
		let turn: Turn = { error: overloaded() }
		const { clock, inner, model, call } = setUp(() => turn)
		for (let n = 0; n < 5; n++) await call()
		await clock.advance(30_000)
		turn = { afterMs: 2_000 }
		const probe = model.generate(request())
		const others = await Promise.all([1, 2, 3].map(() => failure(model.generate(request()))))
		expect(inner.calls).toHaveLength(6)
		for (const error of others)
			expect(error).toMatchObject({
				retryable: true,
				message: expect.stringContaining('is being tried with one call, and not asked meanwhile'),
			})
		await clock.run(probe)
		expect((await call()).finishReason).toBe('stop')
	})

	it('lets another probe through when the first one was given up', async () => {
		let turn: Turn = { error: overloaded() }
		const { clock, inner, model, call } = setUp(() => turn)
		for (let n = 0; n < 5; n++) await call()
		await clock.advance(30_000)
		turn = { hangs: true }
		const controller = new AbortController()
		const probe = failure(model.generate(request(), { signal: controller.signal }))
		controller.abort(new Error('no longer needed'))
		await probe
		turn = {}
		expect((await call()).finishReason).toBe('stop')
		expect(inner.calls).toHaveLength(7)
	})

	it('notices an outage after five calls, however many went well before', async () => {
		let turn: Turn = {}
		const { inner, call } = setUp(() => turn)
		for (let n = 0; n < 200; n++) await call()
		turn = { error: overloaded() }
		for (let n = 0; n < 20; n++) await call()
		expect(inner.calls).toHaveLength(205)
	})

	it('leaves a model alone of which every second call fails', async () => {
		let n = 0
		const { inner, call } = setUp(() => (n++ % 2 === 0 ? { error: overloaded() } : {}))
		for (let calls = 0; calls < 20; calls++) await call()
		// Failures are the 1st, 3rd, 5th, 7th and 9th call.
		expect(inner.calls).toHaveLength(9)
	})

	it('does not mind one failure in five', async () => {
		let n = 0
		const { inner, call } = setUp(() => (n++ % 5 === 0 ? { error: overloaded() } : {}))
		for (let calls = 0; calls < 100; calls++) await call()
		expect(inner.calls).toHaveLength(100)
	})

	it('forgets failures after the window', async () => {
		const { clock, inner, call } = setUp([{ error: overloaded() }])
		for (let n = 0; n < 4; n++) await call()
		await clock.advance(30_000)
		for (let n = 0; n < 4; n++) await call()
		expect(inner.calls).toHaveLength(8)
		await call()
		await call()
		expect(inner.calls).toHaveLength(9)
	})

	it.each([
		['a refused request', badRequest()],
		['a wrong key', wrongKey()],
		['a used-up quota', noQuota()],
		['a bug', new TypeError('a bug')],
	])('does not count %s', async (_, error) => {
		const { inner, call } = setUp([{ error }])
		for (let n = 0; n < 30; n++) await call()
		expect(inner.calls).toHaveLength(30)
	})

	it('does not count calls that were given up', async () => {
		const { inner, model } = setUp([{ error: overloaded(), deaf: true }])
		const controller = new AbortController()
		for (let n = 0; n < 30; n++) {
			const work = failure(model.generate(request(), { signal: controller.signal }))
			if (n === 0) controller.abort(new Error('no longer needed'))
			await work
		}
		// The first call was under way when it was given up, the others never began.
		expect(inner.calls).toHaveLength(1)
	})

	it('stays open as long as the provider asked, up to its bound', async () => {
		const { call } = setUp([{ error: rateLimited({ retryAfterMs: 45_000 }) }])
		for (let n = 0; n < 5; n++) await call()
		expect(await call()).toMatchObject({ retryAfterMs: 45_000, reason: 'rate-limit' })
		const bounded = setUp([{ error: rateLimited({ retryAfterMs: 86_400_000 }) }])
		for (let n = 0; n < 5; n++) await bounded.call()
		expect(await bounded.call()).toMatchObject({ retryAfterMs: 300_000 })
	})

	it('does not count failures of calls that were made before it opened', async () => {
		let n = 0
		const { clock, inner, model, call } = setUp(() => {
			n++
			if (n > 10) return {}
			return { error: overloaded(), afterMs: n <= 5 ? 10 : 20_000 }
		})
		const early = Array.from({ length: 10 }, () => failure(model.generate(request())))
		await clock.run(Promise.all(early))
		// Opened after 10 ms; the five that failed after 20 seconds do not prolong it.
		await clock.advance(10_009)
		await call()
		expect(inner.calls).toHaveLength(10)
		await clock.advance(1)
		expect((await call()).finishReason).toBe('stop')
	})

	it('judges each model apart', async () => {
		const { inner, call } = setUp([{ error: overloaded() }])
		for (let n = 0; n < 5; n++) await call()
		await call('openai/gpt-4o')
		expect(inner.calls).toHaveLength(6)
	})

	it('counts a stream that breaks', async () => {
		const { inner, model, observe } = setUp([{ error: cutStream(), words: 1 }])
		for (let n = 0; n < 30; n++) await failure(collect(model.stream(request(), { observe })))
		// Each is a success with its first word and a failure with its cut: five of the last ten outcomes.
		expect(inner.calls).toHaveLength(5)
	})

	it('holds no place for a stream whose reader leaves', async () => {
		let turn: Turn = { error: overloaded() }
		const { clock, model, call } = setUp(() => turn)
		for (let n = 0; n < 5; n++) await call()
		await clock.advance(30_000)
		turn = {}
		for await (const _ of model.stream(request())) break
		expect((await call()).finishReason).toBe('stop')
	})

	it('holds no place for a stream that ends without a word', async () => {
		const clock = fakeClock()
		const failing = fakeModel(clock, [{ error: overloaded() }])
		let asked = 0
		const inner = {
			generate: failing.generate,
			async *stream() {
				asked++
				yield* []
			},
		}
		const model = withCircuitBreaker(inner, { clock })
		for (let n = 0; n < 5; n++) await failure(model.generate(request()))
		await clock.advance(30_000)
		for (let n = 0; n < 2; n++) await collect(model.stream(request()))
		expect(asked).toBe(2)
	})

	it('decides on a fallback within 5 ms', async () => {
		const clock = fakeClock()
		const inner = fakeModel(clock, ({ model }) => (model === id ? { error: overloaded() } : {}))
		const model = withFallback(withCircuitBreaker(inner, { clock }), ['anthropic/claude-haiku-4-5'])
		for (let n = 0; n < 5; n++) await model.generate(request())
		const times: number[] = []
		for (let n = 0; n < 101; n++) {
			const began = performance.now()
			await model.generate(request())
			times.push(performance.now() - began)
		}
		expect(inner.calls.filter((asked) => asked.request.model === id)).toHaveLength(5)
		expect(times.sort((a, b) => a - b)[50]).toBeLessThan(5)
	})

	it('refuses options out of range', () => {
		expect(() => withCircuitBreaker(fakeModel(fakeClock(), [{}]), { failures: 0 })).toThrow(
			'withCircuitBreaker: failures is 0; expected a whole number from 1 on',
		)
	})
})
