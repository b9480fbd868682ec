import { createCatalog, withFallback } from '@headroom/core'
import { type ChatRequest, HeadroomError, type HeadroomEvent } from '@headroom/spec'
import { describe, expect, it } from 'vitest'
import { fakeClock } from './fake-clock.ts'
import { collect, failure, fakeModel, request, spelled, type Turn } from './fake-model.ts'
import {
	badRequest,
	cutStream,
	noQuota,
	overloaded,
	rateLimited,
	serverError,
	wrongKey,
} from './provider-errors.ts'

const catalog = createCatalog()
const first = 'openai/gpt-4o-mini'
const second = 'anthropic/claude-haiku-4-5'
const third = 'groq/llama-3.3-70b-versatile'

function setUp(
	turns: Readonly<Record<string, Turn>>,
	chains: Parameters<typeof withFallback>[1] = [second, third],
	options: Parameters<typeof withFallback>[2] = { catalog },
) {
	const clock = fakeClock()
	const inner = fakeModel(clock, ({ model }) => turns[model] ?? {})
	const events: HeadroomEvent[] = []
	const model = withFallback(inner, chains, options)
	const observe = (event: HeadroomEvent) => events.push(event)
	return { clock, inner, events, model, observe, asked: () => inner.calls.map((call) => call.request.model) }
}

describe('withFallback', () => {
	it('asks nobody else when the model answers', async () => {
		const { model, asked } = setUp({})
		expect((await model.generate(request())).model).toBe(first)
		expect(asked()).toEqual([first])
	})

	it('asks the next model, and the one after it, and says so', async () => {
		const [one, two] = [overloaded(), serverError()]
		const { model, asked, events, observe } = setUp({ [first]: { error: one }, [second]: { error: two } })
		expect((await model.generate(request(), { observe })).model).toBe(third)
		expect(asked()).toEqual([first, second, third])
		expect(events).toEqual([
			{ type: 'fallback', from: first, to: second, error: one },
			{ type: 'fallback', from: second, to: third, error: two },
		])
	})

	it('changes nothing of the request but the model', async () => {
		const { model, inner } = setUp({ [first]: { error: overloaded() } })
		const asked = request(first, { temperature: 0.2, metadata: { team: 'search' } })
		await model.generate(asked)
		expect(inner.calls[1]?.request).toEqual({ ...asked, model: second })
	})

	it('does not go on after an error that would be the same elsewhere', async () => {
		const error = badRequest()
		const { model, asked } = setUp({ [first]: { error } })
		expect(await failure(model.generate(request()))).toBe(error)
		expect(asked()).toEqual([first])
	})

	it('goes on for the reasons that it is told', async () => {
		const { model, asked } = setUp({ [first]: { error: noQuota() } }, [second], { catalog, on: ['quota'] })
		await model.generate(request())
		expect(asked()).toEqual([first, second])
	})

	it('fails with the only error where there is nobody else to ask', async () => {
		const error = overloaded()
		const { model } = setUp({ [first]: { error } }, {})
		expect(await failure(model.generate(request()))).toBe(error)
	})

	it('names every failure, and stands for the first', async () => {
		const one = rateLimited({ retryAfterMs: 9_000, requestId: 'req_1' })
		const two = overloaded({ retryAfterMs: 4_000 })
		const { model } = setUp({ [first]: { error: one }, [second]: { error: two } }, [second])
		const error = await failure(model.generate(request()))
		expect(error).toMatchObject({
			name: 'ProviderError',
			message:
				'every model of the chain failed: openai/gpt-4o-mini: the provider failed: rate-limit; ' +
				'anthropic/claude-haiku-4-5: the provider failed: overloaded',
			reason: 'rate-limit',
			status: 429,
			retryable: true,
			retryAfterMs: 4_000,
			requestId: 'req_1',
			model: first,
		})
		expect(((error as Error).cause as AggregateError).errors).toEqual([one, two])
	})

	it.each([badRequest(), wrongKey()])('goes on where a fallback refuses the request: %s', async (error) => {
		const { model, asked } = setUp({ [first]: { error: overloaded() }, [second]: { error } })
		expect((await model.generate(request())).model).toBe(third)
		expect(asked()).toEqual([first, second, third])
	})

	it.each(['missing-key', 'unknown-model', 'not-supported'] as const)(
		'goes on where a fallback cannot be asked (%s)',
		async (code) => {
			const unfit = new HeadroomError(code, 'this one cannot be asked')
			const { model, asked } = setUp({ [first]: { error: overloaded() }, [second]: { error: unfit } })
			expect((await model.generate(request())).model).toBe(third)
			expect(asked()).toEqual([first, second, third])
		},
	)

	it('does not hide that the model asked for is not connected', async () => {
		const error = new HeadroomError('missing-key', 'set OPENAI_API_KEY')
		const { model, asked } = setUp({ [first]: { error } })
		expect(await failure(model.generate(request()))).toBe(error)
		expect(asked()).toEqual([first])
	})

	it('has chains by model, however its name is spelled', async () => {
		const chains = { 'gpt-4o-mini': ['claude-haiku-4-5'], [second]: [third] }
		const { model, asked } = setUp({ [first]: { error: overloaded() } }, chains)
		await model.generate(request())
		expect(asked()).toEqual([first, 'claude-haiku-4-5'])
		const other = setUp({ 'openai/gpt-4o': { error: overloaded() } }, chains)
		await failure(other.model.generate(request('openai/gpt-4o')))
		expect(other.asked()).toEqual(['openai/gpt-4o'])
	})

	it('asks no model twice', async () => {
		const error = overloaded()
		const chain = ['gpt-4o-mini', second, second, 'claude-haiku-4-5']
		const { model, asked } = setUp({ [first]: { error }, [second]: { error } }, chain)
		await failure(model.generate(request()))
		expect(asked()).toEqual([first, second])
	})

	it('falls back before the first event of a stream', async () => {
		const { model, asked } = setUp({ [first]: { error: overloaded() } })
		expect(spelled(await collect(model.stream(request())))).toBe('all is well')
		expect(asked()).toEqual([first, second])
	})

	it('does not fall back after the first event of a stream', async () => {
		const error = cutStream()
		const { model, asked } = setUp({ [first]: { error, words: 1 } })
		expect(await failure(collect(model.stream(request())))).toBe(error)
		expect(asked()).toEqual([first])
	})

	it('does not go on when the caller has given up', async () => {
		const controller = new AbortController()
		const reason = new Error('no longer needed')
		const clock = fakeClock()
		const inner = fakeModel(clock, () => {
			controller.abort(reason)
			return { error: overloaded(), deaf: true }
		})
		const model = withFallback(inner, [second])
		expect(await failure(model.generate(request(), { signal: controller.signal }))).toBe(reason)
		expect(inner.calls).toHaveLength(1)
	})

	it('sends another key with another body', async () => {
		const { model, inner } = setUp({ [first]: { error: overloaded() } })
		await model.generate(request(), { headers: { 'idempotency-key': 'order-7' } })
		expect(inner.calls.map(({ context }) => context?.headers?.['idempotency-key'])).toEqual([
			'order-7',
			'order-7-fallback-1',
		])
	})

	const image = { type: 'opaque', kind: 'image_url', value: { url: 'data:' } } as const
	const thinking = { type: 'opaque', kind: 'thinking', value: { signature: 'x' } } as const
	const withPart = (part: typeof image | typeof thinking): Partial<ChatRequest> => ({
		messages: [{ role: 'user', content: [{ type: 'text', text: 'look' }, part] }],
	})
	// What the models can do is the catalog's; that no Anthropic signature can be read elsewhere is Anthropic's.
	it.each([
		['images', withPart(image), 'deepseek/deepseek-chat', 'deepseek/deepseek-chat takes no images'],
		['tools', { tools: [{ name: 'look_up' }] }, 'openai/o1-mini', 'openai/o1-mini cannot call tools'],
		[
			'a schema',
			{ responseFormat: { type: 'json_schema', json_schema: { name: 'a' } } },
			'openai/gpt-4-turbo',
			'openai/gpt-4-turbo has no structured output',
		],
		['reasoning', { extra: { reasoning_effort: 'high' } }, 'openai/gpt-4o', 'openai/gpt-4o does not reason'],
		[
			'signed reasoning',
			withPart(thinking),
			'openai/gpt-5',
			'openai/gpt-5 cannot read the reasoning of another vendor',
		],
		[
			'many stop sequences',
			{ stopSequences: ['a', 'b', 'c', 'd', 'e'] },
			'openai/gpt-4o',
			'openai/gpt-4o takes 4 stop sequences, the request has 5',
		],
	] as const)('passes over a model for %s', async (_, more, unfit, lack) => {
		const { model, asked, events, observe } = setUp({ [second]: { error: overloaded() } }, [
			unfit,
			'anthropic/claude-opus-4-5',
		])
		await model.generate(request(second, more), { observe })
		expect(asked()).toEqual([second, 'anthropic/claude-opus-4-5'])
		expect(events[0]).toEqual({
			type: 'warning',
			code: 'fallback-passed-over',
			message: `the fallback ${unfit} was passed over: ${lack}`,
		})
	})

	it('holds nothing against a model that the catalog does not know', async () => {
		const { model, asked } = setUp({ [first]: { error: overloaded() } }, ['acme/large-1'])
		await model.generate(request(first, withPart(image)))
		expect(asked()).toEqual([first, 'acme/large-1'])
	})

	it.each([[['']], [{ 'gpt-4o': 'claude' }], [[7]]])('refuses %j, which is no chain of names', (chains) => {
		expect(() => withFallback(fakeModel(fakeClock(), [{}]), chains as never)).toThrow(
			'is no list of model names',
		)
	})
})
