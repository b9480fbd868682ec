/** Counts tokens before a call, and prices a call from its usage. */
import { catalog } from '@headroom/models'
import { tokenizerFor } from '@headroom/tokenizer'

const tokenizer = tokenizerFor('openai/gpt-4o-mini')
console.log(tokenizer.id) // → o200k_base
console.log(tokenizer.count('Hello, world!')) // → 4

// No vendor's tokenizer but OpenAI's is public: other counts are estimates and say so.
console.log(tokenizerFor('anthropic/claude-sonnet-4-5').exact) // → false

// 1M tokens of input at list price. The price is that of a dated snapshot inside the package.
const cost = catalog.cost('gpt-4o-mini', { inputTokens: 1_000_000, outputTokens: 0 }, 'estimated')
if (cost.status === 'priced') console.log(`$${cost.usd.toFixed(2)} ${cost.mark}`) // → $0.15 estimated

// What nobody has priced is not free.
const unknown = catalog.cost('acme/large-1', { inputTokens: 1_000_000, outputTokens: 0 }, 'estimated')
console.log(unknown.status) // → unpriced
