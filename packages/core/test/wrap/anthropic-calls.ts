import type Anthropic from '@anthropic-ai/sdk'
import { collect } from './twins.ts'

const model = 'claude-sonnet-4-6'

const everyField: Anthropic.MessageCreateParamsNonStreaming = {
	model,
	max_tokens: 1024,
	messages: [
		{
			role: 'user',
			content: [{ type: 'text', text: 'What  is it?', cache_control: { type: 'ephemeral', ttl: '1h' } }],
		},
		{
			role: 'assistant',
			content: [
				{ type: 'thinking', thinking: 'Let me see', signature: 'EqQBCkYIBx==' },
				{ type: 'redacted_thinking', data: 'EmwKAhgB' },
				{ type: 'tool_use', id: 'toolu_1', name: 'look_up', input: { a: 1.5 } },
			],
		},
		{
			role: 'user',
			content: [
				{ type: 'tool_result', tool_use_id: 'toolu_1', content: '{"b": 2}', is_error: false },
				{ type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AAAA' } },
			],
		},
	],
	metadata: { user_id: 'user-1' },
	service_tier: 'auto',
	stop_sequences: ['END'],
	stream: false,
	system: [{ type: 'text', text: 'Be brief.', cache_control: { type: 'ephemeral' } }],
	thinking: { type: 'enabled', budget_tokens: 1024 },
	tool_choice: { type: 'auto', disable_parallel_tool_use: true },
	tools: [
		{
			name: 'look_up',
			description: 'Looks up',
			input_schema: { type: 'object', properties: {} },
			cache_control: { type: 'ephemeral' },
		},
	],
}
const short = {
	model,
	max_tokens: 9,
	messages: [{ role: 'user', content: 'Hello' }],
} satisfies Anthropic.MessageCreateParams

/** Every call of messages, batches and models, and the helpers over streams. */
export const anthropicCalls: readonly (readonly [string, (client: Anthropic) => Promise<unknown>])[] = [
	['messages.create, as little as can be', (c) => c.messages.create(short)],
	['messages.create, every field', (c) => c.messages.create(everyField)],
	[
		'messages.create, streamed',
		async (c) => collect(await c.messages.create({ ...everyField, stream: true })),
	],
	[
		'messages.create, options of the request',
		(c) =>
			c.messages.create(short, {
				headers: { 'anthropic-beta': 'b-1,a-2', 'X-Mine': '1' },
				timeout: 5000,
				idempotencyKey: 'idem-1',
			}),
	],
	['messages.stream, the final message', (c) => c.messages.stream(everyField).finalMessage()],
	['messages.stream, its events', async (c) => collect(c.messages.stream(short))],
	['messages.stream, its text', (c) => c.messages.stream(short).finalText()],
	[
		'messages.countTokens',
		(c) => c.messages.countTokens({ model, messages: short.messages, system: 'Be brief.' }),
	],
	['beta.messages.create', (c) => c.beta.messages.create({ ...short, betas: ['context-1m-2025-08-07'] })],
	['beta.messages.countTokens', (c) => c.beta.messages.countTokens({ model, messages: short.messages })],
	[
		'messages.batches.create',
		(c) => c.messages.batches.create({ requests: [{ custom_id: 'a', params: short }] }),
	],
	['messages.batches.retrieve', (c) => c.messages.batches.retrieve('batch_1')],
	['messages.batches.list', async (c) => collect(c.messages.batches.list({ limit: 2 }))],
	['messages.batches.cancel', (c) => c.messages.batches.cancel('batch_1')],
	['messages.batches.delete', (c) => c.messages.batches.delete('batch_1')],
	['models.retrieve', (c) => c.models.retrieve(model)],
	['models.list', async (c) => collect(c.models.list({ limit: 2 }))],
	['an unknown path', (c) => c.post('/unknown', { body: { a: 1 } })],
]
