import type OpenAI from 'openai'
import { collect } from './twins.ts'

export const model = 'gpt-4o-mini'
const tool = {
	name: 'look_up',
	description: 'Looks up',
	parameters: { type: 'object', properties: {} },
	strict: true,
}

const everyChatField: OpenAI.ChatCompletionCreateParamsNonStreaming = {
	model,
	messages: [
		{ role: 'developer', content: 'Be  brief.', name: 'boss' },
		{
			role: 'user',
			content: [
				{ type: 'text', text: 'What is it?' },
				{ type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } },
			],
		},
		{
			role: 'assistant',
			content: null,
			tool_calls: [
				{ id: 'call_1', type: 'function', function: { name: 'look_up', arguments: '{ "a" :1.0}' } },
			],
		},
		{ role: 'tool', tool_call_id: 'call_1', content: '{"b": 2}' },
	],
	audio: { format: 'wav', voice: 'alloy' },
	frequency_penalty: -1.5,
	function_call: 'none',
	functions: [{ name: 'old', description: 'Old', parameters: { a: 'b' } }],
	logit_bias: { '42': 3 },
	logprobs: true,
	max_completion_tokens: 10,
	max_tokens: 10,
	metadata: { team: 'a' },
	modalities: ['text'],
	moderation: { model: 'omni-moderation-latest' },
	n: 1,
	parallel_tool_calls: true,
	prediction: { content: 'It is', type: 'content' },
	presence_penalty: 0.25,
	prompt_cache_key: 'key-1',
	prompt_cache_options: { mode: 'implicit', ttl: '30m' },
	prompt_cache_retention: 'in_memory',
	reasoning_effort: 'low',
	response_format: {
		type: 'json_schema',
		json_schema: { name: 'n', schema: { type: 'object' }, strict: true },
	},
	safety_identifier: 'safe-1',
	seed: 9_007_199_254_740_991,
	service_tier: 'auto',
	stop: '\n',
	store: true,
	stream: false,
	stream_options: { include_obfuscation: true, include_usage: true },
	temperature: 1,
	tool_choice: 'none',
	tools: [{ type: 'function', function: tool }],
	top_logprobs: 0,
	top_p: 1,
	user: 'user-1',
	verbosity: 'low',
	web_search_options: {
		search_context_size: 'low',
		user_location: { type: 'approximate', approximate: { city: 'Graz' } },
	},
}

const everyResponseField: OpenAI.Responses.ResponseCreateParamsNonStreaming = {
	background: false,
	context_management: [{ type: 'compaction', compact_threshold: 200_000 }],
	conversation: 'conv_1',
	include: ['reasoning.encrypted_content'],
	input: [
		{ role: 'user', content: [{ type: 'input_text', text: 'Hello  there' }] },
		{ type: 'reasoning', id: 'rs_1', summary: [], encrypted_content: 'gAAAA==' },
		{ type: 'function_call', call_id: 'call_1', name: 'look_up', arguments: '{}' },
		{ type: 'function_call_output', call_id: 'call_1', output: '{"b": 2}' },
	],
	instructions: 'Be brief.',
	max_output_tokens: 20,
	metadata: { team: 'a' },
	model,
	parallel_tool_calls: true,
	previous_response_id: null,
	prompt: { id: 'pmpt_1', variables: { a: 'b' }, version: '2' },
	prompt_cache_key: 'key-1',
	prompt_cache_retention: 'in_memory',
	reasoning: { effort: 'low', summary: 'auto' },
	safety_identifier: 'safe-1',
	service_tier: 'auto',
	store: true,
	stream: false,
	stream_options: { include_obfuscation: true },
	temperature: 1,
	text: { format: { type: 'text' }, verbosity: 'low' },
	tool_choice: 'none',
	tools: [{ type: 'function', ...tool }],
	top_logprobs: 0,
	top_p: 1,
	truncation: 'auto',
	user: 'user-1',
}

/** Every call of the SDK's own tests for these resources, and what their documentation shows. */
export const openaiCalls: readonly (readonly [string, (client: OpenAI) => Promise<unknown>])[] = [
	[
		'chat.completions.create, as little as can be',
		(c) => c.chat.completions.create({ model, messages: [{ role: 'developer', content: 'x' }] }),
	],
	['chat.completions.create, every field', (c) => c.chat.completions.create(everyChatField)],
	[
		'chat.completions.create, streamed',
		async (c) => collect(await c.chat.completions.create({ ...everyChatField, stream: true })),
	],
	[
		'chat.completions.create, options of the request',
		(c) =>
			c.chat.completions.create(
				{ model, messages: [] },
				{
					headers: { 'X-Mine': '1' },
					query: { a: 'b' },
					idempotencyKey: 'idem-1',
					timeout: 5000,
					maxRetries: 0,
				},
			),
	],
	['chat.completions.retrieve', (c) => c.chat.completions.retrieve('chatcmpl-1')],
	['chat.completions.update', (c) => c.chat.completions.update('chatcmpl-1', { metadata: { team: 'a' } })],
	['chat.completions.list', (c) => c.chat.completions.list()],
	[
		'chat.completions.list, every field, to an unknown path',
		(c) =>
			c.chat.completions.list(
				{ after: 'a', limit: 1, metadata: { team: 'a' }, model, order: 'asc' },
				{ path: '/unknown' },
			),
	],
	['chat.completions.delete', (c) => c.chat.completions.delete('chatcmpl-1')],
	[
		'chat.completions.messages.list',
		(c) => c.chat.completions.messages.list('chatcmpl-1', { after: 'a', limit: 1, order: 'asc' }),
	],
	[
		'chat.completions.messages.list, all pages',
		async (c) => collect(c.chat.completions.messages.list('chatcmpl-1')),
	],
	[
		'completions.create, as little as can be',
		(c) => c.completions.create({ model: 'gpt-3.5-turbo-instruct', prompt: 'Once' }),
	],
	[
		'completions.create, every field',
		(c) =>
			c.completions.create({
				model: 'gpt-3.5-turbo-instruct',
				prompt: 'Once',
				best_of: 1,
				echo: true,
				frequency_penalty: 0,
				logit_bias: { '1': 0 },
				logprobs: 0,
				max_tokens: 4,
				n: 1,
				presence_penalty: 0,
				seed: 1,
				stop: '\n',
				stream: false,
				suffix: '.',
				temperature: 1,
				top_p: 1,
				user: 'user-1',
			}),
	],
	['responses.create, empty', (c) => c.responses.create({})],
	['responses.create, a text', (c) => c.responses.create({ model, input: 'Hello' })],
	['responses.create, every field', (c) => c.responses.create(everyResponseField)],
	[
		'responses.create, streamed',
		async (c) => collect(await c.responses.create({ ...everyResponseField, stream: true })),
	],
	['responses.retrieve', (c) => c.responses.retrieve('resp_1')],
	[
		'responses.retrieve, every field, to an unknown path',
		(c) =>
			c.responses.retrieve(
				'resp_1',
				{
					include: ['file_search_call.results'],
					include_obfuscation: true,
					starting_after: 0,
					stream: false,
				},
				{ path: '/unknown' },
			),
	],
	['responses.delete', (c) => c.responses.delete('resp_1')],
	['responses.cancel', (c) => c.responses.cancel('resp_1')],
	[
		'responses.compact',
		(c) => c.responses.compact({ model, input: 'Hello', instructions: 'x', previous_response_id: 'resp_1' }),
	],
	[
		'responses.inputItems.list',
		(c) =>
			c.responses.inputItems.list('resp_1', {
				after: 'a',
				include: ['file_search_call.results'],
				limit: 1,
				order: 'asc',
			}),
	],
	['responses.inputTokens.count', (c) => c.responses.inputTokens.count({ model, input: 'Hello' })],
	['embeddings.create', (c) => c.embeddings.create({ model: 'text-embedding-3-small', input: ['a', 'b'] })],
	[
		'embeddings.create, every field',
		(c) =>
			c.embeddings.create({
				model: 'text-embedding-3-small',
				input: 'a',
				dimensions: 3,
				encoding_format: 'float',
				user: 'user-1',
			}),
	],
	['models.retrieve', (c) => c.models.retrieve(model)],
	['models.list', (c) => c.models.list()],
	['models.list, to an unknown path', (c) => c.models.list({ path: '/unknown' })],
	['models.delete', (c) => c.models.delete('ft:gpt-4o-mini:acme')],
	['a path of its own', (c) => c.post('/unknown/chat', { body: { a: 1 } })],
]
