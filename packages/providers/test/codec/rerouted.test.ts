import { anthropicMessagesCodec, openaiChatCodec, openaiResponsesCodec } from '@headroom/providers'
import type { HeadroomEvent } from '@headroom/spec'
import { describe, expect, it } from 'vitest'

function listener(): { readonly said: string[]; readonly observe: (event: HeadroomEvent) => void } {
	const said: string[] = []
	return {
		said,
		observe: (event) => {
			if (event.type === 'warning') said.push(`${event.code}: ${event.message.split(' ')[0]}`)
		},
	}
}

const chat =
	'{"model":"gpt-4o","temperature":0.2,"top_p":1,"presence_penalty":0.5,"logprobs":true,"max_tokens":9,"messages":[]}'

describe('a request rerouted to a model of OpenAI that reasons', () => {
	it('has its bound in the newer field and no sampling, and says what was left out', () => {
		const { said, observe } = listener()
		const request = { ...openaiChatCodec.read(chat), model: 'openai/o3' }
		expect(openaiChatCodec.write(request, { observe })).toBe(
			'{"model":"o3","top_p":1,"messages":[],"max_completion_tokens":9}',
		)
		expect(said).toEqual([
			'field-dropped: temperature',
			'field-dropped: presence_penalty',
			'field-dropped: logprobs',
		])
	})

	it('keeps its sampling when it is asked not to reason', () => {
		const body = '{"model":"gpt-4o","temperature":0.2,"reasoning_effort":"none","messages":[]}'
		const request = { ...openaiChatCodec.read(body), model: 'gpt-5.2' }
		expect(openaiChatCodec.write(request)).toBe(body.replace('gpt-4o', 'gpt-5.2'))
	})

	it('has a bound that a stage set in the newer field too', () => {
		const request = {
			...openaiChatCodec.read('{"model":"gpt-4o","messages":[]}'),
			model: 'o3',
			maxOutputTokens: 5,
		}
		expect(openaiChatCodec.write(request)).toBe('{"model":"o3","messages":[],"max_completion_tokens":5}')
	})

	it('keeps its temperature for a chat variant', () => {
		const body = '{"model":"gpt-4o","temperature":0.2,"messages":[]}'
		const request = { ...openaiChatCodec.read(body), model: 'gpt-5-chat-latest' }
		expect(openaiChatCodec.write(request)).toBe(body.replace('gpt-4o', 'gpt-5-chat-latest'))
	})

	it('has no temperature in Responses either', () => {
		const body = '{"model":"gpt-4o","temperature":0.2,"input":"Hi"}'
		const request = { ...openaiResponsesCodec.read(body), model: 'gpt-5' }
		expect(openaiResponsesCodec.write(request)).toBe('{"model":"gpt-5","input":"Hi"}')
	})
})

describe('a request rerouted to a model that does not reason', () => {
	it('has no effort of reasoning', () => {
		const { said, observe } = listener()
		const body = '{"model":"o3","reasoning_effort":"low","messages":[]}'
		const request = { ...openaiChatCodec.read(body), model: 'gpt-4o-mini' }
		expect(openaiChatCodec.write(request, { observe })).toBe('{"model":"gpt-4o-mini","messages":[]}')
		expect(said).toEqual(['field-dropped: reasoning_effort'])
	})
})

describe('a request for the model that the caller chose', () => {
	it('keeps what the model refuses, and the provider answers for itself', () => {
		const { said, observe } = listener()
		const body = '{"model":"o3","temperature":0.2,"max_tokens":9,"messages":[]}'
		const request = openaiChatCodec.read(body)
		expect(openaiChatCodec.write(request, { observe })).toBe(body)
		expect(openaiChatCodec.write({ ...request, maxOutputTokens: 8 })).toBe(body.replace('9', '8'))
		expect(said).toEqual([])
	})

	it('keeps it too when it was never read, unless the caller says that it is rerouted', () => {
		const request = { model: 'o3', messages: [], temperature: 0.2 }
		expect(openaiChatCodec.write(request)).toEqual({ model: 'o3', messages: [], temperature: 0.2 })
		expect(openaiChatCodec.write(request, { rerouted: true })).toEqual({ model: 'o3', messages: [] })
	})

	it('is written although a listener fails', () => {
		const request = { model: 'o3', messages: [], temperature: 0.2 }
		const observe = (): never => {
			throw new Error('a listener of somebody')
		}
		expect(openaiChatCodec.write(request, { rerouted: true, observe })).toEqual({ model: 'o3', messages: [] })
	})
})

describe('a request rerouted to a model of Anthropic', () => {
	const body = '{"model":"claude-sonnet-4-5","max_tokens":9,"temperature":0.2,"top_k":5,"messages":[]}'
	const written = (model: string): unknown =>
		anthropicMessagesCodec.write({ ...anthropicMessagesCodec.read(body), model })

	it('has no sampling where the model refuses it, as Opus does since 4.7', () => {
		expect(written('anthropic/claude-opus-4-7')).toBe(
			'{"model":"claude-opus-4-7","max_tokens":9,"messages":[]}',
		)
		expect(written('claude-opus-5')).toBe('{"model":"claude-opus-5","max_tokens":9,"messages":[]}')
	})

	it.each(['claude-opus-4-6', 'claude-opus-4-20250514', 'claude-haiku-4-5', 'claude-3-opus-20240229'])(
		'keeps its sampling for %s',
		(model) => {
			expect(written(model)).toBe(body.replace('claude-sonnet-4-5', model))
		},
	)
})

describe('a request rerouted to Anthropic', () => {
	const ask = (fields: object) => {
		const { said, observe } = listener()
		const request = openaiChatCodec.read({ model: 'gpt-4o', messages: [], ...fields })
		const rerouted = { ...request, model: 'anthropic/claude-sonnet-4-5' }
		return { body: anthropicMessagesCodec.write(rerouted, { rerouted: true, observe }), said }
	}
	const bare = { model: 'claude-sonnet-4-5', max_tokens: 4096, messages: [] }

	it('has no temperature that only OpenAI takes', () => {
		expect(ask({ temperature: 1.1 })).toEqual({ body: bare, said: ['field-dropped: temperature'] })
		expect(ask({ temperature: 1 })).toEqual({ body: { ...bare, temperature: 1 }, said: [] })
	})

	it('has temperature or top_p, not both', () => {
		expect(ask({ temperature: 0.5, top_p: 0.9 })).toEqual({
			body: { ...bare, temperature: 0.5 },
			said: ['field-dropped: top_p'],
		})
		expect(ask({ top_p: 0.9 })).toEqual({ body: { ...bare, top_p: 0.9 }, said: [] })
		expect(ask({ temperature: 1.5, top_p: 0.9 })).toEqual({
			body: { ...bare, top_p: 0.9 },
			said: ['field-dropped: temperature'],
		})
	})
})

describe('turns of another format', () => {
	const call = (id: string) => ({ type: 'function_call', call_id: id, name: 'f', arguments: '{}' })
	const output = (id: string) => ({ type: 'function_call_output', call_id: id, output: id })
	const said = (text: string) => ({ role: 'assistant', content: text })
	const wireCall = (id: string) => ({ id, type: 'function', function: { name: 'f', arguments: '{}' } })
	const result = (id: string) => ({ role: 'tool', tool_call_id: id, content: id })

	it('have their calls in one message of Chat completions, which the results follow', () => {
		const input = [
			call('a'),
			said('And'),
			call('b'),
			output('a'),
			output('b'),
			call('c'),
			output('c'),
			said('Done'),
		]
		const request = openaiResponsesCodec.read({ model: 'gpt-5', input })
		expect(openaiChatCodec.write({ ...request, model: 'gpt-4o' })).toEqual({
			model: 'gpt-4o',
			messages: [
				{ role: 'assistant', content: 'And', tool_calls: [wireCall('a'), wireCall('b')] },
				result('a'),
				result('b'),
				{ role: 'assistant', content: null, tool_calls: [wireCall('c')] },
				result('c'),
				said('Done'),
			],
		})
	})

	it('are joined in time linear in the calls', () => {
		const time = (calls: number): number => {
			const request = openaiResponsesCodec.read({
				model: 'gpt-5',
				input: Array.from({ length: calls }, (_, id) => call(`${id}`)),
			})
			const start = performance.now()
			openaiChatCodec.write(request)
			return performance.now() - start
		}
		time(10_000)
		// Quadratic would be hundredfold.
		expect(time(50_000)).toBeLessThan(40 * time(5_000) + 50)
	})

	it('are left out of Messages where the model said nothing', () => {
		const messages = [
			{ role: 'user', content: 'a' },
			{ role: 'assistant', content: '' },
			{ role: 'assistant', content: null },
			{ role: 'user', content: 'b' },
		]
		expect(anthropicMessagesCodec.write(openaiChatCodec.read({ model: 'gpt-4o', messages }))).toMatchObject({
			messages: [
				{
					role: 'user',
					content: [
						{ type: 'text', text: 'a' },
						{ type: 'text', text: 'b' },
					],
				},
			],
		})
	})
})
