import { memoryResponseStore, withFallback, withResponseCache } from '@headroom/core'
import type { ChatEvent, ChatResponse, HeadroomEvent } from '@headroom/spec'
import { scriptedModel } from '@headroom/spec/testing'
import { describe, expect, it } from 'vitest'
import { fakeClock } from './fake-clock.ts'
import { collect, failure, fakeModel, request, spelled, type Turn } from './fake-model.ts'
import { cutStream, overloaded } from './provider-errors.ts'

const usage = { inputTokens: 40, outputTokens: 4 }
const zero = { inputTokens: 0, outputTokens: 0 }
const model = 'openai/gpt-4o-mini'
const asked = (more = {}) => request(model, { temperature: 0, ...more })

function setUp(
	turn: Turn | ((n: number) => Turn) = { usage },
	options: Parameters<typeof withResponseCache>[1] = {},
) {
	const clock = fakeClock()
	const inner = fakeModel(clock, (_, index) => (typeof turn === 'function' ? turn(index) : turn))
	const events: HeadroomEvent[] = []
	const observe = (event: HeadroomEvent) => events.push(event)
	return { clock, inner, events, observe, cached: withResponseCache(inner, options) }
}

describe('withResponseCache', () => {
	it('answers an equal request again without asking, and bills nothing', async () => {
		const { inner, cached, events, observe } = setUp()
		const first = await cached.generate(asked(), { observe })
		const second = await cached.generate(asked(), { observe })
		expect(inner.calls).toHaveLength(1)
		expect(first.usage).toEqual(usage)
		expect(second).toEqual({ ...first, usage: zero })
		expect(events).toEqual([{ type: 'response-cache', model, usage }])
	})

	it('gives out copies, so that nobody can change what the next one gets', async () => {
		const { cached } = setUp()
		await cached.generate(asked())
		const second = await cached.generate(asked())
		Object.assign(second.message.content[0] ?? {}, { text: 'spoilt' })
		expect((await cached.generate(asked())).message.content).toEqual([{ type: 'text', text: 'all is well' }])
	})

	it.each([
		['the model', { model: 'openai/gpt-4o' }],
		['a message', { messages: [{ role: 'user', content: 'how are things now?' }] }],
		['a tool', { tools: [{ name: 'look_up' }] }],
		['the bound of the answer', { maxOutputTokens: 5 }],
		['a field of the wire format', { extra: { seed: 7 } }],
		['the format of the answer', { responseFormat: { type: 'json_object' } }],
	])('asks again when %s differs', async (_, more) => {
		const { inner, cached } = setUp()
		await cached.generate(asked())
		await cached.generate(asked(more))
		expect(inner.calls).toHaveLength(2)
	})

	it('does not mind labels, pins, and the order of keys', async () => {
		const { inner, cached } = setUp()
		await cached.generate(asked({ extra: { a: 1, b: { c: [1, 2], d: 3 } } }))
		await cached.generate({
			metadata: { team: 'search' },
			extra: { b: { d: 3, c: [1, 2] }, a: 1 },
			temperature: 0,
			messages: [{ content: 'how are things?', pinned: true, role: 'user' }],
			model,
		})
		expect(inner.calls).toHaveLength(1)
	})

	it('tells a list from an object that looks like it', async () => {
		const { inner, cached } = setUp()
		await cached.generate(asked({ extra: { x: [['a', 1], 'b'] } }))
		await cached.generate(asked({ extra: { x: { a: 1 } } }))
		await cached.generate(asked({ extra: { x: '{"a":1}' } }))
		expect(inner.calls).toHaveLength(3)
	})

	it.each([
		['without a temperature', undefined],
		['with another temperature than 0', 0.7],
	])('does not answer a request %s, unless it is told to', async (_, temperature) => {
		const { inner, cached } = setUp()
		const free = request(model, temperature === undefined ? {} : { temperature })
		await cached.generate(free)
		await cached.generate(free)
		expect(inner.calls).toHaveLength(2)
		const always = setUp({}, { always: true })
		await always.cached.generate(free)
		await always.cached.generate(free)
		expect(always.inner.calls).toHaveLength(1)
	})

	it('never answers from another scope', async () => {
		const { inner, cached } = setUp({}, { scope: ({ metadata }) => metadata?.tenant })
		await cached.generate(asked({ metadata: { tenant: 'a' } }))
		await cached.generate(asked({ metadata: { tenant: 'b' } }))
		expect(inner.calls).toHaveLength(2)
		await cached.generate(asked({ metadata: { tenant: 'a' } }))
		expect(inner.calls).toHaveLength(2)
		// Without a tenant there is no scope, and so no cache.
		await cached.generate(asked())
		await cached.generate(asked())
		expect(inner.calls).toHaveLength(4)
	})

	it('never answers one key with what another one paid for, whatever their tries are called', async () => {
		const { inner, cached } = setUp()
		await cached.generate(asked(), { headers: { 'x-api-key': 'one', 'idempotency-key': '1' } })
		await cached.generate(asked(), { headers: { 'x-api-key': 'two', 'idempotency-key': '1' } })
		expect(inner.calls).toHaveLength(2)
		await cached.generate(asked(), { headers: { 'x-api-key': 'two', 'idempotency-key': '2' } })
		expect(inner.calls).toHaveLength(2)
	})

	it.each(['length', 'content-filter', 'other'] as const)(
		'keeps no answer that ended with %s',
		async (finishReason) => {
			const { inner, cached } = setUp({ finishReason })
			await cached.generate(asked())
			await cached.generate(asked())
			expect(inner.calls).toHaveLength(2)
		},
	)

	it('keeps no failure, and no stream that was cut or left', async () => {
		const turns: Turn[] = [{ error: overloaded() }, { error: cutStream(), words: 2 }, {}, {}]
		const { inner, cached } = setUp((index) => turns[index] ?? {})
		await failure(cached.generate(asked()))
		await failure(collect(cached.stream(asked())))
		for await (const _ of cached.stream(asked())) break
		expect(spelled(await collect(cached.stream(asked())))).toBe('all is well')
		expect(inner.calls).toHaveLength(4)
	})

	it('answers a stream with its parts and one finish, whichever way it was filled', async () => {
		const parts = [
			{ type: 'opaque', kind: 'thinking', value: { thinking: 'hm' } },
			{ type: 'text', text: 'let me look' },
			{ type: 'tool-call', id: 'call_1', name: 'look_up', arguments: '{"q":"x"}' },
		] as const
		const inner = scriptedModel([{ parts, usage }])
		const cached = withResponseCache(inner)
		const response = await cached.generate(asked({ model: 'scripted/one' }))
		const events = await collect(cached.stream(asked({ model: 'scripted/one' })))
		expect(inner.requests).toHaveLength(1)
		expect(events).toEqual<ChatEvent[]>([
			{ type: 'part', index: 0, part: parts[0] },
			{ type: 'text-delta', index: 1, text: 'let me look' },
			{ type: 'tool-call-delta', index: 2, id: 'call_1', name: 'look_up', arguments: '{"q":"x"}' },
			{ type: 'finish', response: { ...response, usage: zero } },
		])
	})

	it('streams the first answer as it comes', async () => {
		const { clock, cached } = setUp({ everyMs: 10 })
		const times: number[] = []
		const began = clock.now()
		const reading = (async () => {
			for await (const event of cached.stream(asked()))
				if (event.type === 'text-delta') times.push(clock.now() - began)
		})()
		await clock.run(reading)
		expect(times).toEqual([0, 10, 20])
	})

	it('keeps no answer of a fallback under the name of the model that failed', async () => {
		const clock = fakeClock()
		let down = true
		const inner = fakeModel(clock, ({ model: name }) =>
			name === model && down ? { error: overloaded() } : {},
		)
		const cached = withResponseCache(withFallback(inner, ['anthropic/claude-haiku-4-5']))
		expect((await cached.generate(asked())).model).toBe('anthropic/claude-haiku-4-5')
		down = false
		expect((await cached.generate(asked())).model).toBe(model)
	})

	it('forgets an answer when its time is over', async () => {
		const clock = fakeClock()
		const inner = fakeModel(clock, [{}])
		const store = memoryResponseStore({ now: clock.now })
		const cached = withResponseCache(inner, { store, ttlMs: 60_000 })
		await cached.generate(asked())
		await clock.advance(59_999)
		await cached.generate(asked())
		expect(inner.calls).toHaveLength(1)
		await clock.advance(1)
		await cached.generate(asked())
		expect(inner.calls).toHaveLength(2)
	})

	it.each([
		[
			'throws',
			() => {
				throw new Error('disk on fire')
			},
		],
		['rejects', () => Promise.reject(new Error('disk on fire'))],
	])('goes on without a store that %s', async (_, broken) => {
		const { cached, inner, events, observe } = setUp({}, { store: { get: broken, set: broken } })
		expect((await cached.generate(asked(), { observe })).finishReason).toBe('stop')
		expect(inner.calls).toHaveLength(1)
		await new Promise((resolve) => setImmediate(resolve))
		expect(events.map((event) => event.type === 'warning' && event.message)).toEqual([
			'response cache: the store could not be read (disk on fire)',
			'response cache: the answer could not be kept (disk on fire)',
		])
	})

	it('takes what is no answer for none', async () => {
		const { cached, inner } = setUp({}, { store: { get: () => '{"half', set: () => {} } })
		await cached.generate(asked())
		expect(inner.calls).toHaveLength(1)
	})

	it('goes on with a request that nests too deep to be named', async () => {
		let deep: unknown = 'x'
		for (let n = 0; n < 20_000; n++) deep = [deep]
		const { cached, inner } = setUp()
		await cached.generate(asked({ extra: { deep } }))
		expect(inner.calls).toHaveLength(1)
	})
})

describe('equal requests at the same time', () => {
	it('are sent once, and paid for once', async () => {
		const { clock, inner, cached } = setUp({ afterMs: 100, usage })
		const answers = await clock.run(Promise.all([1, 2, 3].map(() => cached.generate(asked()))))
		expect(inner.calls).toHaveLength(1)
		expect(answers.map((answer: ChatResponse) => answer.usage)).toEqual([usage, zero, zero])
	})

	it('are all sent where sharing is off', async () => {
		const { clock, inner, cached } = setUp({ afterMs: 100 }, { share: false })
		await clock.run(Promise.all([1, 2, 3].map(() => cached.generate(asked()))))
		expect(inner.calls).toHaveLength(3)
	})

	it('are read by each at its own pace, from the first event on', async () => {
		const { clock, inner, cached } = setUp({ everyMs: 10 })
		const early = collect(cached.stream(asked()))
		await clock.advance(15)
		const late = collect(cached.stream(asked()))
		const [one, two] = await clock.run(Promise.all([early, late]))
		expect(spelled(one)).toBe('all is well')
		expect(spelled(two)).toBe('all is well')
		expect(inner.calls).toHaveLength(1)
	})

	it('go on when one of them is aborted, the first one too', async () => {
		const { clock, inner, cached } = setUp({ afterMs: 100, usage })
		const controller = new AbortController()
		const reason = new Error('no longer needed')
		const first = failure(cached.generate(asked(), { signal: controller.signal }))
		const second = cached.generate(asked())
		await clock.advance(50)
		controller.abort(reason)
		expect(await first).toBe(reason)
		const answer = await clock.run(second)
		expect(answer.usage).toEqual(usage)
		expect(inner.calls).toHaveLength(1)
	})

	it('end the call when all of them are aborted, and leave nothing behind', async () => {
		const { clock, inner, cached } = setUp({ hangs: true })
		const controllers = [new AbortController(), new AbortController()]
		const work = controllers.map(({ signal }) => failure(cached.generate(asked(), { signal })))
		await clock.advance(1)
		controllers[0]?.abort(new Error('one'))
		await work[0]
		expect(inner.calls[0]?.context?.signal?.aborted).toBe(false)
		controllers[1]?.abort(new Error('two'))
		expect(await work[1]).toEqual(new Error('two'))
		expect(inner.calls[0]?.context?.signal?.aborted).toBe(true)
		// Whoever comes next starts anew.
		const next = cached.generate(asked(), { signal: AbortSignal.abort(new Error('three')) })
		expect(await failure(next)).toEqual(new Error('three'))
		expect(inner.calls).toHaveLength(1)
	})

	it('fail together, and the next one is sent again', async () => {
		const error = overloaded()
		const { clock, inner, cached } = setUp((index) => (index === 0 ? { error, afterMs: 10 } : {}))
		const work = Promise.all([1, 2].map(() => failure(cached.generate(asked()))))
		expect(await clock.run(work)).toEqual([error, error])
		expect((await cached.generate(asked())).finishReason).toBe('stop')
		expect(inner.calls).toHaveLength(2)
	})
})

describe('memoryResponseStore', () => {
	it('lets go of what was not asked for longest, by count', () => {
		const store = memoryResponseStore({ maxEntries: 2 })
		store.set('a', '1', 1_000)
		store.set('b', '2', 1_000)
		store.get('a')
		store.set('c', '3', 1_000)
		expect(['a', 'b', 'c'].map((key) => store.get(key))).toEqual(['1', undefined, '3'])
	})

	it('lets go by bytes, two for each unit of key and text', () => {
		// Each entry has a key of 1 and a text of 9 units: 20 bytes.
		const store = memoryResponseStore({ maxBytes: 59 })
		for (const key of ['a', 'b', 'c']) store.set(key, 'x'.repeat(9), 1_000)
		expect(['a', 'b', 'c'].map((key) => store.get(key) !== undefined)).toEqual([false, true, true])
	})

	it('keeps nothing that is larger than itself, and nothing else goes for it', () => {
		const store = memoryResponseStore({ maxBytes: 40 })
		store.set('a', 'x'.repeat(9), 1_000)
		store.set('b', 'x'.repeat(20), 1_000)
		expect(store.get('a')).toBe('x'.repeat(9))
		expect(store.get('b')).toBeUndefined()
	})

	it('replaces an answer of the same key', () => {
		const store = memoryResponseStore({ maxBytes: 44 })
		store.set('a', 'x'.repeat(9), 1_000)
		store.set('a', 'y'.repeat(9), 1_000)
		store.set('b', 'z'.repeat(9), 1_000)
		expect([store.get('a'), store.get('b')]).toEqual(['y'.repeat(9), 'z'.repeat(9)])
	})

	it('refuses bounds that are none', () => {
		expect(() => memoryResponseStore({ maxBytes: 0 })).toThrow('memoryResponseStore: maxBytes is 0')
	})
})
