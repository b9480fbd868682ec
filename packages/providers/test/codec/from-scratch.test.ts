import {
	anthropicMessagesCodec,
	type Codec,
	jsonText,
	openaiChatCodec,
	openaiResponsesCodec,
} from '@headroom/providers'
import { type ChatRequest, HeadroomError, isHeadroomError, type JsonObject } from '@headroom/spec'
import { arbitraryRequest } from '@headroom/spec/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { claudeCode, codex, langChain, openaiPython } from './client-bodies.ts'

const weather: ChatRequest = {
	model: 'openai/gpt-4o',
	messages: [
		{ role: 'system', content: 'Be brief.' },
		{
			role: 'user',
			name: 'ann',
			content: [
				{ type: 'text', text: 'Weather here?', extra: { cache_control: { type: 'ephemeral' } } },
				{
					type: 'opaque',
					kind: 'image_url',
					value: { type: 'image_url', image_url: { url: 'https://example.com/a.png', detail: 'low' } },
				},
			],
		},
		{
			role: 'assistant',
			content: [
				{ type: 'text', text: 'I look.' },
				{ type: 'tool-call', id: 'call_1', name: 'weather', arguments: '{"city": "Rome"}' },
				{ type: 'tool-call', id: 'call_2', name: 'weather', arguments: '' },
			],
		},
		{ role: 'tool', content: [{ type: 'tool-result', callId: 'call_1', content: '18' }] },
		{
			role: 'tool',
			content: [
				{
					type: 'tool-result',
					callId: 'call_2',
					content: [{ type: 'text', text: 'no city' }],
					isError: true,
				},
			],
		},
		{ role: 'user', content: 'And tomorrow?' },
	],
	tools: [
		{ name: 'weather', description: 'Looks up', parameters: { type: 'object' }, extra: { strict: true } },
	],
	maxOutputTokens: 100,
	temperature: 0.2,
	responseFormat: {
		type: 'json_schema',
		json_schema: { name: 'w', strict: true, schema: { type: 'object' } },
	},
	metadata: { team: 'billing' },
	extra: { stream: true },
}

describe('a request that was never read', () => {
	it('is written as Chat completions', () => {
		expect(openaiChatCodec.write({ ...weather, stopSequences: ['END'] })).toEqual({
			model: 'gpt-4o',
			messages: [
				{ role: 'system', content: 'Be brief.' },
				{
					role: 'user',
					name: 'ann',
					content: [
						{ type: 'text', text: 'Weather here?', cache_control: { type: 'ephemeral' } },
						{ type: 'image_url', image_url: { url: 'https://example.com/a.png', detail: 'low' } },
					],
				},
				{
					role: 'assistant',
					content: 'I look.',
					tool_calls: [
						{ id: 'call_1', type: 'function', function: { name: 'weather', arguments: '{"city": "Rome"}' } },
						{ id: 'call_2', type: 'function', function: { name: 'weather', arguments: '' } },
					],
				},
				{ role: 'tool', tool_call_id: 'call_1', content: '18' },
				{ role: 'tool', tool_call_id: 'call_2', content: [{ type: 'text', text: 'no city' }] },
				{ role: 'user', content: 'And tomorrow?' },
			],
			tools: [
				{
					type: 'function',
					function: {
						name: 'weather',
						description: 'Looks up',
						parameters: { type: 'object' },
						strict: true,
					},
				},
			],
			max_tokens: 100,
			temperature: 0.2,
			stop: ['END'],
			response_format: {
				type: 'json_schema',
				json_schema: { name: 'w', strict: true, schema: { type: 'object' } },
			},
			stream: true,
		})
	})

	it('is written as Responses', () => {
		expect(openaiResponsesCodec.write(weather)).toEqual({
			model: 'gpt-4o',
			input: [
				{ role: 'system', content: 'Be brief.' },
				{
					role: 'user',
					content: [
						{ type: 'input_text', text: 'Weather here?', cache_control: { type: 'ephemeral' } },
						{ type: 'input_image', image_url: 'https://example.com/a.png', detail: 'low' },
					],
				},
				{ role: 'assistant', content: [{ type: 'output_text', text: 'I look.' }] },
				{ type: 'function_call', call_id: 'call_1', name: 'weather', arguments: '{"city": "Rome"}' },
				{ type: 'function_call', call_id: 'call_2', name: 'weather', arguments: '' },
				{ type: 'function_call_output', call_id: 'call_1', output: '18' },
				{
					type: 'function_call_output',
					call_id: 'call_2',
					output: [{ type: 'input_text', text: 'no city' }],
				},
				{ role: 'user', content: 'And tomorrow?' },
			],
			tools: [
				{
					type: 'function',
					name: 'weather',
					description: 'Looks up',
					parameters: { type: 'object' },
					strict: true,
				},
			],
			max_output_tokens: 100,
			temperature: 0.2,
			text: { format: { type: 'json_schema', name: 'w', strict: true, schema: { type: 'object' } } },
			stream: true,
		})
	})

	it('is written as Messages: system apart, results first in a message of the user, the next one joined', () => {
		expect(anthropicMessagesCodec.write({ ...weather, model: 'anthropic/claude-haiku-4-5' })).toEqual({
			model: 'claude-haiku-4-5',
			system: 'Be brief.',
			messages: [
				{
					role: 'user',
					content: [
						{ type: 'text', text: 'Weather here?', cache_control: { type: 'ephemeral' } },
						{ type: 'image', source: { type: 'url', url: 'https://example.com/a.png' } },
					],
				},
				{
					role: 'assistant',
					content: [
						{ type: 'text', text: 'I look.' },
						{ type: 'tool_use', id: 'call_1', name: 'weather', input: { city: 'Rome' } },
						{ type: 'tool_use', id: 'call_2', name: 'weather', input: {} },
					],
				},
				{
					role: 'user',
					content: [
						{ type: 'tool_result', tool_use_id: 'call_1', content: '18' },
						{
							type: 'tool_result',
							tool_use_id: 'call_2',
							content: [{ type: 'text', text: 'no city' }],
							is_error: true,
						},
						{ type: 'text', text: 'And tomorrow?' },
					],
				},
			],
			tools: [{ name: 'weather', description: 'Looks up', input_schema: { type: 'object' }, strict: true }],
			max_tokens: 100,
			temperature: 0.2,
			output_config: { format: { type: 'json_schema', schema: { type: 'object' } } },
			stream: true,
		})
	})

	it('bounds an answer of Messages, which demands it, by 4096 tokens or what the caller says', () => {
		const request: ChatRequest = { model: 'claude-haiku-4-5', messages: [{ role: 'user', content: 'Hi' }] }
		const body = { model: 'claude-haiku-4-5', messages: [{ role: 'user', content: 'Hi' }] }
		expect(anthropicMessagesCodec.write(request)).toEqual({ ...body, max_tokens: 4096 })
		expect(anthropicMessagesCodec.write(request, { defaultMaxOutputTokens: 64_000 })).toEqual({
			...body,
			max_tokens: 64_000,
		})
	})

	it('bounds an answer in the field that the model takes', () => {
		const bounds = [
			'gpt-4o',
			'o3',
			'o1-mini',
			'gpt-5',
			'gpt-5.2-codex',
			'gpt-4.1',
			'openai/o4-mini',
			'llama-3',
		].map((model) => Object.keys(openaiChatCodec.write({ model, messages: [], maxOutputTokens: 1 })).pop())
		const [older, newer] = ['max_tokens', 'max_completion_tokens']
		expect(bounds).toEqual([older, newer, newer, newer, newer, older, newer, older])
	})

	it('loses the first half of its model id for the provider that is asked, and for no other', () => {
		const model = (id: string, provider?: string): unknown =>
			(
				openaiChatCodec.write({ model: id, messages: [] }, provider === undefined ? {} : { provider }) as {
					model: string
				}
			).model
		expect(model('openai/gpt-4o')).toBe('gpt-4o')
		expect(model('openai/gpt-4o', 'openrouter')).toBe('openai/gpt-4o')
		expect(model('openrouter/openai/gpt-4o', 'openrouter')).toBe('openai/gpt-4o')
		expect(model('meta/llama-3')).toBe('meta/llama-3')
	})

	it('joins system messages that lead in `system`, and refuses a later one that the model does not take', () => {
		const request: ChatRequest = {
			model: 'claude-haiku-4-5',
			maxOutputTokens: 1,
			messages: [
				{ role: 'system', content: 'One.' },
				{ role: 'developer', content: 'Two.' },
				{ role: 'user', content: 'Hi' },
			],
		}
		expect(anthropicMessagesCodec.write(request)).toMatchObject({
			system: [
				{ type: 'text', text: 'One.' },
				{ type: 'text', text: 'Two.' },
			],
			messages: [{ role: 'user', content: 'Hi' }],
		})
		const later: ChatRequest = {
			...request,
			messages: [...request.messages, { role: 'system', content: 'Three.' }],
		}
		expect(() => anthropicMessagesCodec.write(later)).toThrow('a system message behind others')
		expect(anthropicMessagesCodec.write({ ...later, model: 'claude-opus-4-8' })).toMatchObject({
			messages: [
				{ role: 'user', content: 'Hi' },
				{ role: 'system', content: 'Three.' },
			],
		})
	})

	it('is refused for what the format has no place for, by name', () => {
		const thinking = {
			type: 'opaque',
			kind: 'thinking',
			value: { type: 'thinking', thinking: 'x', signature: 's' },
		} as const
		const request = (part: (typeof weather.messages)[number]['content']): ChatRequest => ({
			model: 'm',
			messages: [{ role: 'assistant', content: part }],
		})
		expect(() => openaiChatCodec.write(request([thinking]))).toThrow('a part of the kind "thinking"')
		expect(() => openaiResponsesCodec.write(request([thinking]))).toThrow('a part of the kind "thinking"')
		const audio = {
			type: 'opaque',
			kind: 'input_audio',
			value: { type: 'input_audio', input_audio: {} },
		} as const
		expect(() => anthropicMessagesCodec.write(request([audio]))).toThrow('a part of the kind "input_audio"')
		const call = { type: 'tool-call', id: 'c1', name: 'f', arguments: '{"a": ' } as const
		expect(() => anthropicMessagesCodec.write(request([call]))).toThrow('the arguments of the tool call "c1"')
		expect(() => openaiResponsesCodec.write({ ...weather, stopSequences: ['x'] })).toThrow('stopSequences')
		const json = { ...weather, responseFormat: { type: 'json_object' } }
		expect(() => anthropicMessagesCodec.write(json)).toThrow('responseFormat "json_object"')
		try {
			openaiChatCodec.write(request([thinking]))
		} catch (error) {
			expect(isHeadroomError(error) && (error as HeadroomError).code).toBe('not-supported')
		}
	})
})

const codecs: readonly Codec[] = [openaiChatCodec, openaiResponsesCodec, anthropicMessagesCodec]

describe('images', () => {
	const url = 'data:image/png;base64,iVBORw0KGgo='
	const values = {
		'openai-chat': { type: 'image_url', image_url: { url } },
		'openai-responses': { type: 'input_image', image_url: url, detail: 'auto' },
		'anthropic-messages': {
			type: 'image',
			source: { type: 'base64', media_type: 'image/png', data: 'iVBORw0KGgo=' },
		},
	}
	const pairs = codecs.flatMap((from) => codecs.map((to) => [from.format, to.format, to] as const))

	it.each(pairs)('of %s are shown in %s', (from, to, codec) => {
		const part = { type: 'opaque', kind: 'image', value: values[from] } as const
		const written = codec.write({ model: 'm', messages: [{ role: 'user', content: [part] }] }) as Record<
			string,
			never
		>
		const [message] = (written.messages ?? written.input) as unknown as { content: unknown[] }[]
		const expected =
			to === 'openai-chat' && from === 'openai-responses'
				? { type: 'image_url', image_url: { url, detail: 'auto' } }
				: values[to]
		expect(message?.content).toEqual([expected])
	})
})

describe('a request that lost its origin', () => {
	it.each([
		['Claude Code', anthropicMessagesCodec, claudeCode],
		['LangChain', openaiChatCodec, langChain],
		['the SDK of Python', openaiChatCodec, openaiPython],
		['Codex', openaiResponsesCodec, codex],
	] as const)('says the same as the body of %s that it was read from', (_name, codec, body) => {
		const request = structuredClone(codec.read(body))
		// Labels are the caller's own and go out only where they came in.
		const { metadata: _labels, ...unlabelled } = JSON.parse(JSON.stringify(request)) as ChatRequest
		const again = codec.read(jsonText(codec.write(request) as JsonObject))
		expect(JSON.parse(JSON.stringify(again))).toEqual(unlabelled)
	})
})

describe('a request that was read from another format', () => {
	it('is translated, and what only the other vendor reads is left out and said', () => {
		const warnings: string[] = []
		const request = openaiChatCodec.read({
			model: 'gpt-4o',
			messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi', x_unknown: 1 }] }],
			tools: [{ type: 'function', function: { name: 'f', parameters: { type: 'object' } } }],
			tool_choice: 'required',
			parallel_tool_calls: false,
			top_p: 0.9,
			seed: 7,
			n: 1,
			user: null,
		})
		const written = anthropicMessagesCodec.write(
			{ ...request, model: 'anthropic/claude-haiku-4-5' },
			{ observe: (event) => event.type === 'warning' && warnings.push(event.message) },
		)
		expect(written).toEqual({
			model: 'claude-haiku-4-5',
			max_tokens: 4096,
			messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }],
			tools: [{ name: 'f', input_schema: { type: 'object' } }],
			tool_choice: { type: 'any', disable_parallel_tool_use: true },
			top_p: 0.9,
		})
		expect(warnings).toEqual(['seed was left out: only the provider that the request was meant for reads it'])
	})

	it('is refused for a field that would change the answer', () => {
		const request = openaiChatCodec.read({ model: 'gpt-4o', messages: [], logit_bias: { 1: 2 } })
		expect(() => anthropicMessagesCodec.write(request)).toThrow('the field "logit_bias"')
	})

	it('is refused for thinking and for tools that run at the other vendor', () => {
		const request = anthropicMessagesCodec.read(claudeCode)
		expect(() => openaiChatCodec.write(request)).toThrow('a part of the kind "thinking"')
		const [system, user] = request.messages
		const messages = [system, user].flatMap((message) => message ?? [])
		expect(() => openaiChatCodec.write({ ...request, messages })).toThrow('the tool "web_search"')
	})
})

describe.each(codecs)('$format', (codec) => {
	it('writes every request that Headroom can say, and reads the same texts back, 500 times', () => {
		let written = 0
		fc.assert(
			fc.property(arbitraryRequest, (request) => {
				let body: ReturnType<Codec['write']>
				try {
					body = codec.write(request)
				} catch (error) {
					// Generated requests have parts of both vendors, and results that nothing asked for.
					if (error instanceof HeadroomError && error.code === 'not-supported') return
					throw error
				}
				written++
				const texts = (from: ChatRequest): string[] =>
					from.messages.flatMap(({ content }) =>
						(typeof content === 'string' ? [{ type: 'text', text: content } as const] : content).flatMap(
							(part) =>
								part.type === 'text'
									? [part.text]
									: part.type === 'tool-result'
										? [JSON.stringify([part.callId, part.content])]
										: part.type === 'tool-call'
											? [JSON.stringify([part.id, part.name])]
											: [JSON.stringify(part.value)],
						),
					)
				const spoken = (from: ChatRequest): string[] => texts(from).filter((text) => text !== '')
				expect(spoken(codec.read(JSON.stringify(body)))).toEqual(spoken(request))
			}),
			{ numRuns: 500 },
		)
		expect(written).toBeGreaterThan(100)
	})
})
