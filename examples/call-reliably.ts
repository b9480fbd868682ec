/** A model that fails now and then, made dependable: retries, a fallback, a budget. No network, no key. */
import { type ChatModel, createCatalog, withBudget, withFallback, withRetry } from '@headroom/core'
import { type HeadroomEvent, ProviderError } from '@headroom/spec'

let asked = 0
const unsteady: ChatModel = {
	async generate({ model }) {
		asked++
		if (model === 'openai/gpt-4o')
			throw new ProviderError('no capacity', { provider: 'openai', model, status: 503, retryable: true })
		return {
			id: `answer-${asked}`,
			model,
			message: { role: 'assistant', content: 'Ten are left.' },
			finishReason: 'stop',
			usage: { inputTokens: 1_000_000, outputTokens: 0 },
		}
	},
	async *stream(request, context) {
		yield { type: 'finish', response: await this.generate(request, context) }
	},
}

// Read from the inside out: two tries of each model, the next model, and no more than a dollar a day.
const catalog = createCatalog()
const retried = withRetry(unsteady, { attempts: 2, baseDelayMs: 1 })
const chain = withFallback(retried, { 'gpt-4o': ['anthropic/claude-haiku-4-5'] }, { catalog })
const model = withBudget(chain, [{ name: 'shop', usd: 1, per: 'day' }], { catalog })

const seen: string[] = []
const observe = (event: HeadroomEvent) => seen.push(event.type)
const request = {
	model: 'openai/gpt-4o',
	messages: [{ role: 'user', content: 'How many are left?' }],
} as const

const first = await model.generate(request, { observe })
console.log(first.model, asked, seen.join(' ')) // → anthropic/claude-haiku-4-5 3 retry fallback

// A million tokens of claude-haiku-4-5 cost a dollar: the budget is used up.
const refused = await model.generate(request).catch((error: Error) => error.message)
console.log(String(refused).split('; wait')[0]?.slice(0, 52)) // → budget "shop": $1.00 of $1.00 per day are spent, $0.
