import {
	type ChatEvent,
	ConfigError,
	HeadroomError,
	isHeadroomError,
	type Provider,
	ProviderError,
} from '@headroom/spec'
import { scriptedModel, testProvider } from '@headroom/spec/testing'
import { describe, expect, it } from 'vitest'

const request = { model: 'scripted/one', messages: [{ role: 'user', content: 'hi' }] } as const

async function collect(events: AsyncIterable<ChatEvent>): Promise<ChatEvent[]> {
	const all: ChatEvent[] = []
	for await (const event of events) all.push(event)
	return all
}

describe('scriptedModel', () => {
	it('keeps every promise of a provider', async () => {
		await testProvider(() => scriptedModel(() => 'Hello there 👋🏽, friend.\nBye.'), {
			model: 'scripted/one',
		})
	})

	it('plays its turns in order and remembers the requests', async () => {
		const model = scriptedModel(['one', { error: new Error('down') }])
		expect((await model.generate(request)).message.content).toEqual([{ type: 'text', text: 'one' }])
		await expect(model.generate(request)).rejects.toThrow('down')
		await expect(model.generate(request)).rejects.toThrow('has 2 turns and was asked once more')
		expect(model.requests).toHaveLength(3)
	})

	it('streams a tool call piece by piece', async () => {
		const model = scriptedModel([
			{ parts: [{ type: 'tool-call', id: 'c1', name: 'find', arguments: '{"q":1}' }] },
		])
		const events = await collect(model.stream(request))
		expect(events.map((event) => (event.type === 'tool-call-delta' ? event.arguments : event.type))).toEqual([
			'',
			'{"q":',
			'1}',
			'finish',
		])
	})

	it('stops waiting when the signal aborts', async () => {
		const model = scriptedModel([{ parts: [], delayMs: 60_000 }])
		const controller = new AbortController()
		const answer = model.generate(request, { signal: controller.signal })
		controller.abort(new Error('enough'))
		await expect(answer).rejects.toThrow('enough')
	})
})

describe('testProvider', () => {
	const good = scriptedModel(() => 'Hello.')
	const broken: Record<string, Provider> = {
		'expected it to start with "scripted/"': {
			...good,
			generate: async (asked, context) => ({ ...(await good.generate(asked, context)), model: 'other/one' }),
		},
		'less than its cached parts': scriptedModel(() => ({
			parts: [{ type: 'text', text: 'Hello.' }],
			usage: { inputTokens: 5, outputTokens: 1, cacheReadInputTokens: 9 },
		})),
		'ends with one finish': {
			...good,
			async *stream(asked, context) {
				for await (const event of good.stream(asked, context)) if (event.type !== 'finish') yield event
			},
		},
		'the deltas spell': {
			...good,
			async *stream(asked, context) {
				for await (const event of good.stream(asked, context))
					yield event.type === 'text-delta' ? { ...event, text: '?' } : event
			},
		},
		'an aborted generate': { ...good, generate: (asked) => good.generate(asked) },
		'an aborted stream': { ...good, stream: (asked) => good.stream(asked) },
	}

	it.each(Object.entries(broken))('catches a provider where %s', async (promise, provider) => {
		await expect(testProvider(() => provider, { model: 'scripted/one' })).rejects.toThrow(promise)
	})
})

describe('HeadroomError', () => {
	it('is known by its brand, not by its class', () => {
		const foreign = Object.assign(new Error('x'), { [Symbol.for('headroom.error')]: true })
		expect(isHeadroomError(foreign)).toBe(true)
		expect(isHeadroomError(new Error('x'))).toBe(false)
		expect(isHeadroomError(null)).toBe(false)
	})

	it('carries a code and its cause', () => {
		const cause = new Error('socket')
		const error = new ProviderError('openai is down', {
			provider: 'openai',
			retryable: true,
			status: 503,
			cause,
		})
		expect(error).toMatchObject({
			code: 'provider-error',
			status: 503,
			retryable: true,
			cause,
			name: 'ProviderError',
		})
		expect(isHeadroomError(error)).toBe(true)
		expect(new HeadroomError('timeout', 'late').code).toBe('timeout')
	})

	it('points at the first problem of a configuration', () => {
		const error = new ConfigError('2 problems', [
			{ path: 'headroom.yaml', line: 3, column: 5, message: 'a' },
			{ path: 'headroom.yaml', line: 9, column: 1, message: 'b' },
		])
		expect(error).toMatchObject({ code: 'invalid-config', path: 'headroom.yaml', line: 3, column: 5 })
	})
})
