import { anthropicMessagesCodec, openaiChatCodec } from '@headroom/providers'
import type { ChatRequest, ToolCallPart } from '@headroom/spec'
import { describe, expect, it } from 'vitest'
import { startUpstream } from '../../../../test/upstream/upstream.ts'
import { anthropic } from '../../src/anthropic.ts'

// As a double 12345678901234567 is 12345678901234568, and 9007199254740993 is ...992.
const input = '{"id":12345678901234567,"pi":3.14159265358979323846,"list":[9007199254740993]}'
const search = '{"type":"server_tool_use","id":"s","name":"find","input":{"id":12345678901234567}}'
const content = `[${search},{"type":"text","text":"12345678901234567"},{"type":"tool_use","id":"t","name":"f","input":${input}}]`
const answer = `{"id":"m","type":"message","role":"assistant","model":"claude-haiku-4-5","content":${content},"stop_reason":"tool_use","usage":{"input_tokens":1,"output_tokens":1}}`
const hi = { role: 'user', content: 'Hi' } as const
const model = 'claude-haiku-4-5'

function events(lines: readonly object[]): string[] {
	return lines.map((data) => `data: ${JSON.stringify(data)}\n\n`)
}

const streamed = events([
	{ type: 'message_start', message: { id: 'm', model, usage: { input_tokens: 1, output_tokens: 1 } } },
	{
		type: 'content_block_start',
		index: 0,
		content_block: { type: 'server_tool_use', id: 's', name: 'find', input: {} },
	},
	{
		type: 'content_block_delta',
		index: 0,
		delta: { type: 'input_json_delta', partial_json: '{"id":12345678901234567}' },
	},
	{ type: 'content_block_stop', index: 0 },
	{
		type: 'content_block_start',
		index: 1,
		content_block: { type: 'tool_use', id: 't', name: 'f', input: {} },
	},
	{ type: 'content_block_delta', index: 1, delta: { type: 'input_json_delta', partial_json: input } },
	{ type: 'content_block_stop', index: 1 },
	{ type: 'message_delta', delta: { stop_reason: 'tool_use' }, usage: { output_tokens: 2 } },
	{ type: 'message_stop' },
])

function call({ content: parts }: { readonly content: unknown }): ToolCallPart {
	return (parts as readonly ToolCallPart[]).find(({ type }) => type === 'tool-call') as ToolCallPart
}

describe('numbers that JavaScript rounds', () => {
	it('reach the tool and the next turn as a whole answer spelled them', async () => {
		await using upstream = await startUpstream({
			kind: 'answer',
			body: answer,
			headers: { 'content-type': 'application/json' },
		})
		const provider = anthropic({ apiKey: 'k', baseURL: upstream.url })
		const { message } = await provider.generate({ model, messages: [hi] }, {})
		expect(call(message).arguments).toBe(input)
		await provider.generate({ model, messages: [hi, message] }, {})
		expect(upstream.requests[1]?.text).toContain(`"content":${content}`)
	})

	it('reach the next turn as a stream spelled them', async () => {
		await using upstream = await startUpstream({ kind: 'stream', pieces: streamed })
		const provider = anthropic({ apiKey: 'k', baseURL: upstream.url })
		const { message } = await provider.generate({ model, messages: [hi], maxOutputTokens: 30_000 }, {})
		await provider.generate({ model, messages: [hi, message], maxOutputTokens: 30_000 }, {})
		expect(upstream.requests[1]?.text).toContain(search)
		expect(upstream.requests[1]?.text).toContain(`"input":${input}`)
	})

	it('are spliced into a body behind the request that was answered', () => {
		const body = `{"model":"${model}","max_tokens":9,"messages":[{"role":"user","content":"Hi"}]}`
		const request = anthropicMessagesCodec.read(body)
		const { message } = anthropicMessagesCodec.readResponse(JSON.parse(answer), 'anthropic', answer)
		const written = anthropicMessagesCodec.write({ ...request, messages: [...request.messages, message] })
		expect(written).toBe(`${body.slice(0, -2)},{"role":"assistant","content":${content}}]}`)
	})

	it('are what another format is told', () => {
		const body = `{"model":"${model}","max_tokens":9,"messages":[{"role":"assistant","content":[{"type":"tool_use","id":"t","name":"f","input":${input}}]}]}`
		const written = openaiChatCodec.write({ ...anthropicMessagesCodec.read(body), model: 'gpt-4o' })
		const [said] = (written as unknown as { messages: [{ tool_calls: [unknown] }] }).messages
		expect(said.tool_calls).toEqual([
			{ id: 't', type: 'function', function: { name: 'f', arguments: input } },
		])
	})

	it('leave the text beside them alone, whatever it says', async () => {
		await using upstream = await startUpstream()
		const provider = anthropic({ apiKey: 'k', baseURL: upstream.url })
		const part = { type: 'tool-call', id: 't', name: 'f', arguments: ` ${input}\n` } as const
		const request: ChatRequest = {
			model,
			messages: [
				{ role: 'user', content: '"\\" 12345678901234567 {}' },
				{ role: 'assistant', content: [part] },
			],
		}
		await provider.generate(request, {})
		const sent = upstream.requests[0]?.text ?? ''
		expect(sent).toContain(`"input":${input}`)
		expect(JSON.parse(sent).messages[0].content).toBe('"\\" 12345678901234567 {}')
	})
})
