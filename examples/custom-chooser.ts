/** A condition and a chooser of your own: which requests a route takes, and which of several models each one gets. */
import { catalog } from '@headroom/models'
import { type ModelChooser, ModelRouter } from '@headroom/router'
import { testChooser } from '@headroom/router/testing'

/** A stronger model the longer a text is, and the strongest for whatever mentions a proof. */
const byWeight: ModelChooser = {
	name: 'by weight',
	models: ['openai/gpt-4o-mini', 'openai/gpt-4.1-mini', 'openai/gpt-4o'],
	rank({ text }) {
		// Judge what the person wrote: a system prompt of any length changes nothing.
		const sample = text.slice(0, 4_000)
		const weight = sample.length / 4_000 + (/\bprove\b/i.test(sample) ? 1 : 0)
		const wanted = weight >= 1 ? 2 : weight >= 0.1 ? 1 : 0
		return this.models
			.map((model, index) => ({
				model,
				score: -Math.abs(index - wanted),
				reason: `weight ${weight.toFixed(2)} asks for ${this.models[wanted]}`,
			}))
			.sort((a, b) => b.score - a.score)
	},
}

const router = new ModelRouter({ defaultModel: 'openai/gpt-4o', catalog })
	.addRoute({
		name: 'tickets',
		// A condition of your own sees the text, and the request behind it. Sync or async; it may ask whom it likes.
		condition: (text, request) => /\bTICKET-\d+\b/.test(text) && request.metadata?.team === 'support',
		model: 'openai/gpt-4o-mini',
		maxTokens: 300,
	})
	.addRoute({ name: 'rest', model: byWeight })

const ticket = [{ role: 'user', content: 'Please sum up TICKET-4711.' }] as const
const decision = await router.route({
	model: 'openai/gpt-4o',
	messages: ticket,
	metadata: { team: 'support' },
})
console.log(decision.route, decision.model) // → tickets openai/gpt-4o-mini

const proof = await router.route('Prove that there are infinitely many primes.')
console.log(proof.model, '|', proof.reason)
// → openai/gpt-4o | "rest": takes every request; by weight: weight 1.01 asks for openai/gpt-4o
console.log(proof.choice?.models.map(({ model }) => model).join(', '))
// → openai/gpt-4o, openai/gpt-4.1-mini, openai/gpt-4o-mini

// A model that cannot serve a request is passed over for the next: 200,000 tokens are too many for the cheap one.
const long = await router.route({
	model: 'openai/gpt-4o',
	messages: [
		{ role: 'system', content: 'notes '.repeat(200_000) },
		{ role: 'user', content: 'Thanks!' },
	],
})
console.log(long.model, '|', long.passedOver[0]?.reason)
// → openai/gpt-4.1-mini | the prompt exceeds the 128000 tokens of openai/gpt-4o-mini

await testChooser(() => byWeight)
console.log('all promises kept') // → all promises kept
