import { getEventListeners } from 'node:events'
import {
	agreement,
	createCatalog,
	withBudget,
	withCascade,
	withCircuitBreaker,
	withFallback,
	withResponseCache,
	withRetry,
	withTimeout,
} from '@headroom/core'
import { type ChatEvent, type ChatModel, isHeadroomError } from '@headroom/spec'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FakeClock, fakeClock } from './fake-clock.ts'
import { fakeModel, request, spelled, type Turn } from './fake-model.ts'
import {
	badRequest,
	cutStream,
	noQuota,
	overloaded,
	rateLimited,
	refusedConnection,
	serverError,
} from './provider-errors.ts'

const catalog = createCatalog()
const models = ['openai/gpt-4o-mini', 'anthropic/claude-haiku-4-5', 'openai/gpt-4o'] as const

type Decorator = (model: ChatModel, clock: FakeClock) => ChatModel

const decorators: Readonly<Record<string, Decorator>> = {
	retry: (model, clock) => withRetry(model, { clock, attempts: 3 }),
	fallback: (model) => withFallback(model, [models[1], models[2]], { catalog }),
	breaker: (model, clock) => withCircuitBreaker(model, { clock, failures: 2, cooldownMs: 500 }),
	timeout: (model, clock) => withTimeout(model, { clock, totalMs: 3_000, firstEventMs: 1_000, idleMs: 400 }),
	cascade: (model, clock) =>
		withCascade(
			model,
			{ [models[2]]: { try: [models[0], models[1]], rule: agreement(), maxLatencyMs: 3_000 } },
			{ catalog, clock },
		),
	cache: (model) => withResponseCache(model, { always: true }),
	budget: (model, clock) => withBudget(model, [{ name: 'b', usd: 0.01, per: 'hour' }], { catalog, clock }),
}

const turn: fc.Arbitrary<Turn> = fc.record(
	{
		afterMs: fc.constantFrom(0, 10, 900, 5_000),
		everyMs: fc.constantFrom(0, 10, 390, 1_000),
		words: fc.constantFrom(0, 1, 2),
		hangs: fc.constantFrom(false, false, false, true),
		finishReason: fc.constantFrom('stop' as const, 'length' as const),
		usage: fc.constantFrom(
			{ inputTokens: 1_000, outputTokens: 100 },
			{ inputTokens: 60_000, outputTokens: 0 },
		),
		error: fc.constantFrom(
			overloaded(),
			serverError(),
			refusedConnection(),
			badRequest(),
			noQuota(),
			cutStream(),
			rateLimited({ retryAfterMs: 700 }),
			rateLimited({ retryAfterMs: 3_600_000 }),
		),
	},
	{ requiredKeys: [] },
)

const call = fc.record({
	kind: fc.constantFrom('generate' as const, 'stream' as const),
	model: fc.constantFrom(...models),
	startMs: fc.constantFrom(0, 0, 5, 600, 20_000),
	/** When the caller gives up, if it does. */
	abortMs: fc.option(fc.constantFrom(0, 1, 50, 1_500), { freq: 4 }),
	/** After how many events the reader leaves, if it does. */
	leavesAfter: fc.option(fc.constantFrom(1, 2), { freq: 6 }),
})

type CallPlan = typeof call extends fc.Arbitrary<infer Plan> ? Plan : never

const setting = fc.record({
	names: fc.shuffledSubarray(Object.keys(decorators), { minLength: 1 }),
	turns: fc.array(turn, { minLength: 1, maxLength: 8 }),
	calls: fc.array(call, { minLength: 1, maxLength: 6 }),
})

type End =
	| { readonly end: 'answer' | 'left' }
	| { readonly end: 'events'; readonly events: readonly ChatEvent[] }
	| { readonly end: 'error'; readonly error: unknown }

/** How a call ended, how many milliseconds after its caller gave up, and who still listens to the caller. */
type Outcome = End & { readonly late: number; readonly listeners: number }

async function play(model: ChatModel, clock: FakeClock, asked: CallPlan, reason: Error): Promise<Outcome> {
	if (asked.startMs > 0) await clock.sleep(asked.startMs)
	const controller = new AbortController()
	const over = new AbortController()
	let abortedAt: number | undefined
	if (asked.abortMs !== null) {
		clock.sleep(asked.abortMs, over.signal).then(
			() => {
				abortedAt = clock.now()
				controller.abort(reason)
			},
			() => {},
		)
	}
	const end = await follow(model, asked, controller.signal)
	over.abort()
	return {
		...end,
		late: abortedAt === undefined ? 0 : clock.now() - abortedAt,
		listeners: getEventListeners(controller.signal, 'abort').length,
	}
}

async function follow(
	model: ChatModel,
	{ kind, model: id, leavesAfter }: CallPlan,
	signal: AbortSignal,
): Promise<End> {
	try {
		if (kind === 'generate') {
			await model.generate(request(id), { signal })
			return { end: 'answer' }
		}
		const events: ChatEvent[] = []
		for await (const event of model.stream(request(id), { signal })) {
			events.push(event)
			if (events.length === leavesAfter) return { end: 'left' }
		}
		return { end: 'events', events }
	} catch (error) {
		return { end: 'error', error }
	}
}

const unhandled: unknown[] = []
const onUnhandled = (error: unknown): void => {
	unhandled.push(error)
}
beforeAll(() => process.on('unhandledRejection', onUnhandled))
afterAll(() => {
	process.off('unhandledRejection', onUnhandled)
})

describe('decorators in any order, over any script of failures', () => {
	it('keep the contract of a ChatModel, and leave no timer and no rejection behind', async () => {
		await fc.assert(
			fc.asyncProperty(setting, async ({ names, turns, calls }) => {
				const clock = fakeClock()
				const inner = fakeModel(clock, (_, index) => turns[index % turns.length] ?? {})
				let model: ChatModel = inner
				for (const name of names) model = decorators[name]?.(model, clock) ?? model
				// What hangs ends by a timeout or by its caller; without either nothing could.
				const ends = names.includes('timeout')
				const played = calls.map((each) => (ends ? each : { ...each, abortMs: each.abortMs ?? 1_500 }))
				const reasons = played.map((_, index) => new Error(`caller ${index} gave up`))
				const work = played.map((each, index) => play(model, clock, each, reasons[index] as Error))
				const outcomes = await clock.run(Promise.all(work))
				for (const [index, outcome] of outcomes.entries()) {
					expect(outcome.late).toBe(0)
					expect(outcome.listeners).toBe(0)
					if (outcome.end === 'error') {
						const own = outcome.error === reasons[index]
						expect(own || isHeadroomError(outcome.error), String(outcome.error)).toBe(true)
						if (isHeadroomError(outcome.error))
							expect(['provider-error', 'budget-exceeded']).toContain(outcome.error.code)
					}
					if (outcome.end === 'events') {
						expect(outcome.events.filter(({ type }) => type === 'finish')).toHaveLength(1)
						expect(outcome.events.at(-1)?.type).toBe('finish')
						expect(spelled(outcome.events)).toBe('all is well')
					}
				}
				await clock.advance(0)
				expect(clock.sleeping).toBe(0)
				expect(inner.calls.filter(({ over }) => !over)).toEqual([])
				expect(unhandled).toEqual([])
			}),
			{ numRuns: 1_000 },
		)
	}, 120_000)
})
