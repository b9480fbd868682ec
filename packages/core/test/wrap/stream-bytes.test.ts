import { describe, expect, it } from 'vitest'
import { stream } from '../../../../test/upstream/reply.ts'
import { type SseEvent, sse } from '../../../../test/upstream/sse.ts'
import { startCut } from './cut-body.ts'
import { off, startWrapped, type Wrapped } from './wrapped.ts'

const message = {
	id: 'm1',
	type: 'message',
	role: 'assistant',
	model: 'claude-sonnet-4-6',
	content: [],
	usage: { input_tokens: 12, output_tokens: 1 },
}
const named = (data: { readonly type: string; readonly [key: string]: unknown }): SseEvent => ({
	event: data.type,
	data,
})
const messages = [
	{ comment: 'hello' },
	named({ type: 'message_start', message }),
	named({ type: 'ping' }),
	named({ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } }),
	named({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Hi 👩‍👩‍👧 é' } }),
	named({ type: 'content_block_stop', index: 0 }),
	named({ type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 7 } }),
	named({ type: 'message_stop' }),
]
const output = [
	{
		type: 'message',
		role: 'assistant',
		content: [{ type: 'output_text', text: 'Hi 👩‍👩‍👧', annotations: [] }],
	},
]
const response = {
	id: 'r1',
	model: 'gpt-4o-mini',
	status: 'completed',
	output,
	usage: { input_tokens: 12, output_tokens: 7, total_tokens: 19 },
}
const responses = [
	named({
		type: 'response.created',
		response: { ...response, status: 'in_progress', output: [], usage: null },
	}),
	named({
		type: 'response.output_text.delta',
		output_index: 0,
		content_index: 0,
		item_id: 'i',
		delta: 'Hi 👩‍👩‍👧',
	}),
	named({ type: 'response.completed', response }),
]

const askMessages = async ({ anthropic }: Wrapped) =>
	(
		await anthropic.messages
			.create({ model: 'claude-sonnet-4-6', max_tokens: 9, messages: [], stream: true })
			.asResponse()
	).text()
const askResponses = async ({ openai }: Wrapped) =>
	(await openai.responses.create({ model: 'gpt-4o-mini', input: 'Hi', stream: true }).asResponse()).text()

describe('the bytes of a stream', () => {
	it.each([
		['messages', messages, askMessages, {}],
		[
			'messages, CRLF and data over several lines',
			messages,
			askMessages,
			{ lineEnd: '\r\n', multiLine: true },
		],
		['responses', responses, askResponses, {}],
	] as const)(
		'reach the caller as they are, wherever they are cut, and are read all the same: %s',
		async (_, events, ask, options) => {
			const text = sse(events, options)
			const length = Buffer.byteLength(text)
			await using wrapped = await startCut(text)
			const got = new Set<string>()
			for (let at = 0; at < length; at += 1) got.add(await ask(wrapped))
			expect([...got]).toEqual([text])
			expect(wrapped.calls()).toHaveLength(length)
			for (const { record } of wrapped.calls()) {
				expect(record.outcome).toBe('completed')
				expect(record.usage).toMatchObject({ inputTokens: 12, outputTokens: 7 })
			}
		},
		120_000,
	)

	it('may be a line of a megabyte, and go to a reader with a buffer of its own', async () => {
		const large = named({
			type: 'content_block_delta',
			index: 0,
			delta: { type: 'text_delta', text: 'a'.repeat(1_000_000) },
		})
		const text = sse([...messages.slice(0, 4), large, ...messages.slice(5)])
		await using wrapped = await startWrapped(stream([text]), off)
		const answered = await wrapped.anthropic.messages
			.create({ model: 'claude-sonnet-4-6', max_tokens: 9, messages: [], stream: true })
			.asResponse()
		const reader = (answered.body as ReadableStream<Uint8Array>).getReader({ mode: 'byob' })
		const parts: Uint8Array[] = []
		for (;;) {
			const { done, value } = await reader.read(new Uint8Array(4096))
			if (value !== undefined) parts.push(value)
			if (done) break
		}
		expect(Buffer.concat(parts).toString()).toBe(text)
		expect(wrapped.calls()[0]?.record.outcome).toBe('completed')
	})
})
