import { describe, expect, it } from 'vitest'
import { catalog } from '../src/index.ts'

const idOf = (name: string): string | undefined => catalog.resolve(name)?.id

describe('resolve', () => {
	it('gives a bare name to the maker of the model', () => {
		expect(idOf('gpt-4o-mini')).toBe('openai/gpt-4o-mini')
		expect(idOf('claude-haiku-4-5')).toBe('anthropic/claude-haiku-4-5')
		expect(idOf('gemini-2.5-pro')).toBe('google/gemini-2.5-pro')
		expect(idOf('mistral-large-latest')).toBe('mistral/mistral-large-latest')
		expect(idOf('deepseek-chat')).toBe('deepseek/deepseek-chat')
		expect(idOf('grok-4')).toBe('xai/grok-4')
		expect(idOf('command-r')).toBe('cohere/command-r')
		expect(idOf('text-embedding-3-small')).toBe('openai/text-embedding-3-small')
	})

	it('keeps the date of a version, since it chooses the model, and finds its price', () => {
		const dated = catalog.resolve('gpt-4o-2024-08-06')
		expect(dated?.id).toBe('openai/gpt-4o-2024-08-06')
		expect(dated?.price).toMatchObject({ input: 2.5, output: 10, cacheRead: 1.25 })
		expect(catalog.resolve('gpt-4o-2024-05-13')?.price).toMatchObject({ input: 5, output: 15 })
		expect(catalog.resolve('claude-sonnet-4-5-20250929')?.id).toBe('anthropic/claude-sonnet-4-5-20250929')
		expect(catalog.resolve('gpt-5-mini-20250807')?.price).toMatchObject({ input: 0.25, output: 2 })
	})

	it('honours a host named before the slash, under the names other tools give it', () => {
		expect(idOf('openai/gpt-4o')).toBe('openai/gpt-4o')
		expect(idOf('openrouter/openai/gpt-4o')).toBe('openrouter/openai/gpt-4o')
		expect(idOf('azure/gpt-4o')).toBe('azure/gpt-4o')
		expect(idOf('bedrock/anthropic.claude-3-haiku-20240307-v1:0')).toBe(
			'aws/anthropic.claude-3-haiku-20240307-v1:0',
		)
		expect(idOf('vertex_ai/claude-sonnet-4-5@20250929')).toBe('google/claude-sonnet-4-5@20250929')
		expect(idOf('x-ai/grok-4')).toBe('xai/grok-4')
	})

	it('finds a model that one host alone serves', () => {
		expect(idOf('llama-3.3-70b-versatile')).toBe('groq/llama-3.3-70b-versatile')
	})

	it('knows nothing of a model that is unknown, misspelt or ambiguous', () => {
		for (const name of ['', '/', 'gpt-4o-mimi', 'acme/large-1', 'openai/', 'a'.repeat(1_000_000)])
			expect(catalog.resolve(name)).toBeUndefined()
		// Served by a host under that very name, while the name follows the maker's naming: either could be meant.
		expect(catalog.resolve('deepseek-r1-distill-llama-70b')).toBeUndefined()
	})

	it('leaves what nobody stated absent in place of guessing', () => {
		const hosted = catalog.resolve('openrouter/openai/gpt-4o')
		expect(hosted?.capabilities).toEqual({})
		const free = catalog.resolve('google/gemma-4-31b-it')
		expect(free?.contextWindow).toBe(262_144)
		expect(free).not.toHaveProperty('price')
	})

	it('states windows and capabilities of well-known models', () => {
		expect(catalog.resolve('gpt-4o-mini')).toMatchObject({
			contextWindow: 128_000,
			maxOutputTokens: 16_384,
			capabilities: { vision: true, tools: true, structuredOutput: true, reasoning: false },
		})
		expect(catalog.resolve('gpt-3.5-turbo')).toMatchObject({
			contextWindow: 16_385,
			maxOutputTokens: 4_096,
			capabilities: { vision: false, tools: true },
		})
		expect(catalog.resolve('claude-3-5-haiku-20241022')?.maxOutputTokens).toBe(8_192)
		expect(catalog.resolve('gpt-4o-2024-05-13')?.capabilities.structuredOutput).toBe(false)
		// A variant of another name is another model.
		expect(catalog.resolve('gpt-4o-mini-search-preview')?.capabilities).toEqual({})
	})
})

describe('nearest', () => {
	it('suggests the name that a misspelt one probably meant', () => {
		expect(catalog.nearest('gpt-4o-mimi')).toBe('gpt-4o-mini')
		expect(catalog.nearest('cluade-haiku-4-5')).toBe('claude-haiku-4-5')
		expect(catalog.nearest('openai/gpt4o')).toBe('openai/gpt-4o')
		expect(catalog.nearest('opnai/gpt-4o-mini')).toBe('openai/gpt-4o-mini')
	})

	it('adds the host where a bare name is ambiguous', () => {
		expect(catalog.nearest('deepseek-r1-distill-llama-70b')).toBe('groq/deepseek-r1-distill-llama-70b')
	})

	it('gives back a name that resolves', () => {
		expect(catalog.nearest('claude-sonnet-4-5-20250929')).toBe('claude-sonnet-4-5-20250929')
	})

	it('suggests nothing where nothing is near, and does not labour over a long name', () => {
		expect(catalog.nearest('warehouse')).toBeUndefined()
		const start = performance.now()
		expect(catalog.nearest('a'.repeat(1_000_000))).toBeUndefined()
		expect(performance.now() - start).toBeLessThan(100)
	})
})
