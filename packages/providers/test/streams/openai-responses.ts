import type { SseEvent } from '../../../../test/upstream/sse.ts'
import type { RecordedStream } from './recorded-stream.ts'

const reasoning = {
	id: 'rs_1',
	type: 'reasoning',
	summary: [{ type: 'summary_text', text: '**Planning** 🧭' }],
	encrypted_content: 'gAAAAABo…',
}

const annotation = {
	type: 'url_citation',
	url: 'https://example.org',
	start_index: 0,
	end_index: 2,
	title: 'E',
}

const message = {
	id: 'msg_1',
	type: 'message',
	status: 'completed',
	role: 'assistant',
	phase: 'commentary',
	content: [{ type: 'output_text', text: 'Ça va 👍', annotations: [annotation], logprobs: [] }],
}

const refusal = {
	id: 'msg_2',
	type: 'message',
	status: 'completed',
	role: 'assistant',
	content: [{ type: 'refusal', refusal: 'I can’t.' }],
}

const call = {
	id: 'fc_1',
	type: 'function_call',
	status: 'completed',
	call_id: 'call_1',
	name: 'weather',
	arguments: '{"city":"Zürich"}',
}

const custom = {
	id: 'ctc_1',
	type: 'custom_tool_call',
	status: 'completed',
	call_id: 'call_2',
	name: 'patch',
	input: '*** Begin',
}

const usage = {
	input_tokens: 50,
	input_tokens_details: { cached_tokens: 0, cache_write_tokens: 40 },
	output_tokens: 30,
	output_tokens_details: { reasoning_tokens: 12 },
	total_tokens: 80,
}

const head = { id: 'resp_9', object: 'response', created_at: 1_700_000_000, model: 'gpt-x', error: null }

const output = [reasoning, message, refusal, call, custom]

const last = { ...head, status: 'completed', output, usage, service_tier: 'default' }

const events: readonly { readonly type: string; readonly [key: string]: unknown }[] = [
	{ type: 'response.created', response: { ...head, status: 'in_progress', output: [], usage: null } },
	{
		type: 'response.output_item.added',
		output_index: 0,
		item: { id: 'rs_1', type: 'reasoning', summary: [] },
	},
	{
		type: 'response.reasoning_summary_part.added',
		output_index: 0,
		summary_index: 0,
		part: { type: 'summary_text', text: '' },
	},
	{
		type: 'response.reasoning_summary_text.delta',
		output_index: 0,
		summary_index: 0,
		delta: '**Planning** 🧭',
	},
	{ type: 'response.output_item.done', output_index: 0, item: reasoning },
	{
		type: 'response.output_item.added',
		output_index: 1,
		item: { ...message, status: 'in_progress', content: [] },
	},
	{
		type: 'response.content_part.added',
		output_index: 1,
		content_index: 0,
		part: { type: 'output_text', text: '', annotations: [] },
	},
	{ type: 'response.output_text.delta', output_index: 1, content_index: 0, delta: 'Ça va' },
	{
		type: 'response.output_item.added',
		output_index: 3,
		item: { ...call, status: 'in_progress', arguments: '' },
	},
	{ type: 'response.function_call_arguments.delta', output_index: 3, delta: '{"city":' },
	{ type: 'response.output_text.delta', output_index: 1, content_index: 0, delta: ' 👍' },
	{
		type: 'response.output_text.annotation.added',
		output_index: 1,
		content_index: 0,
		annotation_index: 0,
		annotation,
	},
	{ type: 'response.output_text.done', output_index: 1, content_index: 0, text: 'Ça va 👍' },
	{ type: 'response.output_item.done', output_index: 1, item: message },
	{
		type: 'response.output_item.added',
		output_index: 2,
		item: { ...refusal, status: 'in_progress', content: [] },
	},
	{ type: 'response.refusal.delta', output_index: 2, content_index: 0, delta: 'I can’t.' },
	{ type: 'response.output_item.done', output_index: 2, item: refusal },
	{ type: 'response.function_call_arguments.delta', output_index: 3, delta: '"Zürich"}' },
	{ type: 'response.function_call_arguments.done', output_index: 3, arguments: '{"city":"Zürich"}' },
	{ type: 'response.output_item.done', output_index: 3, item: call },
	{ type: 'response.event.of.tomorrow', output_index: 9, what: 'ever' },
	{ type: 'response.output_item.added', output_index: 4, item: { ...custom, input: '' } },
	{ type: 'response.custom_tool_call_input.delta', output_index: 4, delta: '*** Begin' },
	{ type: 'response.output_item.done', output_index: 4, item: custom },
	{ type: 'response.completed', response: last },
]

const everything: RecordedStream = {
	name: 'reasoning summaries, text with annotations, a refusal, interleaved calls and a custom tool',
	sent: events.map(
		(data, sequence_number): SseEvent => ({ event: data.type, data: { ...data, sequence_number } }),
	),
	says: [
		{ type: 'part', index: 0, part: { type: 'opaque', kind: 'reasoning', value: reasoning } },
		{ type: 'text-delta', index: 1, text: 'Ça va' },
		{ type: 'tool-call-delta', index: 2, id: 'call_1', name: 'weather', arguments: '' },
		{ type: 'tool-call-delta', index: 2, arguments: '{"city":' },
		{ type: 'text-delta', index: 1, text: ' 👍' },
		{ type: 'part', index: 3, part: { type: 'opaque', kind: 'message', value: refusal } },
		{ type: 'tool-call-delta', index: 2, arguments: '"Zürich"}' },
		{ type: 'tool-call-delta', index: 4, id: 'call_2', name: 'patch', arguments: '' },
		{ type: 'tool-call-delta', index: 4, arguments: '*** Begin' },
		{
			type: 'finish',
			response: {
				id: 'resp_9',
				model: 'openai/gpt-x',
				message: {
					role: 'assistant',
					content: [
						{ type: 'opaque', kind: 'reasoning', value: reasoning },
						{
							type: 'text',
							text: 'Ça va 👍',
							extra: {
								annotations: [annotation],
								item: { id: 'msg_1', status: 'completed', phase: 'commentary' },
							},
						},
						{ type: 'opaque', kind: 'message', value: refusal },
						{
							type: 'tool-call',
							id: 'call_1',
							name: 'weather',
							arguments: '{"city":"Zürich"}',
							extra: { id: 'fc_1', status: 'completed' },
						},
						{
							type: 'tool-call',
							id: 'call_2',
							name: 'patch',
							arguments: '*** Begin',
							extra: { id: 'ctc_1', type: 'custom_tool_call', status: 'completed' },
						},
					],
				},
				finishReason: 'tool-calls',
				usage: {
					inputTokens: 50,
					outputTokens: 30,
					cacheReadInputTokens: 0,
					cacheWriteInputTokens: 40,
					reasoningOutputTokens: 12,
				},
				extra: { created_at: 1_700_000_000, status: 'completed', usage, service_tier: 'default' },
			},
		},
	],
}

const cutShort = {
	...head,
	status: 'incomplete',
	incomplete_details: { reason: 'max_output_tokens' },
	output: [
		{ ...message, status: 'incomplete', phase: null, content: [{ type: 'output_text', text: 'Once' }] },
	],
	usage: { input_tokens: 5, output_tokens: 1, total_tokens: 6 },
}

/** Some servers announce nothing and send no delta: what the last event carries is told then. */
const incomplete: RecordedStream = {
	name: 'an answer cut by its bound, told by the last event alone',
	sent: [{ event: 'response.incomplete', data: { type: 'response.incomplete', response: cutShort } }],
	says: [
		{ type: 'text-delta', index: 0, text: 'Once' },
		{
			type: 'finish',
			response: {
				id: 'resp_9',
				model: 'openai/gpt-x',
				message: {
					role: 'assistant',
					content: [{ type: 'text', text: 'Once', extra: { item: { id: 'msg_1', status: 'incomplete' } } }],
				},
				finishReason: 'length',
				usage: { inputTokens: 5, outputTokens: 1 },
				extra: {
					created_at: 1_700_000_000,
					status: 'incomplete',
					incomplete_details: { reason: 'max_output_tokens' },
					usage: { input_tokens: 5, output_tokens: 1, total_tokens: 6 },
				},
			},
		},
	],
}

export const responsesStreams: readonly RecordedStream[] = [everything, incomplete]
