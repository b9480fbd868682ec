import { LLMock } from '@copilotkit/aimock'
import { type ChatEvent, type ChatRequest, messageText, type Provider } from '@headroom/spec'
import { testProvider } from '@headroom/spec/testing'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { anthropic } from '../src/anthropic.ts'
import { openaiEmbedder } from '../src/embeddings.ts'
import { openai } from '../src/openai.ts'
import { openaiCompatible } from '../src/openai-compatible.ts'

// A second opinion on the wire formats: a mock of the vendors' APIs that we did not write.
const mock = new LLMock({ port: 0, chunkSize: 7 })

beforeAll(async () => {
	const usage = {
		prompt_tokens: 12,
		completion_tokens: 5,
		total_tokens: 17,
		input_tokens: 12,
		output_tokens: 5,
	}
	mock.onMessage('Say hello.', { content: 'Hello 👋 from the mock.', usage })
	mock.onMessage('think', {
		content: 'Done.',
		reasoning: 'Let me think about it.',
		reasoningSignature: 'sig-1',
	})
	mock.onMessage('call', { toolCalls: [{ name: 'weather', arguments: '{"city":"Zürich"}' }] })
	mock.onMessage('long', { content: 'word '.repeat(200) }, { truncateAfterChunks: 5 })
	mock.onMessage('busy', {
		error: { message: 'slow down', type: 'rate_limit_error' },
		status: 429,
		retryAfter: 3,
	})
	mock.onEmbedding('vector', { embedding: [3, 0, 4] })
	await mock.start()
})

afterEach(() => {
	mock.clearChaos()
})

afterAll(() => mock.stop())

const providers: readonly (readonly [string, string, () => Provider])[] = [
	['chat', 'openai/gpt-4o-mini', () => openai({ apiKey: 'k', baseURL: `${mock.url}/v1` })],
	[
		'responses',
		'openai/gpt-4o-mini',
		() => openai({ apiKey: 'k', baseURL: `${mock.url}/v1`, api: 'responses' }),
	],
	['messages', 'anthropic/claude-sonnet-4', () => anthropic({ apiKey: 'k', baseURL: mock.url })],
	['compatible', 'local/qwen3', () => openaiCompatible({ id: 'local', baseURL: `${mock.url}/v1` })],
]

describe.each(providers)('%s against aimock', (name, model, create) => {
	function asking(content: string): ChatRequest {
		return { model, messages: [{ role: 'user', content }] }
	}

	async function streamOf(request: ChatRequest): Promise<readonly ChatEvent[]> {
		const events: ChatEvent[] = []
		for await (const event of create().stream(request)) events.push(event)
		return events
	}

	it('keeps what every provider promises', async () => {
		await testProvider(create, { model })
	})

	it('answers with usage, whole and streamed', async () => {
		const whole = await create().generate(asking('Say hello.'))
		const last = (await streamOf(asking('Say hello.'))).at(-1)
		for (const response of [whole, last?.type === 'finish' ? last.response : undefined]) {
			expect(response).toMatchObject({ model, finishReason: 'stop' })
			expect(response === undefined ? '' : messageText(response.message)).toBe('Hello 👋 from the mock.')
			expect(response?.usage).toMatchObject({ inputTokens: 12, outputTokens: 5 })
		}
	})

	it('calls a tool, whole and streamed', async () => {
		const events = await streamOf(asking('call'))
		const last = events.at(-1)
		const whole = await create().generate(asking('call'))
		for (const response of [whole, last?.type === 'finish' ? last.response : undefined]) {
			expect(response?.finishReason).toBe('tool-calls')
			const parts = typeof response?.message.content === 'string' ? [] : (response?.message.content ?? [])
			const call = parts.find((part) => part.type === 'tool-call')
			expect(call).toMatchObject({ name: 'weather' })
			expect(JSON.parse(call?.arguments ?? '')).toEqual({ city: 'Zürich' })
		}
		const spelled = events.map((event) => (event.type === 'tool-call-delta' ? event.arguments : '')).join('')
		expect(JSON.parse(spelled)).toEqual({ city: 'Zürich' })
	})

	it('thinks', async () => {
		const events = await streamOf(asking('think'))
		const last = events.at(-1)
		const message = last?.type === 'finish' ? last.response.message : undefined
		expect(message === undefined ? '' : messageText(message)).toBe('Done.')
		const thought = JSON.stringify(message)
		expect(thought).toContain('Let me think about it.')
		if (name === 'messages') expect(thought).toContain('sig-1')
	})

	it('is cut in its stream', async () => {
		const error = await streamOf(asking('long')).catch((caught: unknown) => caught)
		expect(error).toMatchObject({ name: 'ProviderError', retryable: true })
		// The cut may overtake the bytes before it.
		expect(['truncated', 'connection']).toContain((error as { reason: string }).reason)
	})

	it('is told to wait', async () => {
		const error = await create()
			.generate(asking('busy'))
			.catch((caught: unknown) => caught)
		expect(error).toMatchObject({ reason: 'rate-limit', status: 429, retryAfterMs: 3000, retryable: true })
	})

	it.each([
		['drop', { dropRate: 1 }, ['server', 'overloaded']],
		['malformed', { malformedRate: 1 }, ['malformed']],
		['disconnect', { disconnectRate: 1 }, ['connection', 'truncated']],
	])('survives chaos: %s', async (_what, chaos, reasons) => {
		mock.setChaos(chaos)
		const whole = await create()
			.generate(asking('Say hello.'))
			.catch((caught: unknown) => caught)
		const streamed = await streamOf(asking('Say hello.')).catch((caught: unknown) => caught)
		for (const error of [whole, streamed]) {
			expect(error).toMatchObject({ name: 'ProviderError', model })
			expect(reasons).toContain((error as { reason: string }).reason)
		}
	})
})

describe('embeddings against aimock', () => {
	it('come at unit norm', async () => {
		const embedder = openaiEmbedder({
			model: 'text-embedding-3-small',
			apiKey: 'k',
			baseURL: `${mock.url}/v1`,
		})
		const [vector] = await embedder.embed(['vector'])
		expect([...(vector ?? [])].map((value) => Number(value.toFixed(6)))).toEqual([0.6, 0, 0.8])
	})
})
