import { type ChatEvent, type ChatRequest, messageText, type Provider } from '@headroom/spec'
import { testProvider } from '@headroom/spec/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { helloText } from '../../../test/upstream/default-reply.ts'
import { startUpstream, type Upstream } from '../../../test/upstream/upstream.ts'
import { anthropic } from '../src/anthropic.ts'
import { openai } from '../src/openai.ts'
import { openaiCompatible } from '../src/openai-compatible.ts'

let upstream: Upstream

beforeEach(async () => {
	upstream = await startUpstream()
})

afterEach(() => upstream.close())

const providers: readonly (readonly [string, string, () => Provider])[] = [
	['openai', 'openai/gpt-x', () => openai({ apiKey: 'k-1', baseURL: `${upstream.url}/v1` })],
	[
		'openai responses',
		'openai/gpt-x',
		() => openai({ apiKey: 'k-1', baseURL: `${upstream.url}/v1`, api: 'responses' }),
	],
	['anthropic', 'anthropic/claude-x', () => anthropic({ apiKey: 'k-1', baseURL: upstream.url })],
	['compatible', 'ollama/qwen', () => openaiCompatible({ id: 'ollama', baseURL: `${upstream.url}/v1` })],
]

describe.each(providers)('%s', (_name, model, create) => {
	const request: ChatRequest = {
		model,
		maxOutputTokens: 99,
		messages: [{ role: 'user', content: 'Say hello.' }],
	}

	it('keeps what every provider promises', async () => {
		await testProvider(create, { model })
	})

	it('answers with text, model, usage and reason', async () => {
		const response = await create().generate(request)
		expect(messageText(response.message)).toBe(helloText)
		expect(response).toMatchObject({ model, finishReason: 'stop' })
		expect(response.usage).toMatchObject({ inputTokens: 12, outputTokens: 5 })
		expect(upstream.requests[0]?.json.model).toBe(model.split('/')[1])
	})

	it('streams the same answer with its usage', async () => {
		const whole = await create().generate(request)
		const events: ChatEvent[] = []
		for await (const event of create().stream(request)) events.push(event)
		const last = events.at(-1)
		expect(last?.type === 'finish' && last.response.message).toEqual(whole.message)
		expect(last?.type === 'finish' && last.response.usage).toEqual(whole.usage)
		expect(events.filter((event) => event.type === 'text-delta').map((event) => event.text)).toEqual([
			'Hello',
			' 👋',
			' world',
		])
	})
})
