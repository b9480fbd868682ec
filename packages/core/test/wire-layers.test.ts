import { ContextCompressor, HeadroomClient, TokenSlimmer } from '@headroom/core'
import { anthropicMessagesCodec, openaiChatCodec } from '@headroom/providers'
import type { JsonObject, JsonValue } from '@headroom/spec'
import { describe, expect, it } from 'vitest'

const LOG = Array.from(
	{ length: 120 },
	(_, line) => `2026-03-01 10:00:${10 + (line % 50)} INFO  worker ${line % 7} took order ${1000 + line}   `,
).join('\n')

interface ClaudeBody {
	readonly messages: readonly { readonly content: readonly JsonObject[] }[]
	readonly system: readonly JsonObject[]
	readonly tools: readonly JsonObject[]
}

const cached = { cache_control: { type: 'ephemeral' } }

/** What Claude Code sends in its turn of this number: the breakpoint stands on the newest block of the user. */
function claudeCode(turns: number): string {
	const history = Array.from({ length: turns }, (_, turn): JsonObject[] => {
		const newest = turn === turns - 1 ? cached : {}
		const result = { type: 'tool_result', tool_use_id: `toolu_${turn}`, content: LOG, ...newest }
		return [
			{
				role: 'assistant',
				content: [{ type: 'tool_use', id: `toolu_${turn}`, name: 'Bash', input: { n: turn } }],
			},
			{ role: 'user', content: [result] },
		]
	}).flat()
	return JSON.stringify({
		model: 'claude-sonnet-4-5',
		max_tokens: 9,
		messages: [{ role: 'user', content: [{ type: 'text', text: 'Why is order 1077 late?' }] }, ...history],
		system: [
			{ type: 'text', text: 'x-client: 2' },
			{ type: 'text', text: 'You are careful.', ...cached },
			{ type: 'text', text: 'Folder: /src', ...cached },
		],
		tools: [
			{ name: 'Bash', input_schema: { type: 'object', properties: { n: { type: 'number' } } } },
			{ name: 'Read', input_schema: { type: 'object' } },
		],
	})
}

async function sent(body: string): Promise<{ readonly text: string; readonly body: ClaudeBody }> {
	const client = new HeadroomClient({ onStageError: 'throw' })
	const { request } = await client.optimize(anthropicMessagesCodec.read(body))
	const text = anthropicMessagesCodec.write(request) as string
	return { text, body: JSON.parse(text) as ClaudeBody }
}

/** Where breakpoints stand, by path. */
function breakpoints(value: JsonValue | undefined, path = ''): string[] {
	if (typeof value !== 'object' || value === null) return []
	return Object.entries(value).flatMap(([key, inner]) =>
		key === 'cache_control'
			? [`${path} ${JSON.stringify(inner)}`]
			: breakpoints(inner as JsonValue, `${path}/${key}`),
	)
}

describe('a session of Claude Code through all layers', () => {
	it('has its newest block compressed although a breakpoint stands on it', async () => {
		const before = claudeCode(1)
		const { text, body } = await sent(before)
		expect(text.length).toBeLessThan(before.length * 0.8)
		expect(body.messages[2]?.content[0]).toMatchObject({ ...cached, tool_use_id: 'toolu_0' })
		expect(String(body.messages[2]?.content[0]?.content).length).toBeLessThan(LOG.length * 0.8)
	})

	it('sends every earlier block as it was first sent, but for the breakpoint that the client moved', async () => {
		for (const turns of [1, 2, 3]) {
			const [now, next] = [await sent(claudeCode(turns)), await sent(claudeCode(turns + 1))]
			const plain = ({ body }: typeof now): string[] =>
				body.messages.map((message) => JSON.stringify(message).replace(/,"cache_control":\{[^}]*\}/, ''))
			expect(plain(next).slice(0, now.body.messages.length)).toEqual(plain(now))
		}
	})

	it('keeps every breakpoint where the client put it, and adds none', async () => {
		const before = claudeCode(3)
		const { body } = await sent(before)
		expect(breakpoints(body as unknown as JsonObject)).toEqual(breakpoints(JSON.parse(before)))
		expect(breakpoints(JSON.parse(before))).toHaveLength(3)
	})

	it('has the same tools in the same order and the same system in every turn', async () => {
		const turns = await Promise.all([1, 2, 3, 4].map(async (number) => (await sent(claudeCode(number))).text))
		const fixed = turns.map((text) => text.slice(text.indexOf('],"system":')))
		expect(new Set(fixed).size).toBe(1)
		expect(fixed[0]).toBe(claudeCode(1).slice(claudeCode(1).indexOf('],"system":')))
	})
})

describe('a request for structured output through all layers', () => {
	const schema = {
		type: 'object',
		properties: { late: { type: 'array', items: { type: 'string', description: 'the   order  ' } } },
		required: ['late'],
		additionalProperties: false,
	}
	const parts = [
		`"response_format": {"type": "json_schema", "json_schema": {"name": "late", "strict": true, "schema": ${JSON.stringify(schema)}}}`,
		`"tools": [{"type": "function", "function": {"name": "find", "strict": true, "parameters": ${JSON.stringify(schema)}}}]`,
	]
	const body = `{"model": "gpt-4o", ${parts.join(', ')}, "messages": [{"role": "user", "content": ${JSON.stringify(LOG)}}]}`

	it('has its schema and its strict tools with the same bytes', async () => {
		const { request } = await new HeadroomClient({ onStageError: 'throw' }).optimize(
			openaiChatCodec.read(body),
		)
		const written = openaiChatCodec.write(request) as string
		expect(written.length).toBeLessThan(body.length * 0.8)
		for (const part of parts) expect(written).toContain(part)
	})
})

describe('each layer alone', () => {
	it('changes nothing of a body but its messages', async () => {
		const body = claudeCode(2)
		const request = anthropicMessagesCodec.read(body)
		const context = {
			tokenizer: { id: 'words', count: (text: string) => text.split(/\s+/).length },
			signal: new AbortController().signal,
			observe: () => {},
		}
		for (const stage of [new TokenSlimmer(), new ContextCompressor()]) {
			const written = anthropicMessagesCodec.write(await stage.run(request, context)) as string
			const [before, after] = [JSON.parse(body), JSON.parse(written)]
			expect({ ...after, messages: [] }).toEqual({ ...before, messages: [] })
			expect(written.length).toBeLessThan(body.length)
		}
	})
})
