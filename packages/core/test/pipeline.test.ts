import type { ChatRequest, HeadroomEvent, Stage, StageContext, Tokenizer } from '@headroom/spec'
import { deepFreeze } from '@headroom/spec/testing'
import { describe, expect, it } from 'vitest'
import { Pipeline, type PipelineOptions } from '../src/pipeline.ts'

// One token a letter, so that the sums below can be done in the head: 3 a message, 4 for its role "user", 3 for the reply, 1 a letter.
const letters: Tokenizer = { id: 'letters', count: (text) => text.length }
const options: PipelineOptions = { tokenizerFor: () => letters }
const request: ChatRequest = deepFreeze({
	model: 'a/one',
	messages: [{ role: 'user', content: 'abcdefghij' }],
})

function say(content: string): (given: ChatRequest) => ChatRequest {
	return (given) => ({ ...given, messages: [{ role: 'user', content }] })
}

function stage(name: string, run: Stage['run']): Stage {
	return { name, run }
}

describe('Pipeline', () => {
	it('measures each stage before and after', async () => {
		const pipeline = new Pipeline([stage('cut', say('abcd')), stage('rest', (given) => given)], options)
		const result = await pipeline.run(request)
		expect(result.request.messages[0]?.content).toBe('abcd')
		expect(result.reports).toMatchObject([
			{ stage: 'cut', outcome: 'applied', tokensBefore: 20, tokensAfter: 14, model: 'a/one' },
			{ stage: 'rest', outcome: 'unchanged', tokensBefore: 14, tokensAfter: 14 },
		])
	})

	it('goes on without any stage where the tokenizer throws', async () => {
		const tokenizerFor = (): Tokenizer => {
			throw new Error('no vocabulary')
		}
		const result = await new Pipeline([stage('cut', say('abcd'))], { tokenizerFor }).run(request)
		expect(result.request).toBe(request)
		expect(result.reports).toMatchObject([{ stage: 'cut', outcome: 'failed', tokensAfter: 0 }])
	})

	it('leaves out a stage that throws and goes on with the next', async () => {
		const events: HeadroomEvent[] = []
		const bad = stage('bad', (_given, context) => {
			context.observe({ type: 'warning', code: 'x', message: 'said before it broke' })
			throw new Error('broken')
		})
		const pipeline = new Pipeline([bad, stage('cut', say('abcd'))], options)
		const result = await pipeline.run(request, { observe: (event) => events.push(event) })
		expect(result.request.messages[0]?.content).toBe('abcd')
		expect(result.reports[0]).toMatchObject({ outcome: 'failed', tokensBefore: 20, tokensAfter: 20 })
		expect(events.map((event) => event.type)).toEqual(['stage-failed', 'stage'])
	})

	it('leaves out a stage that changes its input: a write to a frozen request throws', async () => {
		const writes = stage('writes', (given) => {
			;(given as { model: string }).model = 'b/two'
			return given
		})
		expect((await new Pipeline([writes], options).run(request)).request).toBe(request)
	})

	it('throws what a stage threw when asked to', async () => {
		const cause = new Error('broken')
		const pipeline = new Pipeline([stage('bad', () => Promise.reject(cause))], {
			...options,
			onStageError: 'throw',
		})
		await expect(pipeline.run(request)).rejects.toBe(cause)
	})

	it('counts what a stage asked of a model, even when it is reverted, fails, or its error is thrown', async () => {
		const event = {
			type: 'model-usage',
			stage: 'asks',
			model: 'a/two',
			usage: { inputTokens: 7, outputTokens: 1 },
			unreportedCalls: 0,
		} as const
		const asks = (then: (given: ChatRequest) => ChatRequest): Stage =>
			stage('asks', (given, context) => {
				context.observe(event)
				return then(given)
			})
		const fails = (): ChatRequest => {
			throw new Error('broken')
		}
		for (const [then, outcome] of [
			[say('abcd'), 'applied'],
			[say('abcdefghijk'), 'reverted'],
			[fails, 'failed'],
		] as const) {
			const result = await new Pipeline([asks(then)], options).run(request)
			expect(result.reports[0]).toMatchObject({ outcome, modelUsage: [event] })
			expect(result.events[0]).toBe(event)
		}
		const events: HeadroomEvent[] = []
		const strict = new Pipeline([asks(fails)], { ...options, onStageError: 'throw' })
		await expect(strict.run(request, { observe: (said) => events.push(said) })).rejects.toThrow('broken')
		expect(events).toEqual([event])
		const quiet = await new Pipeline([stage('cut', say('abcd'))], options).run(request)
		expect(quiet.reports[0]).not.toHaveProperty('modelUsage')
	})

	it('reverts a stage that makes the prompt larger, with what it said', async () => {
		const grows = stage('grows', (given, context) => {
			context.observe({
				type: 'omission',
				stage: 'grows',
				message: 0,
				count: 1,
				unit: 'lines',
				ranges: [[1, 1]],
				reason: 'x',
			})
			return say('abcdefghijk')(given)
		})
		const result = await new Pipeline([grows], options).run(request)
		expect(result.request).toBe(request)
		expect(result.reports).toMatchObject([{ outcome: 'reverted', tokensBefore: 20, tokensAfter: 20 }])
		expect(result.events.map((event) => event.type)).toEqual(['stage'])
	})

	it.each([[null], [undefined], ['text'], [{ model: 'a/one' }]])(
		'leaves out a stage that returns %j',
		async (value) => {
			const result = await new Pipeline([stage('odd', () => value as unknown as ChatRequest)], options).run(
				request,
			)
			expect(result.request).toBe(request)
			expect(result.events[0]).toMatchObject({ type: 'stage-failed', error: { code: 'stage-failed' } })
		},
	)

	it('lets go of a stage that hangs when the caller aborts, with the caller’s reason', async () => {
		const controller = new AbortController()
		const reason = new Error('enough')
		const hangs = stage('hangs', () => new Promise<ChatRequest>(() => {}))
		const running = new Pipeline([hangs], options).run(request, { signal: controller.signal })
		controller.abort(reason)
		await expect(running).rejects.toBe(reason)
	})

	it('leaves out a stage that takes too long, and tells it so', async () => {
		let seen: StageContext | undefined
		const hangs = stage('hangs', (_given, context) => {
			seen = context
			return new Promise<ChatRequest>(() => {})
		})
		const result = await new Pipeline([hangs], { ...options, stageTimeoutMs: 20 }).run(request)
		expect(result.request).toBe(request)
		expect(result.events[0]).toMatchObject({ type: 'stage-failed', error: { code: 'timeout' } })
		expect(seen?.signal.aborted).toBe(true)
	})

	it('does not start when already aborted', async () => {
		const reason = new Error('enough')
		let ran = false
		const notes = stage('notes', (given) => {
			ran = true
			return given
		})
		await expect(
			new Pipeline([notes], options).run(request, { signal: AbortSignal.abort(reason) }),
		).rejects.toBe(reason)
		expect(ran).toBe(false)
	})

	it('ignores what a listener throws', async () => {
		const observe = (): void => {
			throw new Error('listener')
		}
		const result = await new Pipeline([stage('cut', say('abcd'))], options).run(request, { observe })
		expect(result.reports).toMatchObject([{ outcome: 'applied' }])
	})

	it('gives each stage the tokenizer of the model the request has by then', async () => {
		const seen: string[] = []
		const notes = stage('notes', (given, context) => {
			seen.push(context.tokenizer.id)
			return given
		})
		const route = stage('route', (given) => ({ ...given, model: 'b/two' }))
		const double: Tokenizer = { id: 'double', count: (text) => text.length * 2 }
		const pipeline = new Pipeline([notes, route, notes], {
			tokenizerFor: (model) => (model === 'b/two' ? double : letters),
		})
		const result = await pipeline.run(request)
		expect(seen).toEqual(['letters', 'double'])
		// A change of model alone is no change of size: both sides count for the model that will answer.
		expect(result.reports[1]).toMatchObject({
			outcome: 'applied',
			tokensBefore: 34,
			tokensAfter: 34,
			model: 'b/two',
		})
	})

	it('counts a message once, however many stages and turns see it', async () => {
		let counted = 0
		const counting: Tokenizer = {
			id: 'counting',
			count(text) {
				counted += 1
				return text.length
			},
		}
		const pipeline = new Pipeline([stage('a', (given) => given), stage('b', (given) => given)], {
			tokenizerFor: () => counting,
		})
		await pipeline.run(request)
		const afterFirst = counted
		await pipeline.run({ ...request, messages: [...request.messages, { role: 'user', content: 'more' }] })
		expect(counted - afterFirst).toBe(afterFirst)
	})
})
