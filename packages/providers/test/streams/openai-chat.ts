import type { SseEvent } from '../../../../test/upstream/sse.ts'
import type { RecordedStream } from './recorded-stream.ts'

const head = {
	id: 'chatcmpl-9',
	object: 'chat.completion.chunk',
	created: 1_700_000_000,
	model: 'gpt-x-2026',
}

function chunk(delta: object, finish_reason: string | null = null, more: object = {}): SseEvent {
	return { data: { ...head, choices: [{ index: 0, delta, finish_reason }], ...more } }
}

const usage = {
	prompt_tokens: 100,
	completion_tokens: 20,
	total_tokens: 120,
	prompt_tokens_details: { cached_tokens: 64, audio_tokens: 0 },
	completion_tokens_details: { reasoning_tokens: 8 },
}

const billed = {
	inputTokens: 100,
	outputTokens: 20,
	cacheReadInputTokens: 64,
	reasoningOutputTokens: 8,
}

const done: SseEvent = { data: '[DONE]' }

const model = 'openai/gpt-x-2026'

/** Azure's first chunk tells of the prompt's filters and names neither model nor choice; usage comes with no choice. */
const azureText: RecordedStream = {
	name: 'text behind a chunk of prompt filters, with usage in a chunk of its own',
	sent: [
		{
			data: {
				id: '',
				object: '',
				created: 0,
				model: '',
				choices: [],
				prompt_filter_results: [{ prompt_index: 0, content_filter_results: { hate: { filtered: false } } }],
			},
		},
		{ comment: 'keep-alive' },
		chunk({ role: 'assistant', content: '', refusal: null }),
		chunk({ content: 'Grüße 👩‍👩‍👧' }),
		chunk({ content: ' — “ok”\n' }),
		chunk({}, 'stop'),
		{ data: { ...head, choices: [], usage } },
		done,
	],
	says: [
		{ type: 'text-delta', index: 0, text: 'Grüße 👩‍👩‍👧' },
		{ type: 'text-delta', index: 0, text: ' — “ok”\n' },
		{
			type: 'finish',
			response: {
				id: 'chatcmpl-9',
				model,
				message: { role: 'assistant', content: 'Grüße 👩‍👩‍👧 — “ok”\n' },
				finishReason: 'stop',
				usage: billed,
				extra: {
					created: 0,
					prompt_filter_results: [{ prompt_index: 0, content_filter_results: { hate: { filtered: false } } }],
					usage,
					choice: { finish_reason: 'stop' },
				},
			},
		},
	],
}

/** Two calls whose pieces are interleaved, one of a custom tool; usage comes with the last choice. */
const calls: RecordedStream = {
	name: 'interleaved calls of a function and a custom tool, with usage on the last choice',
	sent: [
		chunk({ role: 'assistant', content: null }),
		chunk({
			tool_calls: [
				{ index: 0, id: 'call_a', type: 'function', function: { name: 'weather', arguments: '' } },
			],
		}),
		chunk({ tool_calls: [{ index: 1, id: 'call_b', type: 'custom', custom: { name: 'sql', input: '' } }] }),
		chunk({ tool_calls: [{ index: 0, function: { arguments: '{"city":"Mün' } }] }),
		chunk({ tool_calls: [{ index: 1, custom: { input: 'SELECT 1' } }] }),
		chunk({ tool_calls: [{ index: 0, function: { arguments: 'chen"}' } }] }),
		chunk({ tool_calls: [{ index: 1, custom: { input: ';' } }] }),
		chunk({}, 'tool_calls', { usage }),
		done,
	],
	says: [
		{ type: 'tool-call-delta', index: 0, id: 'call_a', name: 'weather', arguments: '' },
		{ type: 'tool-call-delta', index: 1, id: 'call_b', name: 'sql', arguments: '' },
		{ type: 'tool-call-delta', index: 0, arguments: '{"city":"Mün' },
		{ type: 'tool-call-delta', index: 1, arguments: 'SELECT 1' },
		{ type: 'tool-call-delta', index: 0, arguments: 'chen"}' },
		{ type: 'tool-call-delta', index: 1, arguments: ';' },
		{
			type: 'finish',
			response: {
				id: 'chatcmpl-9',
				model,
				message: {
					role: 'assistant',
					content: [
						{ type: 'tool-call', id: 'call_a', name: 'weather', arguments: '{"city":"München"}' },
						{
							type: 'tool-call',
							id: 'call_b',
							name: 'sql',
							arguments: 'SELECT 1;',
							extra: { type: 'custom' },
						},
					],
				},
				finishReason: 'tool-calls',
				usage: billed,
				extra: { created: 1_700_000_000, usage, choice: { finish_reason: 'tool_calls' } },
			},
		},
	],
}

/** What compatible servers and newer features add: reasoning text, a refusal, spoken audio, log probabilities. */
const oddments: RecordedStream = {
	name: 'reasoning text, a refusal in pieces, audio, log probabilities and a second choice',
	sent: [
		chunk({ role: 'assistant', reasoning_content: 'Let me ' }),
		chunk({ reasoning_content: 'think.' }),
		chunk({ refusal: 'I can’t ' }),
		chunk({ refusal: 'help.' }),
		chunk({ audio: { id: 'audio_1', data: 'AAAA', transcript: 'Hi' } }),
		chunk({ audio: { id: 'audio_1', data: 'BBBB', transcript: ' there', expires_at: 1_700_003_600 } }),
		{
			data: {
				...head,
				choices: [
					{ index: 1, delta: { content: 'other' }, finish_reason: null },
					{ index: 0, delta: {}, logprobs: { content: [{ token: 'a', logprob: -1 }] }, finish_reason: null },
				],
			},
		},
		{
			data: {
				...head,
				choices: [
					{
						index: 0,
						delta: {},
						logprobs: { content: [{ token: 'b', logprob: -2 }] },
						finish_reason: 'stop',
					},
				],
			},
		},
		{ data: { ...head, choices: [{ index: 1, delta: {}, finish_reason: 'length' }] } },
		done,
	],
	says: [
		{
			type: 'part',
			index: 0,
			part: { type: 'opaque', kind: 'refusal', value: { type: 'refusal', refusal: 'I can’t help.' } },
		},
		{
			type: 'part',
			index: 1,
			part: {
				type: 'opaque',
				kind: 'audio',
				value: { id: 'audio_1', data: 'AAAABBBB', transcript: 'Hi there', expires_at: 1_700_003_600 },
			},
		},
		{
			type: 'finish',
			response: {
				id: 'chatcmpl-9',
				model,
				message: {
					role: 'assistant',
					content: [
						{ type: 'opaque', kind: 'refusal', value: { type: 'refusal', refusal: 'I can’t help.' } },
					],
					extra: { reasoning_content: 'Let me think.', audio: { id: 'audio_1' } },
				},
				finishReason: 'stop',
				extra: {
					created: 1_700_000_000,
					choice: {
						finish_reason: 'stop',
						logprobs: {
							content: [
								{ token: 'a', logprob: -1 },
								{ token: 'b', logprob: -2 },
							],
						},
					},
					choices: [{ index: 1, message: { role: 'assistant', content: 'other' }, finish_reason: 'length' }],
					audio: { id: 'audio_1', data: 'AAAABBBB', transcript: 'Hi there', expires_at: 1_700_003_600 },
				},
			},
		},
	],
}

export const chatStreams: readonly RecordedStream[] = [azureText, calls, oddments]
