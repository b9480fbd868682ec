import { readFileSync } from 'node:fs'
import type { ChatRequest, Message, Stage, Tokenizer } from '@headroom/spec'
import { mapMessageText } from '@headroom/spec'
import { describe, expect, it } from 'vitest'
import { ANTHROPIC_5_MINUTES, stageSessionCost, syntheticConversation } from '../../src/economics/index.ts'

/** A token a character: simple enough to count by hand, and every prefix of a text counts as such. */
const characters: Tokenizer = { id: 'characters', count: (text) => text.length }
const options = { price: ANTHROPIC_5_MINUTES, tokenizer: characters }

const identity: Stage = { name: 'identity', run: (request) => request }

const halve = (text: string): string => text.slice(0, Math.ceil(text.length / 2))
const mapTools = (request: ChatRequest, applies: (index: number) => boolean): ChatRequest => ({
	...request,
	messages: request.messages.map((message, index) =>
		message.role === 'tool' && applies(index) ? mapMessageText(message, halve) : message,
	),
})
/** Halves every tool result alike: the bytes of a message depend on the message alone. */
const firstSight: Stage = { name: 'first-sight', run: (request) => mapTools(request, () => true) }
/** Halves all tool results but those among the last eight messages, so that one more changes on every call. */
const protectRecent: Stage = {
	name: 'protect-recent',
	run: (request) => mapTools(request, (index) => index < request.messages.length - 8),
}

const results = toolResults()
const conversation = syntheticConversation({
	turns: 40,
	system: 'You are an agent. '.repeat(20),
	task: 'Find the cause.',
	results,
})

describe('stageSessionCost', () => {
	it('counts reads, writes and output of a small conversation as one does by hand', async () => {
		const small: Message[] = [
			{ role: 'user', content: 'hello' },
			{ role: 'assistant', content: 'yes' },
			{ role: 'user', content: 'more' },
			{ role: 'assistant', content: 'no' },
		]
		// "user\nhello" 10, "assistant\nyes" 13, "user\nmore" 9, "assistant\nno" 12.
		const { turns } = await stageSessionCost([], small, options)
		expect(turns.map((turn) => [turn.readTokens, turn.writtenTokens, turn.outputTokens])).toEqual([
			[0, 10, 13],
			[10, 22, 12],
		])
	})

	it('reads up to the byte that changed and no further', async () => {
		let calls = 0
		const stamp: Stage = {
			name: 'stamp',
			run: (request) => {
				calls++
				return {
					...request,
					messages: request.messages.map((one) => mapMessageText(one, (text) => `${text} ${calls}`)),
				}
			},
		}
		const small: Message[] = [
			{ role: 'user', content: 'hello' },
			{ role: 'assistant', content: 'yes' },
			{ role: 'user', content: 'more' },
			{ role: 'assistant', content: 'no' },
		]
		const { turns } = await stageSessionCost([stamp], small, options)
		// "user\nhello 1" against "user\nhello 2": 11 bytes are shared.
		expect(turns[1]).toMatchObject({ readTokens: 11, writtenTokens: 12 + 15 + 11 - 11 })
	})

	it('compares opaque parts without counting them', async () => {
		const image = (url: string): Message => ({
			role: 'user',
			content: [
				{ type: 'text', text: 'see' },
				{ type: 'opaque', kind: 'image_url', value: { url } },
			],
		})
		const swap: Stage = {
			name: 'swap',
			run: (request) => ({
				...request,
				messages: request.messages.map((one, index) =>
					index === 0 ? image(`b${request.messages.length}`) : one,
				),
			}),
		}
		const small: Message[] = [
			image('a'),
			{ role: 'assistant', content: 'yes' },
			{ role: 'user', content: 'so' },
			{ role: 'assistant', content: 'no' },
		]
		const same = await stageSessionCost([], small, options)
		const other = await stageSessionCost([swap], small, options)
		expect(same.turns[1]?.readTokens).toBe('user\nsee'.length)
		expect(other.turns[1]?.readTokens).toBe(0)
		expect(other.turns[1]?.writtenTokens).toBe(same.readTokens + (same.turns[1]?.writtenTokens ?? 0))
	})

	it('costs the same through a stage that changes nothing', async () => {
		const plain = await stageSessionCost([], conversation, options)
		const through = await stageSessionCost([identity], conversation, options)
		expect(through.cost / plain.cost).toBe(1)
		expect(plain.turns).toHaveLength(40)
	})

	it('costs less through a stage that cuts at first sight, and more through one that looks at recency', async () => {
		const plain = await stageSessionCost([], conversation, options)
		const cut = await stageSessionCost([firstSight], conversation, options)
		const recent = await stageSessionCost([protectRecent], conversation, options)
		expect(cut.cost).toBeLessThan(plain.cost)
		expect(recent.readTokens + recent.writtenTokens).toBeLessThan(plain.readTokens + plain.writtenTokens)
		expect(recent.cost).toBeGreaterThan(plain.cost)
	})

	it('refuses a conversation without an answer', async () => {
		await expect(stageSessionCost([], [{ role: 'user', content: 'hello' }], options)).rejects.toThrow(
			/assistant/,
		)
	})
})

describe('syntheticConversation', () => {
	it('answers every tool call in the next message, for as many turns as asked', () => {
		const calls = conversation.flatMap((message) =>
			typeof message.content === 'string' ? [] : message.content,
		)
		expect(conversation.filter((message) => message.role === 'assistant')).toHaveLength(40)
		expect(calls.filter((part) => part.type === 'tool-call')).toHaveLength(39)
		expect(calls.filter((part) => part.type === 'tool-result')).toHaveLength(39)
	})
})

/** Tool outputs of the demo's agent run, written for this project. */
function toolResults(): string[] {
	const file = new URL('../../../datasets/demo/agent-run.jsonl', import.meta.url)
	const { messages } = JSON.parse(readFileSync(file, 'utf8')) as { messages: Message[] }
	return messages.flatMap((message) =>
		typeof message.content === 'string'
			? []
			: message.content.flatMap((part) =>
					part.type === 'tool-result' && typeof part.content === 'string' ? [part.content] : [],
				),
	)
}
