import type Anthropic from '@anthropic-ai/sdk'
import type { WrapOptions } from '@headroom/core'
import type OpenAI from 'openai'
import { describe, expect, it } from 'vitest'
import { startWrapped, type Wrapped } from './wrapped.ts'

/** Layers on, and compression that needs no size to begin. */
const on: WrapOptions = { compressor: { minTokens: 50 } }

/** What a tool gives on one turn: rows with the same fields, indented, then lines of a log. */
function toolText(turn: number): string {
	const rows = Array.from({ length: 30 }, (_, n) => ({
		id: turn * 100 + n,
		sku: `A-${n}`,
		stock: (n * 7 + turn) % 13,
		note: null,
	}))
	const log = Array.from(
		{ length: 40 },
		(_, n) => `2026-11-26 10:${String(n).padStart(2, '0')}:00 INFO worker-${n % 4} did job ${turn}-${n}`,
	)
	return `${JSON.stringify(rows, null, 2)}\n\n${log.join('\n')}`
}

function openaiTurn(turn: number): OpenAI.ChatCompletionMessageParam[] {
	const id = `call_${turn}`
	return [
		{ role: 'user', content: `Question ${turn}: what is left of A-${turn}?` },
		{
			role: 'assistant',
			content: null,
			tool_calls: [
				{ id, type: 'function', function: { name: 'look_up', arguments: `{ "turn":${turn}.0 }` } },
			],
		},
		{ role: 'tool', tool_call_id: id, content: toolText(turn) },
	]
}

function anthropicTurn(turn: number): Anthropic.MessageParam[] {
	const id = `toolu_${turn}`
	return [
		{ role: 'user', content: `Question ${turn}: what is left of A-${turn}?` },
		{
			role: 'assistant',
			content: [
				{ type: 'thinking', thinking: `Turn ${turn}:  I look it up.`, signature: `Eq${turn}QBCkYIBxgCKkA==` },
				{ type: 'tool_use', id, name: 'look_up', input: { turn } },
			],
		},
		{ role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content: toolText(turn) }] },
	]
}

/** The text of the list of messages in a body, without its closing bracket. */
function messagesOf(body: string, name: 'messages' | 'input'): string {
	const list = JSON.stringify(JSON.parse(body)[name])
	const start = body.indexOf(list.slice(0, -1))
	expect(start, 'the list stands in the body as it is written').toBeGreaterThan(-1)
	return list.slice(0, -1)
}

async function openaiTurns({ openai, sent }: Wrapped, turns: number): Promise<readonly string[]> {
	const messages: OpenAI.ChatCompletionMessageParam[] = [{ role: 'system', content: 'You are a clerk.' }]
	for (let turn = 0; turn < turns; turn += 1) {
		messages.push(...openaiTurn(turn))
		await openai.chat.completions.create({ model: 'gpt-4o-mini', messages })
		messages.push({ role: 'assistant', content: `It is ${turn}.` })
	}
	return sent()
}

async function anthropicTurns({ anthropic, sent }: Wrapped, turns: number): Promise<readonly string[]> {
	const messages: Anthropic.MessageParam[] = []
	for (let turn = 0; turn < turns; turn += 1) {
		messages.push(...anthropicTurn(turn))
		await anthropic.messages.create({ model: 'claude-sonnet-4-6', max_tokens: 99, messages })
		messages.push({ role: 'assistant', content: `It is ${turn}.` })
	}
	return sent()
}

async function responsesTurns({ openai, sent }: Wrapped, turns: number): Promise<readonly string[]> {
	const input: OpenAI.Responses.ResponseInput = []
	for (let turn = 0; turn < turns; turn += 1) {
		const call_id = `call_${turn}`
		input.push(
			{ role: 'user', content: `Question ${turn}: what is left of A-${turn}?` },
			{ type: 'reasoning', id: `rs_${turn}`, summary: [], encrypted_content: `gAAAA${turn}==` },
			{ type: 'function_call', call_id, name: 'look_up', arguments: `{ "turn":${turn}.0 }` },
			{ type: 'function_call_output', call_id, output: toolText(turn) },
		)
		await openai.responses.create({ model: 'gpt-4o-mini', input })
		input.push({ role: 'assistant', content: `It is ${turn}.` })
	}
	return sent()
}

describe.each([
	['chat completions', 'messages', openaiTurns],
	['messages', 'messages', anthropicTurns],
	['responses', 'input', responsesTurns],
] as const)('a conversation of 20 turns over %s', (_, name, turns) => {
	it('is smaller on the wire, and each turn begins with the bytes of the turn before', async () => {
		await using wrapped = await startWrapped(undefined, on)
		const bodies = await turns(wrapped, 20)
		expect(bodies).toHaveLength(20)
		const lists = bodies.map((body) => messagesOf(body, name))
		for (const [index, list] of lists.entries()) {
			const next = lists[index + 1]
			if (next !== undefined) expect(next.startsWith(list), `turn ${index + 1}`).toBe(true)
		}
		const given = Array.from({ length: 20 }, (_, turn) => toolText(turn).length).reduce(
			(sum, each) => sum + each,
		)
		expect(bodies.at(-1)?.length).toBeLessThan(given * 0.8)
		expect(wrapped.warnings()).toEqual([])
	})

	it('has the same bytes from another client, as after a restart', async () => {
		await using one = await startWrapped(undefined, on)
		await using other = await startWrapped(undefined, on)
		expect(await turns(other, 5)).toEqual(await turns(one, 5))
	})

	it('keeps ids, arguments, thinking and signatures as they were', async () => {
		await using wrapped = await startWrapped(undefined, on)
		const body = (await turns(wrapped, 2)).at(-1) ?? ''
		const kept = {
			'chat completions': [JSON.stringify(openaiTurn(0)[1]), '"tool_call_id":"call_1"'],
			messages: [
				JSON.stringify(anthropicTurn(0)[1]),
				JSON.stringify(anthropicTurn(1)[1]),
				'"tool_use_id":"toolu_1"',
			],
			responses: [
				'{"type":"reasoning","id":"rs_1","summary":[],"encrypted_content":"gAAAA1=="}',
				'{"type":"function_call","call_id":"call_1","name":"look_up","arguments":"{ \\"turn\\":1.0 }"}',
			],
		}[_]
		for (const text of kept) expect(body).toContain(text)
	})
})
