import Anthropic from '@anthropic-ai/sdk'
import { ProviderError } from '@headroom/spec'
import OpenAI from 'openai'
import { describe, expect, it } from 'vitest'
import { stream } from '../../../../test/upstream/reply.ts'
import { sse, ssePieces } from '../../../../test/upstream/sse.ts'
import { collect } from './twins.ts'
import { startWrapped, type Wrapped } from './wrapped.ts'

const chat = (n: number) => ({
	data: {
		id: 'c1',
		model: 'gpt-4o-mini',
		choices: [{ index: 0, delta: { content: `word${n} ` }, finish_reason: null }],
	},
})
const begun = {
	event: 'message_start',
	data: {
		type: 'message_start',
		message: {
			id: 'm1',
			type: 'message',
			role: 'assistant',
			model: 'claude-sonnet-4-6',
			content: [],
			usage: { input_tokens: 12, output_tokens: 1 },
		},
	},
}
const opened = {
	event: 'content_block_start',
	data: { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
}
const said = (n: number) => ({
	event: 'content_block_delta',
	data: { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: `word${n} ` } },
})
const created = {
	event: 'response.created',
	data: {
		type: 'response.created',
		response: { id: 'r1', model: 'gpt-4o-mini', status: 'in_progress', output: [] },
	},
}
const added = {
	event: 'response.output_text.delta',
	data: {
		type: 'response.output_text.delta',
		item_id: 'i',
		output_index: 0,
		content_index: 0,
		delta: 'word ',
	},
}

type Ask = (wrapped: Wrapped) => Promise<AsyncIterable<unknown>>
const askChat: Ask = ({ openai }) =>
	openai.chat.completions.create({
		model: 'gpt-4o-mini',
		messages: [{ role: 'user', content: 'Hi' }],
		stream: true,
	})
const askResponses: Ask = ({ openai }) =>
	openai.responses.create({ model: 'gpt-4o-mini', input: 'Hi', stream: true })
const askMessages: Ask = ({ anthropic }) =>
	anthropic.messages.create({
		model: 'claude-sonnet-4-6',
		max_tokens: 9,
		messages: [{ role: 'user', content: 'Hi' }],
		stream: true,
	})

const beginnings = [
	['chat completions', [chat(0), chat(1)], askChat],
	['responses', [created, added], askResponses],
	['messages', [begun, opened, said(0), said(1)], askMessages],
] as const

describe('a stream that ends before it is complete', () => {
	it.each(beginnings)(
		'is an error at the caller, though the body ends cleanly: %s',
		async (_, events, ask) => {
			await using wrapped = await startWrapped(stream(ssePieces(events)))
			const got: unknown[] = []
			const error = await (async () => {
				for await (const event of await ask(wrapped)) got.push(event)
			})().catch((thrown: unknown) => thrown)
			expect(got).toHaveLength(events.length)
			expect(error).toBeInstanceOf(ProviderError)
			expect(error).toMatchObject({ reason: 'truncated', retryable: true })
			expect((error as Error).message).toContain('truncated')
			expect(wrapped.calls()[0]).toMatchObject({
				record: { outcome: 'truncated', usageMark: 'estimated' },
				error: { reason: 'truncated' },
			})
		},
	)

	it.each(beginnings)('is an error when the socket is cut, at every event: %s', async (_, events, ask) => {
		for (let kept = 0; kept <= events.length; kept += 1) {
			await using wrapped = await startWrapped(stream(ssePieces(events.slice(0, kept)), { ending: 'cut' }))
			await expect(ask(wrapped).then(collect)).rejects.toThrow()
			expect(wrapped.calls().map(({ record }) => record.outcome)).toEqual(['truncated'])
		}
	})

	it('is an error when it is cut in the middle of an event that looks complete', async () => {
		const text = sse([
			chat(0),
			{ data: { id: 'c1', choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] } },
		])
		await using wrapped = await startWrapped(stream([text.slice(0, -10)]))
		await expect(askChat(wrapped).then(collect)).rejects.toMatchObject({ reason: 'truncated' })
	})

	it('is complete without [DONE] once every choice has said why it ended, as compatible servers do', async () => {
		const events = [
			chat(0),
			{ data: { id: 'c1', choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] } },
		]
		await using wrapped = await startWrapped(stream(ssePieces(events)))
		expect(await askChat(wrapped).then(collect)).toHaveLength(2)
		expect(wrapped.calls()[0]?.record.outcome).toBe('completed')
	})
})

describe('an error in the middle of a stream', () => {
	const error = { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }

	it('is the typed error of the Anthropic SDK', async () => {
		await using wrapped = await startWrapped(
			stream(ssePieces([begun, opened, said(0), { event: 'error', data: error }])),
		)
		const thrown = await askMessages(wrapped)
			.then(collect)
			.catch((each: unknown) => each)
		expect(thrown).toBeInstanceOf(Anthropic.APIError)
		expect((thrown as Error).message).toContain('Overloaded')
		expect(wrapped.calls()[0]).toMatchObject({
			// What had come is paid for, as of a stream that was cut.
			record: { outcome: 'truncated', usageMark: 'estimated', usage: { inputTokens: 12 } },
			error: { reason: 'overloaded' },
		})
	})

	it('is the typed error of the OpenAI SDK, for chat completions', async () => {
		const failed = {
			data: { error: { message: 'The server had an error', type: 'server_error', code: null, param: null } },
		}
		await using wrapped = await startWrapped(stream(ssePieces([chat(0), failed])))
		const thrown = await askChat(wrapped)
			.then(collect)
			.catch((each: unknown) => each)
		expect(thrown).toBeInstanceOf(OpenAI.APIError)
		expect(thrown).toMatchObject({ type: 'server_error' })
		expect(wrapped.calls()[0]).toMatchObject({
			record: { outcome: 'truncated', usageMark: 'estimated' },
			error: { reason: 'server' },
		})
	})

	it.each(['response.failed', 'error'])('passes as the event that it is, for Responses: %s', async (type) => {
		const response = {
			id: 'r1',
			model: 'gpt-4o-mini',
			status: 'failed',
			output: [],
			error: { code: 'server_error', message: 'no' },
		}
		const data =
			type === 'error' ? { type, code: 'server_error', message: 'no', param: null } : { type, response }
		await using wrapped = await startWrapped(stream(ssePieces([created, { event: type, data }])))
		const events = await askResponses(wrapped).then(collect)
		expect(events.at(-1)).toMatchObject({ type })
		expect(wrapped.calls()[0]).toMatchObject({ record: { outcome: 'failed' } })
	})
})

describe('a caller who wants no more', () => {
	const many = Array.from({ length: 200 }, (_, n) => chat(n))
	const manySaid = [begun, opened, ...Array.from({ length: 200 }, (_, n) => said(n))]

	it.each([
		['chat completions', many, askChat],
		['messages', manySaid, askMessages],
	] as const)(
		'closes the upstream at once, and what came is booked as an estimate: %s',
		async (_, events, ask) => {
			await using wrapped = await startWrapped(stream(ssePieces(events), { everyMs: 10 }))
			let seen = 0
			let left = 0
			for await (const _event of await ask(wrapped)) {
				seen += 1
				if (seen < 5) continue
				left = performance.now()
				break
			}
			const closed = await (await wrapped.upstream.request(0)).closed
			expect(closed.byClient).toBe(true)
			expect(closed.at - left).toBeLessThan(100)
			const [call, ...more] = wrapped.calls()
			expect(more).toEqual([])
			expect(call?.record).toMatchObject({ outcome: 'aborted', usageMark: 'estimated' })
			expect(call?.record.usage.outputTokens).toBeGreaterThanOrEqual(5)
			expect(call?.record.usage.outputTokens).toBeLessThan(100)
		},
	)

	it('may abort with a signal while nothing is read', async () => {
		await using wrapped = await startWrapped(stream(ssePieces([chat(0)]), { ending: 'stall' }))
		const controller = new AbortController()
		const answered = await wrapped.openai.chat.completions.create(
			{ model: 'gpt-4o-mini', messages: [], stream: true },
			{ signal: controller.signal },
		)
		controller.abort()
		const closed = await (await wrapped.upstream.request(0)).closed
		expect(closed.byClient).toBe(true)
		expect(wrapped.calls()[0]?.record.outcome).toBe('aborted')
		// As the SDK has it: the loop of an aborted stream just ends.
		expect(await collect(answered)).toEqual([])
		expect(wrapped.calls()).toHaveLength(1)
	})
})

describe('a reader who takes its time', () => {
	it('slows the upstream down, whatever the format and whether usage is hidden', async () => {
		const piece = sse([chat(1)])
		for (const streamUsage of [true, false]) {
			await using wrapped = await startWrapped(
				{ kind: 'flood', piece, times: 400_000, after: sse([{ data: '[DONE]' }]) },
				{ slimmer: false, compressor: false, streamUsage },
			)
			const answered = await askChat(wrapped)
			for await (const _ of answered) break
			const request = await wrapped.upstream.request(0)
			await request.closed
			// The whole is over 40 MB; what sockets and SDK hold before anybody reads is a few.
			expect(request.waits).toBeGreaterThan(0)
			expect(request.sentBytes).toBeLessThan(16 * 1024 * 1024)
		}
	})

	it('may be a reader’s who cancels the body and aborts nothing', async () => {
		const pieces = Array.from({ length: 100 }, (_, n) => sse([chat(n)]))
		await using wrapped = await startWrapped(stream(pieces, { everyMs: 5 }))
		const params = { model: 'gpt-4o-mini', messages: [], stream: true as const }
		const { body } = await wrapped.openai.chat.completions.create(params).asResponse()
		const reader = (body as ReadableStream<Uint8Array>).getReader()
		await reader.read()
		await reader.cancel()
		expect(wrapped.calls().map(({ record }) => record.outcome)).toEqual(['aborted'])
	})

	it('may lack a reason and the last line end: [DONE] is enough', async () => {
		await using wrapped = await startWrapped(stream([`${sse([chat(1)])}data: [DONE]`]))
		const params = { model: 'gpt-4o-mini', messages: [], stream: true as const }
		const answered = await wrapped.openai.chat.completions.create(params).asResponse()
		expect(await answered.text()).toContain('[DONE]')
		expect(wrapped.calls().map(({ record }) => record.outcome)).toEqual(['completed'])
	})
})
