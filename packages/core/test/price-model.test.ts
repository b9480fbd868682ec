import { createCatalog } from '@headroom/models'
import { expect, it } from 'vitest'
import { pricedAs } from '../src/account/price-model.ts'

const catalog = createCatalog({
	overrides: { 'mylab/llama': { price: { input: 1, output: 1, source: 'contract' } } },
})

it.each([
	// A version of what was asked for, as OpenAI and Anthropic name them.
	['gpt-4o', 'openai/gpt-4o-2024-08-06', 'openai/gpt-4o'],
	['anthropic/claude-sonnet-4-5', 'anthropic/claude-sonnet-4-5-20250929', 'anthropic/claude-sonnet-4-5'],
	// Another model, whose name merely begins alike.
	['openai/gpt-4o', 'openai/gpt-4o-mini', 'openai/gpt-4o-mini'],
	// A server of one's own that answers under the name of a file.
	['mylab/llama', 'mylab/Llama-3.3-70B-Instruct-Q4.gguf', 'mylab/llama'],
	// Another vendor's model without a price stays unpriced.
	['openai/gpt-4o', 'somebody/unheard-of', 'somebody/unheard-of'],
	['somebody/unheard-of', 'openai/gpt-4o', 'openai/gpt-4o'],
])('prices an answer to %s by %s as %s', (asked, answered, expected) => {
	expect(pricedAs(catalog, asked, answered)).toBe(expected)
})
