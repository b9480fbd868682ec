import type { Message, ToolDefinition } from '@headroom/spec'
import { cl100kBase, countMessage, countMessages, countTools, o200kBase } from '@headroom/tokenizer'
import { expect, it } from 'vitest'

// Messages and figures: OpenAI Cookbook, "How to count tokens with tiktoken", where the API billed the same.
const COOKBOOK: readonly Message[] = [
	{
		role: 'system',
		content:
			'You are a helpful, pattern-following assistant that translates corporate jargon into plain English.',
	},
	{ role: 'system', name: 'example_user', content: 'New synergies will help drive top-line growth.' },
	{
		role: 'system',
		name: 'example_assistant',
		content: 'Things working well together will increase revenue.',
	},
	{
		role: 'system',
		name: 'example_user',
		content:
			"Let's circle back when we have more bandwidth to touch base on opportunities for increased leverage.",
	},
	{
		role: 'system',
		name: 'example_assistant',
		content: "Let's talk later when we're less busy about how to do better.",
	},
	{
		role: 'user',
		content: "This late pivot means we don't have time to boil the ocean for the client deliverable.",
	},
]
const WEATHER_MESSAGES: readonly Message[] = [
	{ role: 'system', content: 'You are a helpful assistant that can answer to questions about the weather.' },
	{ role: 'user', content: "What's the weather like in San Francisco?" },
]
const WEATHER: ToolDefinition = {
	name: 'get_current_weather',
	description: 'Get the current weather in a given location',
	parameters: {
		type: 'object',
		properties: {
			location: { type: 'string', description: 'The city and state, e.g. San Francisco, CA' },
			unit: {
				type: 'string',
				description: 'The unit of temperature to return',
				enum: ['celsius', 'fahrenheit'],
			},
		},
		required: ['location'],
	},
}

it('counts the messages of the cookbook as the API does: 124 for GPT-4o, 129 for GPT-4', () => {
	expect(countMessages(COOKBOOK, o200kBase())).toBe(124)
	expect(countMessages(COOKBOOK, cl100kBase())).toBe(129)
})

it('counts the tool of the cookbook as the API does: 101 for GPT-4o, 105 for GPT-4', () => {
	const request = { model: 'gpt-4o', messages: WEATHER_MESSAGES, tools: [WEATHER] }
	expect(countMessages(request, o200kBase())).toBe(101)
	expect(countMessages(request, cl100kBase())).toBe(105)
})

it('is the sum of its messages, its tools and 3', () => {
	const tokenizer = o200kBase()
	const messages: readonly Message[] = [
		...COOKBOOK,
		{ role: 'assistant', content: [{ type: 'tool-call', id: 'c1', name: 'f', arguments: '{"a":1}' }] },
		{ role: 'tool', content: [{ type: 'tool-result', callId: 'c1', content: 'fine' }] },
	]
	const sum = messages.reduce((total, message) => total + countMessage(message, tokenizer), 0)
	expect(countMessages({ model: 'm', messages, tools: [WEATHER, WEATHER] }, tokenizer)).toBe(
		sum + countTools([WEATHER, WEATHER], tokenizer) + 3,
	)
	expect(countMessages([], tokenizer)).toBe(3)
	expect(countTools([], tokenizer)).toBe(0)
})

it('counts text in parts, in tool results and in tool calls, and leaves opaque parts out', () => {
	const letters = { id: 'letters', count: (text: string) => text.length }
	const message: Message = {
		role: 'user', // 4
		content: [
			{ type: 'text', text: '12345' }, // 5
			{ type: 'opaque', kind: 'image_url', value: { url: 'x'.repeat(1000) } }, // 0
			{ type: 'tool-call', id: 'id', name: 'abc', arguments: '{}' }, // 3 + 3 + 2
			{ type: 'tool-result', callId: 'id', content: '1234567' }, // 7
			{
				type: 'tool-result',
				callId: 'id',
				content: [
					{ type: 'text', text: '12' }, // 2
					{ type: 'opaque', kind: 'image', value: null }, // 0
				],
			},
		],
	}
	expect(countMessage(message, letters)).toBe(3 + 4 + 5 + 8 + 7 + 2)
})

it('counts properties inside properties, items and alternatives too', () => {
	const letters = { id: 'letters', count: (text: string) => text.length }
	const parameters = {
		properties: {
			a: { type: 'object', properties: { b: { type: 'string' } } }, // 3 + 3 + |a:object:| 9
			c: { type: 'array', items: { properties: { d: { enum: [1, 'x'] } } } }, // 3 + |c:array:| 8
		},
	}
	// b: 3 + 3 + |b:string:| 9 · d: 3 + 3 + |d::| 3, values −3 + (3 + 1) + (3 + 1)
	expect(countTools([{ name: 'f', parameters }], letters)).toBe(12 + 7 + 2 + (3 + 3 + 9 + 3 + 8) + 15 + 9 + 5)
})

it('survives a schema nested 100,000 deep', () => {
	let schema: { [key: string]: typeof schema } = {}
	for (let depth = 0; depth < 100_000; depth++) schema = { items: schema }
	expect(countTools([{ name: 'f', parameters: schema }], o200kBase())).toBe(12 + 7 + 2)
})
