import type { FinishReason, JsonObject } from '@headroom/spec'
import { describe, expect, it } from 'vitest'
import { readResponse as readMessages } from '../src/codec/anthropic-messages/read-response.ts'
import { readResponse as readChat } from '../src/codec/openai-chat/read-response.ts'
import { readResponse as readResponses } from '../src/codec/openai-responses/read-response.ts'

function chat(message: JsonObject, choice: JsonObject = { finish_reason: 'stop' }): JsonObject {
	return {
		id: 'c',
		model: 'm',
		choices: [{ index: 0, message: { role: 'assistant', ...message }, ...choice }],
	}
}

describe('an answer of chat completions', () => {
	it('is text with what else its message says', () => {
		const annotations = [{ type: 'url_citation', url_citation: { url: 'https://example.org' } }]
		const response = readChat(
			{ ...chat({ content: 'Hi', refusal: null, annotations, reasoning: 'hm' }), system_fingerprint: 'fp' },
			'openrouter',
		)
		expect(response).toEqual({
			id: 'c',
			model: 'openrouter/m',
			message: { role: 'assistant', content: 'Hi', extra: { annotations, reasoning: 'hm' } },
			finishReason: 'stop',
			extra: { system_fingerprint: 'fp', choice: { finish_reason: 'stop' } },
		})
	})

	it('keeps text, refusal and calls in order, and what a call says beside its function', () => {
		const { message } = readChat(
			chat({
				content: 'Let me see.',
				tool_calls: [
					{ id: 'a', type: 'function', function: { name: 'f', arguments: '{"x": 1.0}' } },
					{
						id: 'b',
						type: 'function',
						function: { name: 'g', arguments: '' },
						extra_content: { google: { thought_signature: 'sig' } },
					},
				],
			}),
			'p',
		)
		expect(message.content).toEqual([
			{ type: 'text', text: 'Let me see.' },
			{ type: 'tool-call', id: 'a', name: 'f', arguments: '{"x": 1.0}' },
			{
				type: 'tool-call',
				id: 'b',
				name: 'g',
				arguments: '',
				extra: { extra_content: { google: { thought_signature: 'sig' } } },
			},
		])
	})

	it('may come in blocks, as Mistral’s thinking does', () => {
		const thinking = { type: 'thinking', thinking: [{ type: 'text', text: 'hm' }] }
		const { message } = readChat(chat({ content: [thinking, { type: 'text', text: 'Hi' }] }), 'mistral')
		expect(message.content).toEqual([
			{ type: 'opaque', kind: 'thinking', value: thinking },
			{ type: 'text', text: 'Hi' },
		])
		expect((message.content[0] as { value: unknown }).value).toBe(thinking)
	})

	it('keeps its other choices', () => {
		const body = chat({ content: 'one' })
		const other = { index: 1, message: { role: 'assistant', content: 'two' }, finish_reason: 'stop' }
		const response = readChat({ ...body, choices: [...(body.choices as JsonObject[]), other] }, 'p')
		expect(response.extra?.choices).toEqual([other])
	})

	it.each<readonly [unknown, FinishReason]>([
		['stop', 'stop'],
		['length', 'length'],
		['tool_calls', 'tool-calls'],
		['function_call', 'tool-calls'],
		['content_filter', 'content-filter'],
		['insufficient_system_resource', 'other'],
		['__proto__', 'other'],
		[null, 'other'],
		[7, 'other'],
	])('that ends with %j ends with %s', (reason, expected) => {
		expect(readChat(chat({ content: 'x' }, { finish_reason: reason as string }), 'p').finishReason).toBe(
			expected,
		)
	})

	it('that stops with calls ends with them, as one that tool_choice forced does', () => {
		const calls = [{ id: 'a', type: 'function', function: { name: 'f', arguments: '{}' } }]
		expect(readChat(chat({ content: null, tool_calls: calls }), 'p').finishReason).toBe('tool-calls')
	})
})

describe('an answer of messages', () => {
	it('has a part a block, opaque ones by reference', () => {
		const thinking = { type: 'thinking', thinking: 'hm', signature: 's' }
		const search = { type: 'web_search_tool_result', tool_use_id: 't', content: [] }
		const response = readMessages(
			{
				id: 'm',
				type: 'message',
				role: 'assistant',
				model: 'claude',
				content: [
					thinking,
					search,
					{ type: 'text', text: 'Hi', citations: [{ cited_text: 'x' }] },
					{ type: 'tool_use', id: 't', name: 'f', input: { b: 1, a: [2] }, caller: { type: 'direct' } },
				],
				stop_reason: 'tool_use',
				container: { id: 'c' },
			},
			'anthropic',
		)
		expect(response.message.content).toEqual([
			{ type: 'opaque', kind: 'thinking', value: thinking },
			{ type: 'opaque', kind: 'web_search_tool_result', value: search },
			{ type: 'text', text: 'Hi', extra: { citations: [{ cited_text: 'x' }] } },
			{
				type: 'tool-call',
				id: 't',
				name: 'f',
				arguments: '{"b":1,"a":[2]}',
				extra: { caller: { type: 'direct' } },
			},
		])
		expect((response.message.content[0] as { value: unknown }).value).toBe(thinking)
		expect(response.extra).toEqual({ stop_reason: 'tool_use', container: { id: 'c' } })
	})

	it.each<readonly [string, FinishReason]>([
		['end_turn', 'stop'],
		['stop_sequence', 'stop'],
		['max_tokens', 'length'],
		['model_context_window_exceeded', 'length'],
		['tool_use', 'tool-calls'],
		['refusal', 'content-filter'],
		['pause_turn', 'other'],
		['compaction', 'other'],
		['of tomorrow', 'other'],
	])('that ends with %s ends with %s', (stop_reason, expected) => {
		expect(readMessages({ content: [], stop_reason }, 'anthropic').finishReason).toBe(expected)
	})
})

describe('an answer of responses', () => {
	const text = { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Hi' }] }

	it.each<readonly [JsonObject, FinishReason]>([
		[{ status: 'completed', output: [text] }, 'stop'],
		[{ status: 'completed', output: [text, { type: 'function_call', call_id: 'a' }] }, 'tool-calls'],
		[{ status: 'completed', output: [{ type: 'computer_call', call_id: 'a' }] }, 'tool-calls'],
		[{ status: 'completed', output: [{ type: 'web_search_call', id: 'a' }] }, 'stop'],
		[{ status: 'incomplete', output: [text], incomplete_details: { reason: 'max_output_tokens' } }, 'length'],
		[
			{ status: 'incomplete', output: [], incomplete_details: { reason: 'content_filter' } },
			'content-filter',
		],
		[{ status: 'incomplete', output: [], incomplete_details: { reason: 'of tomorrow' } }, 'other'],
		[{ status: 'cancelled', output: [] }, 'other'],
	])('%j ends with %s', (body, expected) => {
		expect(readResponses(body, 'openai').finishReason).toBe(expected)
	})

	it('marks where a message item begins, so that two do not become one', () => {
		const item = (id: string, ...texts: readonly string[]) => ({
			type: 'message',
			id,
			role: 'assistant',
			content: texts.map((each) => ({ type: 'output_text', text: each })),
		})
		const { message } = readResponses(
			{ status: 'completed', output: [item('a', '1', '2'), item('b', '3')] },
			'p',
		)
		expect(message.content).toEqual([
			{ type: 'text', text: '1', extra: { item: { id: 'a' } } },
			{ type: 'text', text: '2' },
			{ type: 'text', text: '3', extra: { item: { id: 'b' } } },
		])
	})
})

describe('a body without an answer', () => {
	it.each([
		['choices', readChat],
		['content', readMessages],
		['output', readResponses],
	])('is malformed for lack of %s', (what, read) => {
		for (const body of [{}, { [what]: null }, { [what]: 'x' }]) {
			expect(() => read(body as JsonObject, 'p')).toThrow(
				expect.objectContaining({ reason: 'malformed', message: expect.stringContaining(`without ${what}`) }),
			)
		}
	})
})
