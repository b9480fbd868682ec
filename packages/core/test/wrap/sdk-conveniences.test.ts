import type Anthropic from '@anthropic-ai/sdk'
import type OpenAI from 'openai'
import { describe, expect, it } from 'vitest'
import { answer, stream } from '../../../../test/upstream/reply.ts'
import { ssePieces } from '../../../../test/upstream/sse.ts'
import type { Script } from '../../../../test/upstream/upstream.ts'
import { collect } from './twins.ts'
import { startWrapped } from './wrapped.ts'

const model = 'gpt-4o-mini'
const messages: OpenAI.ChatCompletionMessageParam[] = [{ role: 'user', content: 'How many?' }]
const schema = {
	type: 'object',
	properties: { n: { type: 'number' } },
	required: ['n'],
	additionalProperties: false,
}

function chatAnswer(message: object, finish_reason = 'stop') {
	return answer({
		id: 'c1',
		object: 'chat.completion',
		created: 1,
		model,
		choices: [{ index: 0, message: { role: 'assistant', ...message }, finish_reason }],
		usage: { prompt_tokens: 5, completion_tokens: 2, total_tokens: 7 },
	})
}

describe("the OpenAI SDK's helpers over a wrapped client", () => {
	it('chat.completions.parse: the parsed answer', async () => {
		await using wrapped = await startWrapped(chatAnswer({ content: '{"n":3}', refusal: null }))
		const response_format = {
			type: 'json_schema' as const,
			json_schema: { name: 'count', strict: true, schema },
		}
		const parsed = await wrapped.openai.chat.completions.parse({ model, messages, response_format })
		expect(parsed.choices[0]?.message.content).toBe('{"n":3}')
		expect(JSON.parse(wrapped.sent()[0] ?? '').response_format).toEqual(response_format)
		expect(wrapped.calls()).toHaveLength(1)
	})

	it('chat.completions.stream: events, the final message, and the usage only where it is asked for', async () => {
		await using wrapped = await startWrapped()
		const deltas: string[] = []
		const runner = wrapped.openai.chat.completions.stream({ model, messages })
		runner.on('content.delta', ({ delta }) => deltas.push(delta))
		expect((await runner.finalMessage()).content).toBe('Hello 👋 world')
		expect(deltas.join('')).toBe('Hello 👋 world')
		const asked = wrapped.openai.chat.completions.stream({
			model,
			messages,
			stream_options: { include_usage: true },
		})
		expect(await asked.totalUsage()).toMatchObject({ prompt_tokens: 12, completion_tokens: 5 })
		expect(wrapped.calls().map(({ record }) => record.usageMark)).toEqual(['billed', 'billed'])
	})

	const loop: Script = (_, index) =>
		index === 0
			? chatAnswer(
					{
						content: null,
						tool_calls: [
							{ id: 'call_9', type: 'function', function: { name: 'count', arguments: '{"of":"A-1"}' } },
						],
					},
					'tool_calls',
				)
			: chatAnswer({ content: 'Three.', refusal: null })

	it('chat.completions.runTools: two turns, with the call and its result in the second', async () => {
		await using wrapped = await startWrapped(loop)
		const runner = wrapped.openai.chat.completions.runTools({
			model,
			messages,
			tools: [
				{
					type: 'function',
					function: {
						name: 'count',
						description: 'Counts',
						parameters: schema,
						parse: JSON.parse,
						function: ({ of }: { of: string }) => `3 of ${of}`,
					},
				},
			],
		})
		expect(await runner.finalContent()).toBe('Three.')
		const second = JSON.parse(wrapped.sent()[1] ?? '')
		expect(second.messages.slice(1)).toMatchObject([
			{ role: 'assistant', tool_calls: [{ id: 'call_9', function: { arguments: '{"of":"A-1"}' } }] },
			{ role: 'tool', tool_call_id: 'call_9', content: '3 of A-1' },
		])
		expect(wrapped.calls()).toHaveLength(2)
	})

	it('responses.parse and responses.stream', async () => {
		await using wrapped = await startWrapped()
		expect((await wrapped.openai.responses.parse({ model, input: 'How many?' })).output_text).toBe(
			'Hello 👋 world',
		)
		const runner = wrapped.openai.responses.stream({ model, input: 'How many?' })
		const types = (await collect(runner)).map(({ type }) => type)
		expect(types.at(0)).toBe('response.created')
		expect(types.at(-1)).toBe('response.completed')
		expect((await runner.finalResponse()).output_text).toBe('Hello 👋 world')
		expect(wrapped.calls().map(({ streamed }) => streamed)).toEqual([false, true])
	})

	it('a stream of the SDK split in two, and read as a readable stream', async () => {
		await using wrapped = await startWrapped()
		const ask = () => wrapped.openai.chat.completions.create({ model, messages, stream: true })
		const [left, right] = (await ask()).tee()
		expect(await collect(left)).toEqual(await collect(right))
		const text = await new Response((await ask()).toReadableStream()).text()
		expect(text.trim().split('\n')).toHaveLength(5)
	})
})

describe("the Anthropic SDK's helpers over a wrapped client", () => {
	const thinking = { type: 'thinking', thinking: 'I must  count.', signature: 'EqQBCkYIBxgCKkDx==' }
	const use = { type: 'tool_use', id: 'toolu_9', name: 'count', input: { of: 'A-1', exact: 1.5 } }
	const begun = {
		id: 'msg_1',
		type: 'message',
		role: 'assistant',
		model: 'claude-sonnet-4-6',
		content: [],
		stop_reason: null,
		stop_sequence: null,
		usage: { input_tokens: 9, output_tokens: 1 },
	}
	const first = [
		{ type: 'message_start', message: begun },
		{
			type: 'content_block_start',
			index: 0,
			content_block: { type: 'thinking', thinking: '', signature: '' },
		},
		{ type: 'content_block_delta', index: 0, delta: { type: 'thinking_delta', thinking: thinking.thinking } },
		{
			type: 'content_block_delta',
			index: 0,
			delta: { type: 'signature_delta', signature: thinking.signature },
		},
		{ type: 'content_block_stop', index: 0 },
		{ type: 'content_block_start', index: 1, content_block: { ...use, input: {} } },
		{
			type: 'content_block_delta',
			index: 1,
			delta: { type: 'input_json_delta', partial_json: '{"of": "A-1", ' },
		},
		{
			type: 'content_block_delta',
			index: 1,
			delta: { type: 'input_json_delta', partial_json: '"exact": 1.5}' },
		},
		{ type: 'content_block_stop', index: 1 },
		{
			type: 'message_delta',
			delta: { stop_reason: 'tool_use', stop_sequence: null },
			usage: { output_tokens: 20 },
		},
		{ type: 'message_stop' },
	]

	it('messages.stream: a loop of two turns sends thinking and signature back byte for byte', async () => {
		await using wrapped = await startWrapped(
			(_, index) =>
				index === 0 ? stream(ssePieces(first.map((data) => ({ event: data.type, data })))) : undefined,
			{},
		)
		const params = {
			model: 'claude-sonnet-4-6',
			max_tokens: 2000,
			thinking: { type: 'enabled', budget_tokens: 1024 },
		} as const
		const history: Anthropic.MessageParam[] = [{ role: 'user', content: 'How many?' }]
		const said = await wrapped.anthropic.messages.stream({ ...params, messages: history }).finalMessage()
		expect(said.content).toMatchObject([thinking, use])
		history.push({ role: 'assistant', content: said.content })
		history.push({
			role: 'user',
			content: [{ type: 'tool_result', tool_use_id: 'toolu_9', content: 'three' }],
		})
		const end = await wrapped.anthropic.messages.stream({ ...params, messages: history }).finalText()
		expect(end).toBe('Hello 👋 world')
		expect(wrapped.sent()[1]).toContain(JSON.stringify(said.content))
		expect(wrapped.calls().map(({ record }) => record.usage.outputTokens)).toEqual([20, 5])
	})
})
