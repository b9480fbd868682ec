import type { SseEvent } from '../../../../test/upstream/sse.ts'
import type { RecordedStream } from './recorded-stream.ts'

function named(data: { readonly type: string; readonly [key: string]: unknown }): SseEvent {
	return { event: data.type, data }
}

function start(index: number, content_block: object): SseEvent {
	return named({ type: 'content_block_start', index, content_block })
}

function delta(index: number, type: string, fields: object): SseEvent {
	return named({ type: 'content_block_delta', index, delta: { type, ...fields } })
}

function stop(index: number): SseEvent {
	return named({ type: 'content_block_stop', index })
}

const begun = {
	id: 'msg_9',
	type: 'message',
	role: 'assistant',
	model: 'claude-x-20260101',
	content: [],
	stop_reason: null,
	stop_sequence: null,
	usage: {
		input_tokens: 10,
		cache_creation_input_tokens: 300,
		cache_read_input_tokens: 2000,
		cache_creation: { ephemeral_5m_input_tokens: 100, ephemeral_1h_input_tokens: 200 },
		output_tokens: 1,
	},
}

const webSearch = {
	type: 'server_tool_use',
	id: 'srvtoolu_1',
	name: 'web_search',
	input: { query: 'wetter münchen' },
}

const searchResult = {
	type: 'web_search_tool_result',
	tool_use_id: 'srvtoolu_1',
	content: [{ type: 'web_search_result', url: 'https://example.org', encrypted_content: 'Eo…' }],
}

const citation = { type: 'web_search_result_location', url: 'https://example.org', cited_text: '21 °C' }

const thinking = { type: 'thinking', thinking: 'Hmm 🤔 ok', signature: 'EqQBCgIYAhIM==' }

const redacted = { type: 'redacted_thinking', data: 'EmwKAhgBEgy3va3pzix/LafPsn4a' }

const usage = {
	input_tokens: 10,
	cache_creation_input_tokens: 300,
	cache_read_input_tokens: 2000,
	cache_creation: { ephemeral_5m_input_tokens: 100, ephemeral_1h_input_tokens: 200 },
	output_tokens: 89,
	server_tool_use: { web_search_requests: 1 },
	output_tokens_details: { thinking_tokens: 30 },
}

const everything: RecordedStream = {
	name: 'thinking with its signature, redacted thinking, a server tool, citations and interleaved calls',
	sent: [
		named({ type: 'message_start', message: begun }),
		named({ type: 'ping' }),
		start(0, { type: 'thinking', thinking: '', signature: '' }),
		delta(0, 'thinking_delta', { thinking: 'Hmm 🤔' }),
		delta(0, 'thinking_delta', { thinking: ' ok' }),
		delta(0, 'signature_delta', { signature: 'EqQBCgIYAhIM==' }),
		stop(0),
		start(1, redacted),
		stop(1),
		start(2, { ...webSearch, input: {} }),
		delta(2, 'input_json_delta', { partial_json: '' }),
		delta(2, 'input_json_delta', { partial_json: '{"query": "wetter ' }),
		delta(2, 'input_json_delta', { partial_json: 'münchen"}' }),
		stop(2),
		start(3, searchResult),
		stop(3),
		named({ type: 'a_type_of_tomorrow', index: 4 }),
		start(4, { type: 'text', text: '' }),
		delta(4, 'citations_delta', { citation }),
		delta(4, 'text_delta', { text: 'Es sind ' }),
		delta(4, 'text_delta', { text: '21 °C ☀️.' }),
		stop(4),
		start(5, { type: 'tool_use', id: 'toolu_1', name: 'book', input: {} }),
		start(6, { type: 'tool_use', id: 'toolu_2', name: 'now', input: {} }),
		delta(5, 'input_json_delta', { partial_json: '{"seat": 12345678901234567' }),
		stop(6),
		delta(5, 'input_json_delta', { partial_json: ', "x": 1.0}' }),
		stop(5),
		named({
			type: 'message_delta',
			delta: { stop_reason: 'tool_use', stop_sequence: null },
			usage: {
				output_tokens: 89,
				input_tokens: 10,
				cache_read_input_tokens: null,
				server_tool_use: { web_search_requests: 1 },
				output_tokens_details: { thinking_tokens: 30 },
			},
		}),
		named({ type: 'message_stop' }),
	],
	says: [
		{ type: 'part', index: 0, part: { type: 'opaque', kind: 'thinking', value: thinking } },
		{ type: 'part', index: 1, part: { type: 'opaque', kind: 'redacted_thinking', value: redacted } },
		{ type: 'part', index: 2, part: { type: 'opaque', kind: 'server_tool_use', value: webSearch } },
		{ type: 'part', index: 3, part: { type: 'opaque', kind: 'web_search_tool_result', value: searchResult } },
		{ type: 'text-delta', index: 4, text: 'Es sind ' },
		{ type: 'text-delta', index: 4, text: '21 °C ☀️.' },
		{ type: 'tool-call-delta', index: 5, id: 'toolu_1', name: 'book', arguments: '' },
		{ type: 'tool-call-delta', index: 6, id: 'toolu_2', name: 'now', arguments: '' },
		{ type: 'tool-call-delta', index: 5, arguments: '{"seat": 12345678901234567' },
		{ type: 'tool-call-delta', index: 6, arguments: '{}' },
		{ type: 'tool-call-delta', index: 5, arguments: ', "x": 1.0}' },
		{
			type: 'finish',
			response: {
				id: 'msg_9',
				model: 'anthropic/claude-x-20260101',
				message: {
					role: 'assistant',
					content: [
						{ type: 'opaque', kind: 'thinking', value: thinking },
						{ type: 'opaque', kind: 'redacted_thinking', value: redacted },
						{ type: 'opaque', kind: 'server_tool_use', value: webSearch },
						{ type: 'opaque', kind: 'web_search_tool_result', value: searchResult },
						{ type: 'text', text: 'Es sind 21 °C ☀️.', extra: { citations: [citation] } },
						{
							type: 'tool-call',
							id: 'toolu_1',
							name: 'book',
							arguments: '{"seat": 12345678901234567, "x": 1.0}',
						},
						{ type: 'tool-call', id: 'toolu_2', name: 'now', arguments: '{}' },
					],
				},
				finishReason: 'tool-calls',
				// 10 + 300 + 2000
				usage: {
					inputTokens: 2310,
					outputTokens: 89,
					cacheReadInputTokens: 2000,
					cacheWriteInputTokens: 300,
					cacheWrite1hInputTokens: 200,
					reasoningOutputTokens: 30,
				},
				extra: { stop_reason: 'tool_use', usage },
			},
		},
	],
}

export const messagesStreams: readonly RecordedStream[] = [everything]
