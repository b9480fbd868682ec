import type { ChatResponse, JsonObject } from '@headroom/spec'
import { describe, expect, it } from 'vitest'
import { anthropicMessagesCodec, type Codec, openaiChatCodec, openaiResponsesCodec } from '../src/index.ts'

/** What the next turn sends after an answer: everything behind the question. */
function nextTurn(codec: Codec, response: ChatResponse, field: 'messages' | 'input'): readonly JsonObject[] {
	const body = codec.write({ model: 'm', messages: [{ role: 'user', content: 'hi' }, response.message] })
	if (typeof body === 'string') throw new Error('a request that was never read is written as an object')
	return (body[field] as readonly JsonObject[]).slice(1)
}

describe('an answer that is sent back in the next turn', () => {
	it('has the blocks of Messages as they came, byte for byte where they are opaque', () => {
		const content: readonly JsonObject[] = [
			{ signature: 'EqQB==', thinking: 'hm 🤔', type: 'thinking' },
			{ type: 'redacted_thinking', data: 'Emw' },
			{ id: 's', type: 'server_tool_use', name: 'web_search', input: { z: 1, a: 2 } },
			{ type: 'web_search_tool_result', tool_use_id: 's', content: [{ encrypted_content: 'E' }] },
			{ type: 'text', text: 'It is.', citations: [{ type: 'char_location', cited_text: 'x' }] },
			{ type: 'of_tomorrow', what: { ever: [1] } },
			{ type: 'tool_use', id: 't', name: 'f', input: { z: 1, a: [2] } },
		]
		const response = anthropicMessagesCodec.readResponse({ content, stop_reason: 'tool_use' }, 'anthropic')
		const [message] = nextTurn(anthropicMessagesCodec, response, 'messages')
		expect(message).toEqual({ role: 'assistant', content })
		const sent = message?.content as readonly JsonObject[]
		for (const index of [0, 1, 2, 3, 5]) expect(sent[index]).toBe(content[index])
		expect(JSON.stringify(sent[6]?.input)).toBe('{"z":1,"a":[2]}')
	})

	it('has the items of Responses as they came', () => {
		const output: readonly JsonObject[] = [
			{ id: 'rs', type: 'reasoning', summary: [], encrypted_content: 'gAAA' },
			{
				id: 'm1',
				type: 'message',
				status: 'completed',
				role: 'assistant',
				phase: 'commentary',
				content: [
					{ type: 'output_text', text: 'a', annotations: [{ type: 'url_citation', url: 'u' }] },
					{ type: 'output_text', text: 'b' },
				],
			},
			{
				id: 'm2',
				type: 'message',
				status: 'completed',
				role: 'assistant',
				phase: 'final_answer',
				content: [{ type: 'output_text', text: 'c' }],
			},
			{ id: 'ws', type: 'web_search_call', status: 'completed', action: { type: 'search', query: 'q' } },
			{
				id: 'fc',
				type: 'function_call',
				status: 'completed',
				call_id: 'c1',
				name: 'f',
				arguments: '{"x": 1.0}',
			},
			{ id: 'ct', type: 'custom_tool_call', status: 'completed', call_id: 'c2', name: 'g', input: 'raw' },
		]
		const response = openaiResponsesCodec.readResponse({ status: 'completed', output }, 'openai')
		const sent = nextTurn(openaiResponsesCodec, response, 'input')
		expect(sent).toEqual(output)
		expect(sent[0]).toBe(output[0])
		expect(sent[3]).toBe(output[3])
	})

	it('has the message of chat completions with what else it said', () => {
		const message: JsonObject = {
			role: 'assistant',
			content: 'Let me see.',
			reasoning_details: [{ type: 'reasoning.encrypted', data: 'x' }],
			tool_calls: [
				{
					id: 'a',
					type: 'function',
					function: { name: 'f', arguments: '{"x": 1.0, "n": 12345678901234567}' },
				},
				{ id: 'b', type: 'custom', custom: { name: 'g', input: 'raw' } },
			],
		}
		const body = { choices: [{ index: 0, message, finish_reason: 'tool_calls' }] }
		const response = openaiChatCodec.readResponse(body, 'openai')
		expect(nextTurn(openaiChatCodec, response, 'messages')).toEqual([message])
	})
})
