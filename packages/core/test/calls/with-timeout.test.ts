import { withTimeout } from '@headroom/core'
import { ProviderError } from '@headroom/spec'
import { describe, expect, it } from 'vitest'
import { fakeClock } from './fake-clock.ts'
import { collect, failure, fakeModel, request, spelled, type Turn } from './fake-model.ts'
import { serverError } from './provider-errors.ts'

function setUp(turn: Turn, options: Parameters<typeof withTimeout>[1] = {}) {
	const clock = fakeClock()
	const inner = fakeModel(clock, [turn])
	return { clock, inner, model: withTimeout(inner, { clock, ...options }) }
}

const timedOut = (message: string) => ({
	name: 'ProviderError',
	message: `openai/gpt-4o-mini: ${message}; the call was given up. Try again, or allow more time`,
	reason: 'timeout',
	retryable: true,
	provider: 'openai',
	model: 'openai/gpt-4o-mini',
	status: undefined,
})

describe('withTimeout', () => {
	it('lets an answer pass that comes in time, and leaves no timer', async () => {
		const { clock, model } = setUp({ afterMs: 999 }, { totalMs: 1_000 })
		expect((await clock.run(model.generate(request()))).finishReason).toBe('stop')
		expect(clock.sleeping).toBe(0)
	})

	it('gives up on an answer that comes too late, and aborts the model', async () => {
		const { clock, inner, model } = setUp({ hangs: true }, { totalMs: 1_000 })
		const began = clock.now()
		const error = await failure(clock.run(model.generate(request())))
		expect(error).toBeInstanceOf(ProviderError)
		expect(error).toMatchObject(timedOut('no answer within 1000 ms'))
		expect(clock.now() - began).toBe(1_000)
		expect(inner.calls[0]?.context?.signal?.aborted).toBe(true)
		expect(inner.calls[0]?.over).toBe(true)
		expect(clock.sleeping).toBe(0)
	})

	it('gives up even on a model that does not heed its signal', async () => {
		const { clock, model } = setUp({ hangs: true, deaf: true }, { totalMs: 1_000 })
		expect(await failure(clock.run(model.generate(request())))).toMatchObject({ reason: 'timeout' })
	})

	it('waits an hour by default', async () => {
		const { clock, model } = setUp({ hangs: true })
		const began = clock.now()
		await failure(clock.run(model.generate(request())))
		expect(clock.now() - began).toBe(3_600_000)
	})

	it.each([
		['the first event', { hangs: true }, { firstEventMs: 300 }, 'no event of the stream within 300 ms', 300],
		[
			'a further event',
			{ everyMs: 500 },
			{ idleMs: 400 },
			'no further event of the stream within 400 ms',
			400,
		],
		['the end', { everyMs: 400 }, { totalMs: 700 }, 'no end of the stream within 700 ms', 700],
	] as const)('gives up on a stream that keeps %s waiting', async (_, turn, options, message, after) => {
		const { clock, inner, model } = setUp(turn, options)
		const began = clock.now()
		expect(await failure(clock.run(collect(model.stream(request()))))).toMatchObject(timedOut(message))
		expect(clock.now() - began).toBe(after)
		expect(inner.calls[0]?.context?.signal?.aborted).toBe(true)
		expect(clock.sleeping).toBe(0)
	})

	it('lets a stream pass that keeps its times', async () => {
		const { clock, model } = setUp(
			{ afterMs: 90, everyMs: 40 },
			{ firstEventMs: 100, idleMs: 50, totalMs: 500 },
		)
		expect(spelled(await clock.run(collect(model.stream(request()))))).toBe('all is well')
		expect(clock.sleeping).toBe(0)
	})

	it('does not count the time of a slow reader', async () => {
		const { clock, model } = setUp({}, { totalMs: 100, idleMs: 50 })
		const reading = (async () => {
			let words = 0
			for await (const event of model.stream(request())) {
				if (event.type === 'text-delta') words++
				await clock.sleep(10_000)
			}
			return words
		})()
		expect(await clock.run(reading)).toBe(3)
	})

	it('closes the upstream when the reader leaves', async () => {
		const { clock, inner, model } = setUp({ everyMs: 10 })
		const reading = (async () => {
			for await (const _ of model.stream(request())) break
		})()
		await clock.run(reading)
		expect(inner.calls[0]?.context?.signal?.aborted).toBe(true)
		await clock.advance(0)
		expect(inner.calls[0]?.over).toBe(true)
		expect(clock.sleeping).toBe(0)
	})

	it.each([
		['generate', true],
		['generate', false],
		['stream', true],
		['stream', false],
	] as const)('ends %s with the reason of the caller at once (deaf model: %s)', async (kind, deaf) => {
		const { clock, model } = setUp({ hangs: true, deaf })
		const controller = new AbortController()
		const reason = new Error('no longer needed')
		const context = { signal: controller.signal }
		const work = failure(
			kind === 'generate' ? model.generate(request(), context) : collect(model.stream(request(), context)),
		)
		await clock.advance(5)
		controller.abort(reason)
		expect(await work).toBe(reason)
		expect(clock.sleeping).toBe(0)
	})

	it('ends with the reason of an abort between two events', async () => {
		const { clock, model } = setUp({ everyMs: 10 })
		const controller = new AbortController()
		const reason = new Error('no longer needed')
		const reading = (async () => {
			for await (const _ of model.stream(request(), { signal: controller.signal })) controller.abort(reason)
		})()
		expect(await failure(clock.run(reading))).toBe(reason)
	})

	it('passes on what the model fails with', async () => {
		const error = serverError()
		const { clock, model } = setUp({ error })
		expect(await failure(model.generate(request()))).toBe(error)
		expect(await failure(collect(model.stream(request())))).toBe(error)
		expect(clock.sleeping).toBe(0)
	})

	it('refuses a time that no timer can wait', () => {
		expect(() => withTimeout(fakeModel(fakeClock(), [{}]), { totalMs: 2 ** 31 })).toThrow(
			'withTimeout: totalMs is 2147483648; expected a number from 1 to 2147483647',
		)
	})
})
