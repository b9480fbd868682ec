import { o200kBase, tokenizerFor } from '@headroom/tokenizer'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { madeUpText } from './made-up-text.ts'

describe('tokenizerFor', () => {
	// OpenAI's table of models and encodings: tiktoken/model.py.
	it.each([
		'gpt-4o',
		'gpt-4o-mini',
		'openai/gpt-4o-mini-2024-07-18',
		'GPT-4.1-nano',
		'gpt-4.5-preview',
		'gpt-5',
		'gpt-5.1-codex',
		'o1',
		'o1-preview',
		'o3-mini',
		'openai/o4-mini',
		'chatgpt-4o-latest',
		'openrouter/openai/gpt-oss-120b',
		'ft:gpt-4o-mini-2024-07-18:team::id',
	])('counts %s exactly with o200k_base', (model) => {
		expect(tokenizerFor(model)).toMatchObject({ id: 'o200k_base', exact: true })
	})

	it.each([
		'gpt-4',
		'gpt-4-0613',
		'openai/gpt-4-turbo',
		'gpt-3.5-turbo',
		'azure/gpt-35-turbo',
		'text-embedding-3-small',
		'text-embedding-3-large',
		'text-embedding-ada-002',
	])('counts %s exactly with cl100k_base', (model) => {
		expect(tokenizerFor(model)).toMatchObject({ id: 'cl100k_base', exact: true })
	})

	it.each([
		['anthropic/claude-3-5-sonnet-20241022', 'anthropic'],
		['claude-opus-4-20250514', 'anthropic'],
		['claude-opus-4-6', 'anthropic'],
		['claude-haiku-4-5', 'anthropic'],
		['anthropic.claude-sonnet-4-20250514-v1:0', 'anthropic'],
		['claude-opus-4-7', 'anthropic-2026'],
		['anthropic/claude-opus-4.8', 'anthropic-2026'],
		['claude-sonnet-5', 'anthropic-2026'],
		['google/gemini-2.5-flash', 'google'],
		['meta-llama/llama-3.3-70b-instruct', 'meta'],
		['mistral/mixtral-8x7b', 'mistral'],
		['codestral-latest', 'mistral'],
		['deepseek/deepseek-chat', 'deepseek'],
		['qwen/qwen3-32b', 'qwen'],
		['gpt-9-turbo', 'openai'],
		['somebody/something', 'unknown'],
		['', 'unknown'],
	])('estimates %s as %s, and says so', (model, family) => {
		const tokenizer = tokenizerFor(model)
		expect(tokenizer).toMatchObject({ id: `estimate:${family}`, exact: false })
		expect(tokenizerFor(model)).toBe(tokenizer)
	})

	it('takes a megabyte for a model name without delay', () => {
		expect(tokenizerFor('claude-'.repeat(150_000)).id).toBe('estimate:anthropic')
		expect(tokenizerFor('/'.repeat(1_000_000)).id).toBe('estimate:unknown')
	})
})

describe('an estimate', () => {
	const claude = tokenizerFor('anthropic/claude-sonnet-4-5')

	it('is the count of o200k_base times the factor of the family, rounded up', () => {
		// "Hello, world!" is 4 tokens of o200k_base: 4 × 1.2 = 4.8.
		expect(o200kBase().count('Hello, world!')).toBe(4)
		expect(claude.count('Hello, world!')).toBe(5)
		expect(claude.count('')).toBe(0)
	})

	it('exceeds a limit exactly where its count is above it', () => {
		fc.assert(
			fc.property(madeUpText, fc.integer({ min: -2, max: 60 }), (text, around) => {
				const count = claude.count(text)
				expect(claude.exceeds(text, around)).toBe(count > around)
				expect(claude.exceeds(text, count - 1)).toBe(true)
				expect(claude.exceeds(text, count)).toBe(false)
				expect(claude.exceeds(text, count + 1)).toBe(false)
			}),
		)
	})

	it('states its factor within its own range', () => {
		for (const model of [
			'claude-3-opus',
			'claude-opus-5',
			'gemini-pro',
			'llama-3',
			'mistral-large',
			'qwen',
			'x',
		]) {
			const tokenizer = tokenizerFor(model)
			if (tokenizer.exact) throw new Error(`${model} is no estimate`)
			const { factor, range, source } = tokenizer.method
			expect(factor).toBeGreaterThanOrEqual(range[0])
			expect(factor).toBeLessThanOrEqual(range[1])
			expect(source).not.toBe('')
		}
	})
})
