import {
	type Budget,
	createCatalog,
	memoryResponseStore,
	withBudget,
	withResponseCache,
} from '@headroom/core'
import type { HeadroomEvent, Usage } from '@headroom/spec'
import { describe, expect, it } from 'vitest'
import { fakeClock } from './fake-clock.ts'
import { collect, failure, fakeModel, request, type Turn } from './fake-model.ts'
import { cutStream, overloaded } from './provider-errors.ts'

// A model at $1 per 1M tokens of input and of output, so that a million tokens are a dollar; another at a tenth.
const catalog = createCatalog({
	overrides: {
		'acme/large': { price: { input: 1, output: 1 }, capabilities: { vision: true } },
		'acme/small': { price: { input: 0.1, output: 0.1 }, capabilities: { vision: false } },
		'acme/free': { contextWindow: 1_000 },
	},
})
const large = 'acme/large'
const small = 'acme/small'

/** A usage that costs so many dollars at the price of the large model. */
const costing = (usd: number): Usage => ({ inputTokens: usd * 500_000, outputTokens: usd * 500_000 })

function setUp(
	budgets: readonly Partial<Budget>[],
	turn: Turn | ((model: string) => Turn) = { usage: costing(0.25) },
	options: Partial<Parameters<typeof withBudget>[2]> = {},
	start?: number,
) {
	const clock = fakeClock(start)
	const inner = fakeModel(clock, ({ model }) => (typeof turn === 'function' ? turn(model) : turn))
	const events: HeadroomEvent[] = []
	const observe = (event: HeadroomEvent) => events.push(event)
	const whole = budgets.map((budget, index): Budget => ({ name: `b${index}`, usd: 1, per: 'day', ...budget }))
	// Every call is estimated at $0.25: 249,000 tokens of prompt and 1,000 of answer.
	const countInput = () => 249_000
	const model = withBudget(inner, whole, { catalog, clock, countInput, ...options })
	const call = (id = large, more = {}) => clock.run(model.generate(request(id, more), { observe }))
	return { clock, inner, events, observe, model, call }
}

describe('withBudget', () => {
	it('lets calls pass until the money is gone, then says what, how much and until when', async () => {
		const { inner, events, call } = setUp([{ name: 'search team', usd: 1, per: 'day' }])
		for (let n = 0; n < 4; n++) await call()
		const error = await failure(call())
		expect(error).toMatchObject({
			name: 'HeadroomError',
			code: 'budget-exceeded',
			message:
				'budget "search team": $1.00 of $1.00 per day are spent, $0.00 set aside for calls under way, and this one ' +
				'may cost $0.25. It is counted anew from 2026-11-27T00:00:00.000Z on; wait until then, or raise its usd',
		})
		expect(inner.calls).toHaveLength(4)
		expect(events).toEqual([{ type: 'budget', budget: 'search team', spentUsd: 1, limitUsd: 1 }])
	})

	it('does not let a hundred calls pass at once', async () => {
		const { clock, inner, model } = setUp([{}], { usage: costing(0.25), afterMs: 100 })
		const calls = Array.from({ length: 100 }, () =>
			model.generate(request(large)).then(
				() => 'answered',
				(error) => error.code,
			),
		)
		const outcomes = await clock.run(Promise.all(calls))
		expect(outcomes.filter((outcome) => outcome === 'answered')).toHaveLength(4)
		expect(outcomes.filter((outcome) => outcome === 'budget-exceeded')).toHaveLength(96)
		expect(inner.calls).toHaveLength(4)
	})

	it('counts what was billed, not what was expected', async () => {
		const { inner, call } = setUp([{}], { usage: costing(0.125) })
		// Seven calls cost 0.875; the eighth would fit by its bill, but is expected to cost 0.25.
		for (let n = 0; n < 7; n++) await call()
		expect(await failure(call())).toMatchObject({ code: 'budget-exceeded' })
		expect(inner.calls).toHaveLength(7)
	})

	it('books what was expected where the provider said nothing', async () => {
		const { inner, call } = setUp([{}], {})
		for (let n = 0; n < 4; n++) await call()
		await failure(call())
		expect(inner.calls).toHaveLength(4)
	})

	it('knows the price of a version by the model that was asked for', async () => {
		const { inner, call } = setUp([{}], { usage: costing(0.5), model: 'acme/large-of-yesterday' })
		for (let n = 0; n < 2; n++) await call()
		await failure(call())
		expect(inner.calls).toHaveLength(2)
	})

	it('does not fail a call for a usage that contradicts itself', async () => {
		const usage = { inputTokens: 1, outputTokens: 1, cacheReadInputTokens: 5 }
		const { call } = setUp([{}], { usage })
		expect((await call()).finishReason).toBe('stop')
	})

	it('books nothing for a call that failed before an answer', async () => {
		const { inner, call, model } = setUp([{}], { error: overloaded() })
		for (let n = 0; n < 20; n++) expect(await failure(call())).toMatchObject({ reason: 'overloaded' })
		for (let n = 0; n < 20; n++) await failure(collect(model.stream(request(large))))
		expect(inner.calls).toHaveLength(40)
	})

	it('books the prompt of a stream that was cut, and of a call that was given up', async () => {
		const cut = setUp([{}], { error: cutStream(), words: 1 })
		// Each costs its prompt of 0.249 and the 2 tokens of "all ": the fourth leaves 0.004.
		for (let n = 0; n < 4; n++)
			expect(await failure(collect(cut.model.stream(request(large))))).toMatchObject({ reason: 'truncated' })
		expect(await failure(collect(cut.model.stream(request(large))))).toMatchObject({
			code: 'budget-exceeded',
		})

		const given = setUp([{}], { hangs: true })
		for (let n = 0; n < 4; n++) {
			const controller = new AbortController()
			const work = failure(given.model.generate(request(large), { signal: controller.signal }))
			controller.abort(new Error('no longer needed'))
			await work
		}
		expect(await failure(given.call())).toMatchObject({ code: 'budget-exceeded' })
	})

	it('counts a stream as it is billed', async () => {
		const { inner, model } = setUp([{}])
		for (let n = 0; n < 4; n++) await collect(model.stream(request(large)))
		expect(await failure(collect(model.stream(request(large))))).toMatchObject({ code: 'budget-exceeded' })
		expect(inner.calls).toHaveLength(4)
	})

	it.each([
		['hour', Date.UTC(2026, 10, 26, 10, 59, 59), '2026-11-26T11:00:00.000Z'],
		['day', Date.UTC(2026, 10, 26, 23, 59, 59), '2026-11-27T00:00:00.000Z'],
		['month', Date.UTC(2026, 11, 31, 23, 59, 59), '2027-01-01T00:00:00.000Z'],
	] as const)('counts anew with the next %s of UTC', async (per, start, next) => {
		const { clock, inner, call } = setUp([{ per }], { usage: costing(1) }, {}, start)
		await call()
		expect(await failure(call())).toMatchObject({ message: expect.stringContaining(`anew from ${next} on`) })
		await clock.advance(1_000)
		await call()
		expect(inner.calls).toHaveLength(2)
	})

	it('never counts anew in total', async () => {
		const { clock, call } = setUp([{ per: 'total' }], { usage: costing(1) })
		await call()
		await clock.advance(40 * 86_400_000)
		expect(await failure(call())).toMatchObject({
			message:
				'budget "b0": $1.00 of $1.00 in total are spent, $0.00 set aside for calls under way, and this one may cost ' +
				'$0.25. Raise its usd to go on',
		})
	})

	it('goes on from what the ledger knows', async () => {
		const asked: unknown[] = []
		const row = (costUsd: number, estimatedUsd = 0) =>
			({ costUsd, estimated: { costUsd: estimatedUsd } }) as never
		const ledger = {
			summarize: (by: string, query: unknown) => {
				asked.push([by, query])
				// An aborted call is estimated, and spent all the same.
				return [row(0.5), row(0.125, 0.125)]
			},
		}
		const { inner, call } = setUp([{ tag: 'team=search' }], { usage: costing(0.25) }, { ledger })
		const metadata = { team: 'search' }
		await call(large, { metadata })
		expect(await failure(call(large, { metadata }))).toMatchObject({ code: 'budget-exceeded' })
		expect(inner.calls).toHaveLength(1)
		expect(asked).toEqual([['day', { from: Date.UTC(2026, 10, 26), tags: { team: 'search' } }]])
	})

	it('prices a version of the model at the price of one’s own for it, as the books do', async () => {
		const own = createCatalog({ overrides: { 'openai/gpt-4o-mini': { price: { input: 1, output: 1 } } } })
		const version = fakeModel(fakeClock(), () => ({
			usage: costing(0.25),
			model: 'openai/gpt-4o-mini-2024-07-18',
		}))
		const budget: Budget = { name: 'b', usd: 1, per: 'day' }
		const model = withBudget(version, [budget], { catalog: own, countInput: () => 249_000 })
		for (let n = 0; n < 4; n++) await model.generate(request('openai/gpt-4o-mini'))
		await expect(model.generate(request('openai/gpt-4o-mini'))).rejects.toMatchObject({
			code: 'budget-exceeded',
		})
	})

	it('books at its estimate what a server without a count calls 0 tokens', async () => {
		const { call } = setUp([{}], { usage: { inputTokens: 0, outputTokens: 0 } })
		for (let n = 0; n < 4; n++) await call()
		expect(await failure(call())).toMatchObject({ code: 'budget-exceeded' })
	})

	it('takes a catalog that fails for one that knows no price', async () => {
		const failing = {
			...catalog,
			cost: () => {
				throw new Error('no table')
			},
		}
		const { events, call } = setUp([{}], {}, { catalog: failing })
		await call()
		expect(events).toMatchObject([{ type: 'warning', code: 'budget-unpriced' }])
	})

	it('starts at 0 beside a ledger that cannot be read, and says so', async () => {
		const ledger = {
			summarize: () => {
				throw new Error('no such file')
			},
		}
		const { events, call } = setUp([{}], {}, { ledger })
		await call()
		expect(events).toEqual([
			{
				type: 'warning',
				code: 'budget-ledger-unread',
				message: 'budget "b0" starts at 0: the ledger could not be read (no such file)',
			},
		])
	})

	it('is about the calls with its label, or about each value of it apart', async () => {
		const one = setUp([{ tag: 'team=search' }], { usage: costing(1) })
		await one.call(large, { metadata: { team: 'search' } })
		await failure(one.call(large, { metadata: { team: 'search' } }))
		await one.call(large, { metadata: { team: 'ads' } })
		await one.call(large)
		expect(one.inner.calls).toHaveLength(3)

		const tagged = one.model.generate(request(large), { tags: { team: 'search' } })
		expect(await failure(tagged)).toMatchObject({ code: 'budget-exceeded' })

		const each = setUp([{ tag: 'user' }], { usage: costing(1) })
		for (const user of ['ann', 'bob', '__proto__']) {
			await each.call(large, { metadata: { user } })
			await failure(each.call(large, { metadata: { user } }))
		}
		expect(each.inner.calls).toHaveLength(3)
	})

	it('holds a call to all budgets that it falls under', async () => {
		const { inner, call } = setUp([{ usd: 10 }, { usd: 0.5, per: 'hour' }])
		await call()
		await call()
		expect(await failure(call())).toMatchObject({
			message: expect.stringContaining('budget "b1": $0.50 of $0.50 per hour'),
		})
		expect(inner.calls).toHaveLength(2)
	})

	it('sends a call that does not fit to a cheaper model, and says so', async () => {
		const { inner, events, call } = setUp([{ downgradeTo: small }], { usage: costing(1) })
		await call()
		await call()
		await call()
		expect(inner.calls.map((asked) => asked.request.model)).toEqual([large, small, small])
		expect(events).toEqual([
			{ type: 'budget', budget: 'b0', spentUsd: 1, limitUsd: 1, downgradedTo: small },
			// The cheaper model cost a tenth of a dollar.
			{ type: 'budget', budget: 'b0', spentUsd: 1.1, limitUsd: 1, downgradedTo: small },
		])
		await call(small)
		expect(inner.calls).toHaveLength(4)
	})

	it('refuses what the cheaper model cannot do', async () => {
		const { inner, call } = setUp([{ downgradeTo: small }], { usage: costing(1) })
		await call()
		const image = { type: 'opaque', kind: 'image_url', value: {} } as const
		const messages = [{ role: 'user', content: [image] }] as const
		expect(await failure(call(large, { messages }))).toMatchObject({
			code: 'budget-exceeded',
			message: expect.stringContaining('It cannot go to acme/small: acme/small takes no images.'),
		})
		expect(inner.calls).toHaveLength(1)
	})

	it('ends where two budgets send calls to one another', async () => {
		const budgets = [
			{ usd: 0, downgradeTo: small },
			{ usd: 0, downgradeTo: large },
		] as const
		const { inner, call } = setUp(budgets)
		await call(large)
		expect(inner.calls).toHaveLength(1)
	})

	it('lets calls of a model without a price pass with one warning, or refuses them', async () => {
		const free = 'acme/free'
		const { events, call, inner } = setUp([{}])
		await call(free)
		await call(free)
		expect(inner.calls).toHaveLength(2)
		expect(events).toEqual([
			{
				type: 'warning',
				code: 'budget-unpriced',
				message:
					'acme/free has no known price, so that no budget can count it; ' +
					'give its price (models: in headroom.yaml, overrides of createCatalog)',
			},
		])
		const strict = setUp([{}], {}, { unpriced: 'refuse' })
		expect(await failure(strict.call(free))).toMatchObject({ code: 'budget-exceeded' })
		expect(strict.inner.calls).toHaveLength(0)
	})

	it('says nothing of prices where no budget is concerned', async () => {
		const { events, call } = setUp([{ tag: 'team' }], {}, { unpriced: 'refuse' })
		await call('acme/free')
		expect(events).toEqual([])
	})

	it('sets aside less for a request that bounds its answer', async () => {
		const options = { countInput: () => 0, expectedOutputTokens: 1_000_000 }
		const { inner, call } = setUp([{ usd: 0.5 }], { usage: { inputTokens: 0, outputTokens: 0 } }, options)
		expect(await failure(call())).toMatchObject({ code: 'budget-exceeded' })
		await call(large, { maxOutputTokens: 400_000 })
		expect(inner.calls).toHaveLength(1)
	})

	it('counts an answer from the cache as free', async () => {
		const clock = fakeClock()
		const inner = fakeModel(clock, [{ usage: costing(0.5) }])
		const cached = withResponseCache(inner, { store: memoryResponseStore(), always: true })
		const model = withBudget(cached, [{ name: 'b', usd: 1, per: 'day' }], { catalog, clock })
		for (let n = 0; n < 50; n++) await model.generate(request(large))
		expect(inner.calls).toHaveLength(1)
	})

	it('counts a prompt at a third of its bytes unless told otherwise', async () => {
		// 3 MB are a million tokens, which the model charges a dollar for.
		const messages = [{ role: 'user', content: 'a'.repeat(3_000_000) }] as const
		const clock = fakeClock()
		const budgets = [{ name: 'b', usd: 1, per: 'day' }] as const
		const model = withBudget(fakeModel(clock, [{}]), budgets, { catalog, clock, expectedOutputTokens: 1 })
		expect(await failure(model.generate(request(large, { messages })))).toMatchObject({
			code: 'budget-exceeded',
		})
		const shorter = [{ role: 'user', content: 'a'.repeat(2_999_000) }] as const
		expect((await model.generate(request(large, { messages: shorter }))).finishReason).toBe('stop')
	})

	it.each([
		[[{ name: '' }], 'a budget has no name; give it one'],
		[[{ name: 'a' }, { name: 'a' }], 'budget "a" stands twice; budgets need names of their own'],
		[[{ usd: -1 }], 'budget "b0": usd is -1; expected a number from 0 on'],
		[[{ per: 'week' as 'day' }], 'budget "b0": per is week; expected one of hour, day, month, total'],
	])('refuses budgets that make no sense: %j', (budgets, message) => {
		expect(() => setUp(budgets)).toThrow(message)
	})
})
