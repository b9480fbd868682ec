import { getEventListeners } from 'node:events'
import type { CallContext, CallEvent, ChatModel, ChatRequest, HeadroomEvent, Stage } from '@headroom/spec'
import { scriptedModel } from '@headroom/spec/testing'
import { describe, expect, it } from 'vitest'
import { HeadroomClient } from '../src/index.ts'
import { requestOf, says, words } from './by-words.ts'

const rows = Array.from({ length: 60 }, (_, n) => ({ id: n, sku: `A-${1000 + n}`, stock: (n * 37) % 11 }))
const stock = `Stock list:\n${JSON.stringify(rows, null, 2)}\n\nHow many of A-1017 are left?`

describe('HeadroomClient.chat', () => {
	it('answers a text with what the layers left of it, and says what that saved', async () => {
		const chatModel = scriptedModel(['Two are left.'], 'openai')
		const result = await new HeadroomClient({ chatModel }).chat(stock)
		expect(result.content).toBe('Two are left.')
		expect(result).toMatchObject({ model: 'openai/gpt-4o-mini', id: 'openai-1', finishReason: 'stop' })
		expect(String(chatModel.requests[0]?.messages[0]?.content).length).toBeLessThan(stock.length / 2)
		expect(result.tokenSavings).toBeGreaterThan(40)
		expect(result.tokenSavings).toBe(100 * (1 - result.savings.ratio))
		expect(result.savings.layers.map(({ stage }) => stage)).toEqual(['slimmer', 'compressor', 'encoder'])
		expect(result.overheadMs).toBeGreaterThan(0)
	})

	it('takes a conversation or a whole request, and options that win over it', async () => {
		const chatModel = scriptedModel(() => 'Yes.', 'openai')
		const client = new HeadroomClient({ chatModel, model: 'gpt-4o' })
		await client.chat([{ role: 'user', content: 'Is it open?' }])
		const request: ChatRequest = { model: 'gpt-4.1', messages: [{ role: 'user', content: 'Is it open?' }] }
		await client.chat(request, { maxOutputTokens: 50 })
		await client.chat(request, { model: 'gpt-4o-mini' })
		expect(chatModel.requests.map(({ model, maxOutputTokens }) => [model, maxOutputTokens])).toEqual([
			['gpt-4o', undefined],
			['gpt-4.1', 50],
			['gpt-4o-mini', undefined],
		])
	})

	it('joins the parts of an answer without a break, and gives tool calls apart', async () => {
		const call = { type: 'tool-call', id: 'c1', name: 'look', arguments: '{"at":1}' } as const
		const chatModel = scriptedModel(
			[{ parts: [{ type: 'text', text: 'It ' }, { type: 'text', text: 'rains.' }, call] }],
			'openai',
		)
		const { content, toolCalls, finishReason, message } = await new HeadroomClient({ chatModel }).chat(
			'Rain?',
		)
		expect(content).toBe('It rains.')
		expect(toolCalls).toEqual([call])
		expect(finishReason).toBe('tool-calls')
		expect(message.content).toHaveLength(3)
	})

	it('sends the request as it was given when a stage throws, runs out of time or returns nonsense', async () => {
		const request = requestOf(100)
		const broken: readonly Stage[] = [
			{
				name: 'throws',
				run() {
					throw new Error('oops')
				},
			},
			{ name: 'hangs', run: () => new Promise(() => {}) },
			{ name: 'nonsense', run: () => null as unknown as ChatRequest },
		]
		for (const stage of broken) {
			const events: HeadroomEvent[] = []
			const chatModel = scriptedModel(['Fine.'], 'openai')
			const client = new HeadroomClient({
				slimmer: false,
				compressor: false,
				stages: [stage],
				stageTimeoutMs: 20,
				chatModel,
				observe: (event) => events.push(event),
			})
			const { content, savings } = await client.chat(request)
			expect(content).toBe('Fine.')
			expect(chatModel.requests[0]).toBe(request)
			expect(events.map(({ type }) => type)).toEqual(['stage-failed', 'call'])
			expect(savings.layers).toMatchObject([{ stage: stage.name, outcome: 'failed', savedTokens: 0 }])
		}
	})

	it('says who is missing only when it is asked, and goes on optimizing without anybody', async () => {
		const client = new HeadroomClient({ model: 'gpt-4o-mini', providers: {} })
		expect((await client.optimize(stock)).savings.savedTokens).toBeGreaterThan(0)
		const key = process.env.OPENAI_API_KEY
		delete process.env.OPENAI_API_KEY
		try {
			await expect(client.chat('Hello.')).rejects.toMatchObject({
				code: 'missing-key',
				message: expect.stringContaining('OPENAI_API_KEY'),
			})
		} finally {
			if (key !== undefined) process.env.OPENAI_API_KEY = key
		}
	})

	it('gives the model the signal and the headers, and rejects with the reason of the signal', async () => {
		const contexts: (CallContext | undefined)[] = []
		const reason = new Error('enough')
		const controller = new AbortController()
		const chatModel: ChatModel = {
			generate(_request, context) {
				contexts.push(context)
				return new Promise((_, reject) => {
					context?.signal?.addEventListener('abort', () => reject(context.signal?.reason))
					controller.abort(reason)
				})
			},
			async *stream() {},
		}
		const calls: CallEvent[] = []
		const client = new HeadroomClient({
			chatModel,
			tokenizerFor: () => words,
			observe: (event) => event.type === 'call' && calls.push(event),
		})
		const options = { signal: controller.signal, headers: { 'x-trace': '7' } }
		await expect(client.chat(requestOf(100), options)).rejects.toBe(reason)
		expect(contexts[0]?.headers).toEqual({ 'x-trace': '7' })
		// What was sent may be billed whole; of an answer nothing came.
		expect(calls[0]?.record).toMatchObject({
			outcome: 'aborted',
			usage: { inputTokens: 100, outputTokens: 0 },
			usageMark: 'estimated',
		})
	})

	it('books nothing when it is given up before anything was sent', async () => {
		const events: string[] = []
		const client = new HeadroomClient({
			chatModel: scriptedModel(['Fine.']),
			observe: ({ type }) => events.push(type),
		})
		const reason = new Error('enough')
		await expect(client.chat('Hello.', { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
		expect(events).toEqual([])
	})

	it('tags a call with the labels of the client, of the request and of the call, the last one winning', async () => {
		const client = new HeadroomClient({
			chatModel: scriptedModel(['Fine.'], 'openai'),
			tags: { app: 'shop', team: 'a', feature: 'none' },
		})
		const { record } = await client.chat(
			{ ...requestOf(100), metadata: { team: 'b', feature: 'faq' } },
			{ tags: { feature: 'search' } },
		)
		expect(record.tags).toEqual({ app: 'shop', team: 'b', feature: 'search' })
	})

	it('tells how long a call took, what of it was its own, and how its count compares with the bill', async () => {
		const calls: CallEvent[] = []
		const client = new HeadroomClient({
			slimmer: false,
			compressor: false,
			tokenizerFor: () => words,
			chatModel: scriptedModel(
				[{ parts: says('Fine.'), usage: { inputTokens: 107, outputTokens: 1 }, delayMs: 60 }],
				'openai',
			),
			observe: (event) => event.type === 'call' && calls.push(event),
		})
		const { overheadMs } = await client.chat(requestOf(100))
		const [call] = calls
		expect(call).toMatchObject({ streamed: false, countedInputTokens: 100, responseId: 'openai-1' })
		expect(call?.record.usage.inputTokens).toBe(107)
		expect(call?.durationMs).toBeGreaterThanOrEqual(55)
		expect(call?.overheadMs).toBeLessThan(50)
		expect(overheadMs).toBeLessThan(50)
		expect(call).not.toHaveProperty('timeToFirstChunkMs')
		expect(call).not.toHaveProperty('error')
	})

	it('leaves nothing at a signal that outlives the calls', async () => {
		const { signal } = new AbortController()
		const turn = { parts: says('Fine.') }
		const client = new HeadroomClient({ chatModel: scriptedModel([turn, turn, turn, turn], 'openai') })
		await client.chat(stock, { signal })
		await client.stream(stock, { signal }).result
		for await (const _ of client.stream(stock, { signal }).text) break
		await client.optimize(stock, { signal })
		expect(getEventListeners(signal, 'abort')).toEqual([])
	})

	it('ignores what a listener throws', async () => {
		const client = new HeadroomClient({
			chatModel: scriptedModel(['Fine.'], 'openai'),
			observe() {
				throw new Error('listener')
			},
		})
		expect((await client.chat('Hello.')).content).toBe('Fine.')
	})
})
