import {
	type AcceptRule,
	agreement,
	type Cascade,
	type CascadeOptions,
	judged,
	withCascade,
} from '@headroom/router'
import {
	type ChatEvent,
	type ChatModel,
	type HeadroomEvent,
	type ModelCatalog,
	ProviderError,
} from '@headroom/spec'
import { describe, expect, it } from 'vitest'
import { ask, cheapModel, listener } from './cheap-model.ts'

const first = (cascade: Partial<Cascade> = {}): Record<string, Cascade> => ({
	strong: { try: ['cheap'], ...cascade },
})
const overloaded = () => new ProviderError('no capacity', { provider: 'p', retryable: true, status: 529 })
const cut = () => new ProviderError('cut', { provider: 'p', retryable: true, reason: 'truncated' })
const usages = (events: readonly HeadroomEvent[]) => events.filter(({ type }) => type === 'model-usage')
const steps = (events: readonly HeadroomEvent[]) =>
	events.flatMap((event) => (event.type === 'cascade' ? [`${event.step} ${event.model}`] : []))

async function collect(
	model: ChatModel,
	request = ask(),
	observe = listener().observe,
): Promise<ChatEvent[]> {
	const events: ChatEvent[] = []
	for await (const event of model.stream(request, { observe })) events.push(event)
	return events
}

describe('withCascade', () => {
	it('gives the cheap answer that passes, and asks nobody else', async () => {
		const inner = cheapModel({ cheap: '42', strong: '42!' })
		const { events, observe } = listener()
		const response = await withCascade(inner, first()).generate(ask(), { observe })
		expect(response.message.content).toBe('42')
		expect(inner.asked.map(({ model }) => model)).toEqual(['cheap'])
		expect(events).toEqual([
			{
				type: 'cascade',
				step: 'try',
				model: 'cheap',
				attempts: 1,
				reason: 'cheaper models are tried first',
			},
			{
				type: 'cascade',
				step: 'accept',
				model: 'cheap',
				attempts: 1,
				by: 'first',
				reason: 'it passes every check',
				usage: { inputTokens: 100, outputTokens: 10 },
			},
		])
	})

	it('goes on to the requested model, says why, and bills the answer that is thrown away', async () => {
		const inner = cheapModel({ cheap: { message: { role: 'assistant', content: ' ' } }, strong: '42!' })
		const { events, observe } = listener()
		const response = await withCascade(inner, first()).generate(ask(), { observe })
		expect(response.message.content).toBe('42!')
		expect(events.slice(1)).toEqual([
			{
				type: 'cascade',
				step: 'escalate',
				model: 'strong',
				attempts: 1,
				by: 'not-empty',
				reason: 'it is empty',
			},
			{
				type: 'model-usage',
				stage: 'cascade',
				model: 'cheap',
				usage: { inputTokens: 100, outputTokens: 10 },
				unreportedCalls: 0,
			},
		])
	})

	it('leaves requests of other models alone', async () => {
		const inner = cheapModel({ other: 'mine' })
		const { events, observe } = listener()
		await withCascade(inner, first()).generate(ask('Hello', { model: 'other' }), { observe })
		expect([inner.asked.length, events.length]).toEqual([1, 0])
	})

	it('sends each attempt the same messages, under another name and key', async () => {
		const inner = cheapModel({ cheap: { finishReason: 'length' }, strong: '42' })
		const request = ask('Hello', { maxOutputTokens: 9, metadata: { team: 'a' } })
		await withCascade(inner, first()).generate(request, { headers: { 'idempotency-key': 'k' } })
		expect(inner.asked[0]).toEqual({ ...request, model: 'cheap' })
		expect(inner.asked[0]?.messages).toBe(request.messages)
		expect(inner.asked[1]).toBe(request)
		expect(inner.contexts.map((context) => context?.headers?.['idempotency-key'])).toEqual([
			'k-cascade-1',
			'k',
		])
	})

	it('bills an answer without a usage as one that nobody knows the cost of', async () => {
		const inner = cheapModel({
			cheap: { finishReason: 'length', usage: { inputTokens: 0, outputTokens: 0 } },
		})
		const { events, observe } = listener()
		await withCascade(inner, first()).generate(ask(), { observe })
		expect(usages(events)).toMatchObject([{ model: 'cheap', unreportedCalls: 1 }])
	})

	it('escalates where a cheap model fails; what was refused costs nothing, what was cut nobody knows', async () => {
		for (const [error, billed] of [
			[overloaded(), 0],
			[cut(), 1],
			[new ProviderError('open circuit', { provider: 'p', retryable: true, retryAfterMs: 9 }), 0],
			[Object.assign(cut(), { cause: { code: 'ECONNREFUSED' } }), 0],
		] as const) {
			const { events, observe } = listener()
			const inner = cheapModel({ cheap: error, strong: '42' })
			expect((await withCascade(inner, first()).generate(ask(), { observe })).model).toBe('strong')
			expect(usages(events)).toHaveLength(billed)
			expect(events.find((event) => event.type === 'cascade' && event.step === 'escalate')).toMatchObject({
				by: 'error',
			})
		}
	})

	it('gives the error of the requested model to the caller, after the bill of what was tried', async () => {
		const error = overloaded()
		const { events, observe } = listener()
		const inner = cheapModel({ cheap: { finishReason: 'length' }, strong: error })
		await expect(withCascade(inner, first()).generate(ask(), { observe })).rejects.toBe(error)
		expect(usages(events)).toHaveLength(1)
	})

	it('ends with the abort of its caller, and still bills what was answered before', async () => {
		const stop = new AbortController()
		const reason = new Error('gave up')
		const { events, observe } = listener()
		const inner = cheapModel({ cheap: '1', second: '2' })
		const slow: ChatModel = {
			...inner,
			async generate(request, context) {
				if (request.model === 'second') stop.abort(reason)
				return inner.generate(request, context)
			},
		}
		const model = withCascade(slow, first({ try: ['cheap', 'second'], rule: agreement() }))
		await expect(model.generate(ask(), { observe, signal: stop.signal })).rejects.toBe(reason)
		expect(usages(events)).toMatchObject([{ model: 'cheap' }])
		expect(steps(events)).toEqual(['try cheap', 'try second'])
	})

	it('bills what was answered when its caller gives up while it is judged, and says that nothing is under way', async () => {
		for (const judging of ['check', 'rule'] as const) {
			const stop = new AbortController()
			const reason = new Error('gave up')
			const { events, observe } = listener()
			const giveUp = (): boolean => {
				stop.abort(reason)
				return true
			}
			const cascade: Partial<Cascade> =
				judging === 'check'
					? { checks: [judged(giveUp)] }
					: { rule: { name: 'slow', decide: () => ({ action: 'accept', answer: 0, reason: `${giveUp()}` }) } }
			const model = withCascade(cheapModel({ cheap: '1' }), first(cascade))
			await expect(model.generate(ask(), { observe, signal: stop.signal })).rejects.toBe(reason)
			expect(steps(events)).toEqual(['try cheap', 'stop strong'])
			expect(usages(events)).toMatchObject([{ model: 'cheap', usage: { inputTokens: 100 } }])
		}
	})

	it('takes no second answer of one model out of the response cache for another opinion', async () => {
		const inner = cheapModel({ cheap: '42', strong: 'forty-two' })
		const cached: ChatModel = {
			...inner,
			async generate(request, context) {
				const hit = inner.asked.some(({ model }) => model === request.model)
				if (hit) context?.observe?.({ type: 'response-cache', model: request.model })
				const response = await inner.generate(request, context)
				return hit ? { ...response, usage: { inputTokens: 0, outputTokens: 0 } } : response
			},
		}
		const { events, observe } = listener()
		const model = withCascade(cached, first({ try: [{ model: 'cheap', samples: 2 }], rule: agreement() }))
		expect((await model.generate(ask(), { observe })).model).toBe('strong')
		// The first answer was paid, the second was not; and nothing says that the answer given was free.
		expect(usages(events)).toHaveLength(1)
		expect(events.some(({ type }) => type === 'response-cache')).toBe(false)
	})

	it('asks for samples at their own temperature', async () => {
		const inner = cheapModel({ cheap: ['42', '41', '42'] })
		const model = withCascade(
			inner,
			first({ try: [{ model: 'cheap', samples: 3, temperature: 0.7 }], rule: agreement() }),
		)
		expect((await model.generate(ask())).message.content).toBe('42')
		expect(inner.asked.map(({ temperature }) => temperature)).toEqual([0.7, 0.7, 0.7])
	})

	it('makes no more attempts than it may', async () => {
		const inner = cheapModel({ one: '1', two: '2', three: '2', strong: '3' })
		const model = withCascade(
			inner,
			first({ try: ['one', 'two', 'three'], rule: agreement(), maxAttempts: 2 }),
		)
		expect((await model.generate(ask())).model).toBe('strong')
		expect(inner.asked.map(({ model }) => model)).toEqual(['one', 'two', 'strong'])
	})

	it('cuts an attempt that takes too long, and bills it as unreported', async () => {
		let signal: AbortSignal | undefined
		const inner = cheapModel({ strong: '42' })
		const hanging: ChatModel = {
			...inner,
			generate(request, context) {
				if (request.model === 'strong') return inner.generate(request, context)
				signal = context?.signal
				return new Promise(() => {})
			},
		}
		const { events, observe } = listener()
		const model = withCascade(hanging, first({ try: ['cheap', 'second'], maxLatencyMs: 20 }))
		expect((await model.generate(ask(), { observe })).model).toBe('strong')
		expect(signal?.aborted).toBe(true)
		expect(usages(events)).toMatchObject([{ model: 'cheap', unreportedCalls: 1 }])
		expect(steps(events)).toEqual(['try cheap', 'escalate strong'])
	})

	it('lets the requested model go on with the results of tools, unless it is told to try', async () => {
		const request = ask('', {
			messages: [
				{ role: 'user', content: 'What is the weather?' },
				{
					role: 'assistant',
					content: [{ type: 'tool-call', id: 'c', name: 'weather', arguments: '{}' }],
				},
				{ role: 'tool', content: [{ type: 'tool-result', callId: 'c', content: 'rain' }] },
			],
		})
		const inner = cheapModel({ cheap: 'It rains.', strong: 'Rain.' })
		const { events, observe } = listener()
		expect((await withCascade(inner, first()).generate(request, { observe })).model).toBe('strong')
		expect(events).toMatchObject([{ step: 'escalate', attempts: 0, by: 'request' }])
		const trying = withCascade(inner, first({ toolResults: 'try' }))
		expect((await trying.generate(request)).model).toBe('cheap')
	})

	it('lets the requested model answer who asks for several answers at once', async () => {
		const inner = cheapModel({ cheap: '42' })
		expect((await withCascade(inner, first()).generate(ask('Hello', { extra: { n: 2 } }))).model).toBe(
			'strong',
		)
	})

	it('passes over a model that lacks what the request needs, and holds to what it can generate', async () => {
		const catalog: ModelCatalog = {
			resolve(name) {
				const model = name.replace('p/', '')
				const info = { id: `p/${model}`, provider: 'p', model }
				return model === 'blind'
					? { ...info, capabilities: { vision: false } }
					: { ...info, capabilities: {}, maxOutputTokens: 50 }
			},
			cost: (model) => ({ status: 'unpriced', model }),
		}
		const inner = cheapModel({ cheap: 'a cat' })
		const { events, observe } = listener()
		const options: CascadeOptions = { catalog }
		const model = withCascade(inner, { 'p/strong': { try: ['blind', 'cheap'] } }, options)
		const image = { type: 'opaque', kind: 'image_url', value: {} } as const
		const request = ask('', { messages: [{ role: 'user', content: [image] }], maxOutputTokens: 80 })
		expect((await model.generate(request, { observe })).model).toBe('cheap')
		expect(inner.asked.map(({ model, maxOutputTokens }) => [model, maxOutputTokens])).toEqual([['cheap', 50]])
		expect(events[0]).toMatchObject({ step: 'try', model: 'p/cheap', attempts: 1, by: 'capability' })
	})

	it('lets neither a judge that throws nor a rule that errs break a call or let an answer through', async () => {
		const { events, observe } = listener()
		const inner = cheapModel({ cheap: '42' })
		const failing = judged(() => {
			throw new Error('the secret prompt')
		})
		const wrong: AcceptRule = { name: 'mine', decide: () => ({ action: 'accept', answer: 7, reason: '' }) }
		expect((await withCascade(inner, first({ checks: [failing] })).generate(ask(), { observe })).model).toBe(
			'strong',
		)
		expect((await withCascade(inner, first({ rule: wrong })).generate(ask())).model).toBe('strong')
		expect(events.find(({ type }) => type === 'warning')).toMatchObject({ code: 'cascade-check-failed' })
		expect(JSON.stringify(events)).not.toContain('secret')
	})

	it('streams an accepted answer part by part, and the requested model’s as it comes', async () => {
		const parts = [
			{ type: 'text', text: 'I look.' },
			{ type: 'tool-call', id: 'c', name: 'look', arguments: '{}' },
		] as const
		const tools = [{ name: 'look' }]
		const inner = cheapModel({
			cheap: [{ message: { role: 'assistant', content: parts }, finishReason: 'tool-calls' }, ''],
			strong: 'for ty two',
		})
		const model = withCascade(inner, first())
		const accepted = await collect(model, ask('Look', { tools }))
		expect(accepted.map(({ type }) => type)).toEqual(['text-delta', 'tool-call-delta', 'finish'])
		expect(accepted.at(-1)).toMatchObject({ response: { model: 'cheap', finishReason: 'tool-calls' } })
		const escalated = await collect(model)
		expect(escalated.map(({ type }) => type)).toEqual(['text-delta', 'text-delta', 'text-delta', 'finish'])
		expect(escalated.at(-1)).toMatchObject({ response: { model: 'strong' } })
	})

	it.each([
		[{ strong: { try: [] } }, 'cascades["strong"].try is []; expected a list of models'],
		[{ strong: { try: ['strong'] } }, 'expected another model than the one that is escalated to'],
		[{ strong: { try: [{ model: 'cheap', samples: 0 }] } }, 'try[0].samples is 0; expected a whole number'],
		[{ strong: { try: ['cheap'], maxAttempts: 0 } }, 'maxAttempts is 0; expected a whole number'],
		[{ strong: { try: ['cheap'], maxLatencyMs: -1 } }, 'maxLatencyMs is -1; expected milliseconds'],
	])('refuses %j', (cascades, message) => {
		expect(() => withCascade(cheapModel({}), cascades)).toThrow(message)
	})
})
