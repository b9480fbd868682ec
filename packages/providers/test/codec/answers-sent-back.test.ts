import { anthropicMessagesCodec, openaiChatCodec, openaiResponsesCodec } from '@headroom/providers'
import type { JsonObject } from '@headroom/spec'
import { describe, expect, it } from 'vitest'

describe('an answer that is put behind the request it answers', () => {
	it('is items of Responses again, each with its id', () => {
		const output = [
			{ type: 'reasoning', id: 'rs_1', summary: [], encrypted_content: 'gAAAA' },
			{
				type: 'message',
				id: 'msg_1',
				status: 'completed',
				role: 'assistant',
				content: [
					{ type: 'output_text', text: 'I look.' },
					{ type: 'output_text', text: 'Twice.' },
				],
			},
			{
				type: 'function_call',
				id: 'fc_1',
				call_id: 'call_1',
				name: 'f',
				arguments: '{"a":  1.0}',
				status: 'completed',
			},
			{
				type: 'custom_tool_call',
				id: 'ct_1',
				call_id: 'call_2',
				name: 'g',
				input: 'raw',
				status: 'completed',
			},
		]
		const body = '{"model":"gpt-5","input":[{"role":"user","content":"Hi"}]}'
		const request = openaiResponsesCodec.read(body)
		const answer = { id: 'r', model: 'gpt-5', status: 'completed', output } as unknown as JsonObject
		const { message } = openaiResponsesCodec.readResponse(answer, 'openai')
		const written = openaiResponsesCodec.write({
			...request,
			messages: [...request.messages, message],
		}) as string
		expect(written.startsWith(body.slice(0, -2))).toBe(true)
		expect(JSON.parse(written).input.slice(1)).toEqual(output)
	})

	it('is a message of Messages again, thinking with its signature first', () => {
		const content = [
			{ type: 'thinking', thinking: 'Hm.', signature: 'EqQB' },
			{ type: 'text', text: 'I look.', citations: [{ type: 'char_location' }] },
			{ type: 'server_tool_use', id: 'srvtoolu_1', name: 'web_search', input: { query: 'x' } },
			{ type: 'tool_use', id: 'toolu_1', name: 'f', input: { a: 1 } },
		]
		const body = '{"model":"claude-haiku-4-5","max_tokens":9,"messages":[{"role":"user","content":"Hi"}]}'
		const request = anthropicMessagesCodec.read(body)
		const answer = { id: 'm', model: 'claude-haiku-4-5', role: 'assistant', content, stop_reason: 'tool_use' }
		const { message } = anthropicMessagesCodec.readResponse(answer as unknown as JsonObject, 'anthropic')
		const written = anthropicMessagesCodec.write({
			...request,
			messages: [...request.messages, message],
		}) as string
		expect(written.startsWith(body.slice(0, -2))).toBe(true)
		expect(JSON.parse(written).messages[1]).toEqual({ role: 'assistant', content })
	})

	it('is a message of Chat completions again, calls and all', () => {
		const said = {
			role: 'assistant',
			content: 'I look.',
			tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'f', arguments: '{"a":  1.0}' } }],
			reasoning_content: 'Hm.',
		}
		const body = '{"model":"gpt-4o","messages":[{"role":"user","content":"Hi"}]}'
		const request = openaiChatCodec.read(body)
		const answer = {
			id: 'c',
			model: 'gpt-4o',
			choices: [{ index: 0, message: said, finish_reason: 'tool_calls' }],
		}
		const { message } = openaiChatCodec.readResponse(answer, 'openai')
		const written = openaiChatCodec.write({ ...request, messages: [...request.messages, message] }) as string
		expect(written.startsWith(body.slice(0, -2))).toBe(true)
		expect(JSON.parse(written).messages[1]).toEqual(said)
	})

	it('has the results of custom tools as the outputs of such', () => {
		const output = [
			{ type: 'function_call', call_id: 'call_1', name: 'f', arguments: '{}' },
			{ type: 'custom_tool_call', call_id: 'call_2', name: 'g', input: 'raw' },
		]
		const { message } = openaiResponsesCodec.readResponse({ status: 'completed', output }, 'openai')
		const results = ['call_1', 'call_2'].map(
			(callId) => ({ type: 'tool-result', callId, content: 'x' }) as const,
		)
		const messages = [message, { role: 'tool', content: results } as const]
		expect(openaiResponsesCodec.write({ model: 'gpt-5', messages })).toEqual({
			model: 'gpt-5',
			input: [
				...output,
				{ type: 'function_call_output', call_id: 'call_1', output: 'x' },
				{ type: 'custom_tool_call_output', call_id: 'call_2', output: 'x' },
			],
		})
	})

	it('keeps that where the calls were read from Chat completions', () => {
		const calls = [{ id: 'call_2', type: 'custom', custom: { name: 'g', input: 'raw' } }]
		const request = openaiChatCodec.read({
			model: 'gpt-5',
			messages: [
				{ role: 'assistant', content: null, tool_calls: calls },
				{ role: 'tool', tool_call_id: 'call_2', content: 'x' },
			],
		})
		expect(openaiResponsesCodec.write(request)).toMatchObject({
			input: [
				{ type: 'custom_tool_call', call_id: 'call_2', name: 'g', input: 'raw' },
				{ type: 'custom_tool_call_output', call_id: 'call_2', output: 'x' },
			],
		})
	})
})
