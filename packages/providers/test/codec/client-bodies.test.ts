import { createHash } from 'node:crypto'
import {
	anthropicMessagesCodec,
	type Codec,
	openaiChatCodec,
	openaiResponsesCodec,
} from '@headroom/providers'
import { type ChatRequest, mapArray, mapMessageText, messageTexts } from '@headroom/spec'
import { describe, expect, it } from 'vitest'
import { claudeCode, codex, langChain, openaiPython } from './client-bodies.ts'

const bodies: readonly (readonly [string, Codec, string])[] = [
	['Claude Code', anthropicMessagesCodec, claudeCode],
	['Codex', openaiResponsesCodec, codex],
	['the SDK of Python', openaiChatCodec, openaiPython],
	['LangChain', openaiChatCodec, langChain],
]

/** A stage that trims the ends of lines, as slimming does. */
function trimmed(request: ChatRequest): ChatRequest {
	const messages = mapArray(request.messages, (message) =>
		mapMessageText(message, (text) => text.replaceAll('   \n', '\n')),
	)
	return { ...request, messages }
}

const sha = (text: unknown): string => createHash('sha256').update(String(text)).digest('hex')

describe.each(bodies)('a body of %s', (_name, codec, body) => {
	it('goes out with the same hash when no stage changed anything', () => {
		expect(sha(codec.write(codec.read(body)))).toBe(sha(body))
	})

	it('differs by the characters that were cut and no others', () => {
		// In these bodies every run of three spaces and a line break stands in a text that may change.
		const expected = body.replaceAll('   \\n', '\\n').replace('legacy\\n', 'legacy   \\n')
		expect(codec.write(trimmed(codec.read(body)))).toBe(expected)
	})

	it('keeps every base64 and every schema out of what stages see as text', () => {
		const texts = codec.read(body).messages.flatMap(messageTexts)
		expect(texts.filter((text) => text.includes('iVBORw0KGgo') || text.includes('UklGRg'))).toEqual([])
		expect(texts.filter((text) => text.includes('EqQBCgIYAhIM') || text.includes('gAAAAABo'))).toEqual([])
	})
})

describe('a body of Claude Code', () => {
	const request = anthropicMessagesCodec.read(claudeCode)

	it('is read as system, user, assistant, tool', () => {
		expect(request.messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'tool'])
		expect(request.model).toBe('claude-sonnet-4-5-20250929')
		expect(request.maxOutputTokens).toBe(32000)
		expect(request.metadata).toEqual({ user_id: 'user_abc' })
		expect(request.extra).toEqual({ thinking: { budget_tokens: 31999, type: 'enabled' }, stream: true })
	})

	it('has thinking as an opaque part, calls with their arguments and results with their ids', () => {
		expect(JSON.parse(JSON.stringify(request.messages.slice(2)))).toEqual([
			{
				role: 'assistant',
				content: [
					{
						type: 'opaque',
						kind: 'thinking',
						value: {
							type: 'thinking',
							thinking: 'The build  fails.',
							signature: 'EqQBCgIYAhIM1gbcDa9GJwZA2b3h',
						},
					},
					{ type: 'text', text: 'I look at the log.' },
					{
						type: 'tool-call',
						id: 'toolu_01A',
						name: 'Bash',
						arguments: '{"command":"make","timeout":12345678901234567}',
					},
					{
						type: 'tool-call',
						id: 'toolu_01B',
						name: 'Read',
						arguments: '{"file_path":"/src/a.ts","ratio":1}',
					},
				],
			},
			{
				role: 'tool',
				content: [
					{
						type: 'tool-result',
						callId: 'toolu_01A',
						content: 'line one   \nline two   \n',
						isError: true,
					},
					{
						type: 'tool-result',
						callId: 'toolu_01B',
						content: [{ type: 'text', text: 'line one   \nline two   \n' }],
						extra: { cache_control: { type: 'ephemeral' } },
					},
				],
			},
		])
	})

	it('keeps each breakpoint on its block, with its lifetime', () => {
		const written = JSON.parse(anthropicMessagesCodec.write(trimmed(request)) as string)
		expect(written.system.map((block: { cache_control?: unknown }) => block.cache_control)).toEqual([
			undefined,
			{ type: 'ephemeral' },
			{ type: 'ephemeral', ttl: '1h' },
		])
		expect(written.tools[1].cache_control).toEqual({ type: 'ephemeral' })
		expect(written.messages[2].content[1].cache_control).toEqual({ type: 'ephemeral' })
		expect(JSON.stringify(written).split('"cache_control"')).toHaveLength(5)
	})

	it('keeps calls and results together when a stage drops both', () => {
		const [system, user, assistant] = request.messages
		const messages = [system, user].flatMap((message) => message ?? [])
		const written = JSON.parse(anthropicMessagesCodec.write({ ...request, messages }) as string)
		expect(written.messages).toHaveLength(1)
		expect(assistant?.role).toBe('assistant')
		expect(JSON.stringify(written)).not.toContain('toolu_01')
	})

	it('keeps the bytes of a part that a stage moves to a new message', () => {
		const [system, user, assistant, tool] = request.messages
		if (typeof assistant?.content !== 'object' || !system || !user || !tool) throw new Error('another shape')
		const [thinking, text, ...calls] = assistant.content
		if (!thinking || !text) throw new Error('another shape')
		const messages = [
			system,
			user,
			{ ...assistant, content: [thinking, text] },
			{ role: 'assistant', content: calls } as const,
			tool,
		]
		const moved = ',{"type":"tool_use","id":"toolu_01A"'
		const start = claudeCode.indexOf(moved)
		const end = claudeCode.indexOf(']},{"role":"user","content":[{"tool_use_id"')
		const parts = claudeCode.slice(start + 1, end)
		expect(anthropicMessagesCodec.write({ ...request, messages })).toBe(
			claudeCode.replace(`,${parts}`, `]},{"role":"assistant","content":[${parts}`),
		)
	})

	it('passes results without their calls as they are', () => {
		const orphan =
			'{"model":"m","max_tokens":1,"messages":[{"role":"user","content":[{"type":"tool_result","tool_use_id":"gone"}]}]}'
		expect(anthropicMessagesCodec.write(anthropicMessagesCodec.read(orphan))).toBe(orphan)
	})
})

describe('a user message of Messages with results and more', () => {
	const body = {
		model: 'claude-haiku-4-5',
		max_tokens: 1,
		messages: [
			{
				role: 'user',
				content: [
					{ type: 'tool_result', tool_use_id: 'a', content: 'one' },
					{ type: 'text', text: 'and now?' },
				],
			},
		],
	}
	const request = anthropicMessagesCodec.read(body)

	it('is read as the tool and the user', () => {
		expect(JSON.parse(JSON.stringify(request.messages))).toEqual([
			{ role: 'tool', content: [{ type: 'tool-result', callId: 'a', content: 'one' }] },
			{ role: 'user', content: [{ type: 'text', text: 'and now?' }] },
		])
	})

	it('is one message again', () => {
		const messages = request.messages.map((message) => mapMessageText(message, (text) => text.toUpperCase()))
		expect(anthropicMessagesCodec.write({ ...request, messages })).toEqual({
			...body,
			messages: [
				{
					role: 'user',
					content: [
						{ type: 'tool_result', tool_use_id: 'a', content: 'ONE' },
						{ type: 'text', text: 'AND NOW?' },
					],
				},
			],
		})
	})

	it('is read as the user alone when results stand among other things', () => {
		const result = { type: 'tool_result', tool_use_id: 'a', content: 'one' }
		const content = [result, { type: 'text', text: 'and' }, { ...result, tool_use_id: 'b' }]
		const read = anthropicMessagesCodec.read({ ...body, messages: [{ role: 'user', content }] })
		expect(read.messages.map(({ role, content: parts }) => [role, parts.length])).toEqual([['user', 3]])
	})

	it('is what is left when a stage drops one half', () => {
		const written = anthropicMessagesCodec.write({ ...request, messages: request.messages.slice(1) })
		expect(written).toEqual({
			...body,
			messages: [{ role: 'user', content: [{ type: 'text', text: 'and now?' }] }],
		})
	})
})

describe('a body of Codex', () => {
	const request = openaiResponsesCodec.read(codex)

	it('is read item by item, reasoning and references in their places', () => {
		expect(request.messages.map(({ role }) => role)).toEqual([
			'system',
			'developer',
			'user',
			'assistant',
			'assistant',
			'tool',
			'assistant',
			'tool',
			'assistant',
			'assistant',
			'tool',
		])
		const opaque = request.messages.flatMap(({ content }) =>
			typeof content === 'string'
				? []
				: content.flatMap((part) => (part.type === 'opaque' ? [part.kind] : [])),
		)
		expect(opaque).toEqual(['reasoning', 'item_reference'])
		expect(request.messages[8]?.content).toEqual([expect.objectContaining({ kind: 'item_reference' })])
	})

	it('has arguments as they were spelled', () => {
		expect(request.messages[4]?.content).toEqual([
			expect.objectContaining({
				type: 'tool-call',
				id: 'call_1',
				arguments: '{"command": ["ls"],  "n": 1.0}',
			}),
		])
	})

	it('says the structured output apart from what else `text` says', () => {
		expect(request.responseFormat).toEqual({
			type: 'json_schema',
			name: 'answer',
			strict: true,
			schema: { type: 'object' },
		})
		expect(request.extra?.text).toEqual({ verbosity: 'low' })
	})

	it('changes the structured output in its place', () => {
		const written = openaiResponsesCodec.write({ ...request, responseFormat: { type: 'text' } }) as string
		expect(written).toBe(
			codex.replace(
				'{"type":"json_schema","name":"answer","strict":true,"schema":{"type":"object"}}',
				'{"type":"text"}',
			),
		)
	})

	it('moves instructions to an item when they are no longer first', () => {
		const [first, ...rest] = request.messages
		const written = JSON.parse(
			openaiResponsesCodec.write({ ...request, messages: [...rest, ...(first ? [first] : [])] }) as string,
		)
		expect(written.instructions).toBeUndefined()
		expect(written.input).toHaveLength(11)
		expect(written.input[10]).toEqual({ role: 'system', content: 'You are a coding agent.' })
	})
})

describe('a body of the SDK of Python', () => {
	const request = openaiChatCodec.read(openaiPython)

	it('has what is known in its fields and everything else in extra', () => {
		expect(Object.keys(request)).toEqual([
			'model',
			'messages',
			'maxOutputTokens',
			'temperature',
			'stopSequences',
			'responseFormat',
			'metadata',
			'extra',
		])
		expect(request.stopSequences).toEqual(['END', 'A'])
		expect(Object.keys(request.extra ?? {})).toEqual([
			'frequency_penalty',
			'logit_bias',
			'logprobs',
			'n',
			'seed',
			'service_tier',
			'top_p',
			'x_unknown',
		])
	})

	it('keeps every other field when the bound, the temperature and the model change', () => {
		const written = openaiChatCodec.write({
			...request,
			model: 'openai/gpt-4o-mini',
			maxOutputTokens: 100,
			temperature: 0,
		})
		expect(written).toBe(
			openaiPython
				.replace('"gpt-4o"', '"gpt-4o-mini"')
				.replace('"max_tokens": 256', '"max_tokens": 100')
				.replace('"temperature": 0.7', '"temperature": 0'),
		)
	})

	it('adds and removes fields without touching their neighbours', () => {
		const { seed: _seed, ...extra } = request.extra ?? {}
		const { temperature: _temperature, ...rest } = request
		const written = openaiChatCodec.write({ ...rest, extra: { ...extra, user: 'u' } })
		expect(written).toBe(
			`${openaiPython
				.replace(' "seed": 12345678901234567,', '')
				.replace(' "temperature": 0.7,', '')
				.slice(0, -1)},"user":"u"}`,
		)
	})
})

describe('a body of LangChain', () => {
	const request = openaiChatCodec.read(langChain)

	it('has calls whose arguments may be malformed, results by id, and the old role untouched', () => {
		expect(JSON.parse(JSON.stringify(request.messages.slice(2)))).toEqual([
			{
				role: 'assistant',
				content: [
					{ type: 'text', text: '' },
					{ type: 'tool-call', id: 'call_r', name: 'weather', arguments: '{"city":"Rome"}' },
					{ type: 'tool-call', id: 'call_o', name: 'weather', arguments: '{"city": ' },
				],
			},
			{
				role: 'tool',
				name: 'weather',
				content: [{ type: 'tool-result', callId: 'call_r', content: '18 degrees   \n' }],
			},
			{
				role: 'tool',
				name: 'weather',
				content: [{ type: 'tool-result', callId: 'call_o', content: '4 degrees   \n' }],
			},
			{ role: 'assistant', content: [], extra: { refusal: 'I cannot say.', annotations: [] } },
			{
				role: 'tool',
				pinned: true,
				content: [
					{
						type: 'opaque',
						kind: 'message',
						value: { role: 'function', name: 'old', content: 'legacy   \n' },
					},
				],
			},
		])
	})
})

describe('tools', () => {
	it('stay in their order when one is put behind them', () => {
		const request = anthropicMessagesCodec.read(claudeCode)
		const recall = { name: 'recall', parameters: { type: 'object' } } as const
		const written = anthropicMessagesCodec.write({ ...request, tools: [...(request.tools ?? []), recall] })
		const last = '{"type":"web_search_20250305","name":"web_search","max_uses":8}'
		expect(written).toBe(
			claudeCode.replace(last, `${last},{"name":"recall","input_schema":{"type":"object"}}`),
		)
	})

	it('keep everything but a description that changed', () => {
		const request = openaiChatCodec.read(langChain)
		const tools = request.tools?.map((tool) => ({ ...tool, description: 'Weather' })) ?? []
		expect(openaiChatCodec.write({ ...request, tools })).toBe(
			langChain.replace('Looks up the weather', 'Weather'),
		)
	})
})
