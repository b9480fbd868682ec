import type OpenAI from 'openai'
import { describe, expect, it } from 'vitest'
import { answer, stream } from '../../../../test/upstream/reply.ts'
import { sse } from '../../../../test/upstream/sse.ts'
import { startCut } from './cut-body.ts'
import { collect } from './twins.ts'
import { off, startWrapped } from './wrapped.ts'

const params: OpenAI.ChatCompletionCreateParamsStreaming = {
	model: 'gpt-4o-mini',
	messages: [{ role: 'user', content: 'Hello' }],
	stream: true,
}
const body = JSON.stringify(params)
const asking = `${body.slice(0, -1)},"stream_options":{"include_usage":true}}`

function chunk(choices: unknown[], usage: unknown = null) {
	return {
		data: { id: 'c1', object: 'chat.completion.chunk', created: 1, model: 'gpt-4o-mini', choices, usage },
	}
}
const usage = {
	prompt_tokens: 9,
	completion_tokens: 2,
	total_tokens: 11,
	prompt_tokens_details: { cached_tokens: 4 },
}
const filters = chunk([])
const hello = chunk([{ index: 0, delta: { role: 'assistant', content: 'Hi 👩‍👩‍👧' }, finish_reason: null }])
const stop = chunk([{ index: 0, delta: {}, finish_reason: 'stop' }])
const told = chunk([], usage)
const done = { data: '[DONE]' }
const whole = [{ comment: 'ping' }, filters, hello, stop, told, done]

async function bytesOf(openai: OpenAI): Promise<string> {
	return (await openai.chat.completions.create(params).asResponse()).text()
}

describe('usage of streamed chat completions', () => {
	it('is asked for, booked as billed, and its chunk kept from a caller who did not ask', async () => {
		await using wrapped = await startWrapped()
		const { openai, sent, calls } = wrapped
		const chunks = await collect(await openai.chat.completions.create(params))
		expect(sent()).toEqual([asking])
		expect(chunks.map(({ choices }) => choices.length)).toEqual([1, 1, 1, 1, 1])
		expect(calls()).toHaveLength(1)
		expect(calls()[0]).toMatchObject({
			streamed: true,
			record: { usage: { inputTokens: 12, outputTokens: 5 }, usageMark: 'billed' },
		})
	})

	it('passes to a caller who asked, over the very same body', async () => {
		await using wrapped = await startWrapped()
		const asked = { ...params, stream_options: { include_usage: true } }
		const chunks = await collect(await wrapped.openai.chat.completions.create(asked))
		expect(wrapped.sent()).toEqual([JSON.stringify(asked)])
		expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { prompt_tokens: 12 } })
		expect(wrapped.calls()[0]?.record.usageMark).toBe('billed')
	})

	it('is not asked for when the option says so, and then estimated', async () => {
		await using wrapped = await startWrapped(undefined, { ...off, streamUsage: false })
		await collect(await wrapped.openai.chat.completions.create(params))
		expect(wrapped.sent()).toEqual([body])
		expect(wrapped.calls()[0]?.record.usageMark).toBe('estimated')
	})

	it.each(['\n', '\r\n'] as const)(
		'takes out exactly the event of the chunk, at every cut of the bytes: %j',
		async (lineEnd) => {
			const text = sse(whole, { lineEnd })
			const shown = sse(
				whole.filter((event) => event !== told),
				{ lineEnd },
			)
			const offsets = Array.from({ length: Buffer.byteLength(text) }, (_, at) => at)
			await using wrapped = await startCut(text)
			const got = new Set<string>()
			for (const _ of offsets) got.add(await bytesOf(wrapped.openai))
			expect([...got]).toEqual([shown])
			expect(wrapped.calls()).toHaveLength(offsets.length)
			for (const { record } of wrapped.calls())
				expect(record.usage).toEqual({ inputTokens: 9, outputTokens: 2, cacheReadInputTokens: 4 })
		},
		60_000,
	)

	it('keeps the event of a chunk with no choices and no usage, and of one with both', async () => {
		const both = chunk([{ index: 0, delta: {}, finish_reason: 'stop' }], usage)
		const text = sse([filters, hello, both, done])
		await using wrapped = await startWrapped(stream([text]))
		expect(await bytesOf(wrapped.openai)).toBe(text)
		expect(wrapped.calls()[0]?.record.usage.cacheReadInputTokens).toBe(4)
	})

	it('hands an event on as soon as it is complete, and holds nothing else back', async () => {
		const pieces = whole.map((event) => sse([event]))
		await using wrapped = await startWrapped(stream(pieces, { everyMs: 30 }))
		const response = await wrapped.openai.chat.completions.create(params).asResponse()
		const got: string[] = []
		for await (const bytes of response.body as unknown as AsyncIterable<Uint8Array>)
			got.push(Buffer.from(bytes).toString())
		expect(got).toEqual(pieces.filter((piece) => piece !== sse([told])))
	})

	it('is asked for no more where the server does not know the field: once for each host', async () => {
		const error = {
			error: {
				message: 'Unrecognized request argument supplied: stream_options',
				type: 'invalid_request_error',
			},
		}
		await using wrapped = await startWrapped(({ json }) =>
			json.stream_options === undefined ? undefined : answer(error, { status: 400 }),
		)
		for (let turn = 0; turn < 2; turn += 1) {
			const chunks = await collect(await wrapped.openai.chat.completions.create(params))
			expect(chunks).toHaveLength(5)
		}
		expect(wrapped.sent()).toEqual([asking, body, body])
		expect(wrapped.warnings()).toEqual(['stream-usage-refused'])
		expect(wrapped.calls().map(({ record }) => [record.outcome, record.usageMark])).toEqual([
			['completed', 'estimated'],
			['completed', 'estimated'],
		])
	})

	it('passes any other refusal on as it is', async () => {
		const error = {
			error: { message: 'no such model', type: 'invalid_request_error', param: 'model', code: null },
		}
		await using wrapped = await startWrapped(answer(error, { status: 400 }))
		await expect(wrapped.openai.chat.completions.create(params)).rejects.toMatchObject({
			status: 400,
			param: 'model',
		})
		expect(wrapped.sent()).toEqual([asking])
	})

	it('is not asked of Responses and Messages, which tell it anyway', async () => {
		await using wrapped = await startWrapped()
		await collect(await wrapped.openai.responses.create({ model: 'gpt-4o-mini', input: 'Hi', stream: true }))
		await collect(
			await wrapped.anthropic.messages.create({
				model: 'claude-sonnet-4-6',
				max_tokens: 9,
				messages: [],
				stream: true,
			}),
		)
		expect(wrapped.sent().join()).not.toContain('stream_options')
		expect(wrapped.calls().map(({ record }) => record.usageMark)).toEqual(['billed', 'billed'])
	})
})
