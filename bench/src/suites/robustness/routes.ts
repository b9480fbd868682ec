import type { ModelChooser, Route } from '@headroom/router'

/** Longer prompts to the stronger model: a chooser that would change its mind if it saw more than the person's words. */
const byLength: ModelChooser = {
	name: 'by length',
	models: ['openai/gpt-4.1-nano', 'openai/gpt-4.1'],
	rank({ text, countTokens }) {
		const strong = countTokens() > 60
		const order = strong
			? ['openai/gpt-4.1', 'openai/gpt-4.1-nano']
			: ['openai/gpt-4.1-nano', 'openai/gpt-4.1']
		return order.map((model, index) => ({
			model,
			score: 1 - index + 1 / (1 + text.length),
			reason: `${text.length} characters`,
		}))
	},
}

/** A route of every kind: each condition that judges the text, functions, semantic routes, a chooser. */
export function robustRoutes(): Route[] {
	return [
		{ name: 'money', when: { contains: ['refund', 'charge', 'salary'] }, model: 'openai/gpt-4.1-mini' },
		{ name: 'numbers', when: { matches: '\\d+(\\.\\d+)? (dollars|percent|%)' }, model: 'openai/o3-mini' },
		{
			name: 'cyrillic or short',
			when: { any: [{ language: 'cyrillic' }, { maxWords: 4 }] },
			model: 'openai/gpt-4o-mini',
			maxTokens: 300,
		},
		{
			name: 'question',
			condition: (text) => text.split(' ').length < 9 && text.endsWith('?'),
			model: 'openai/gpt-4o-mini',
		},
		{
			name: 'travel',
			type: 'semantic',
			utterances: [
				'book a flight to rome',
				'what is the weather in paris',
				'how long does it take to drive there',
				'do i need a visa to travel',
			],
			model: 'anthropic/claude-haiku-4-5',
		},
		{
			name: 'banking',
			type: 'semantic',
			utterances: [
				'my card was declined',
				'how do i transfer money to my account',
				'when will my new card arrive',
				'what is my balance',
			],
			model: 'openai/gpt-4.1-mini',
		},
		{ name: 'middling', when: { minWords: 20, maxTokens: 120, not: { contains: 'which' } }, model: byLength },
		{ name: 'long', when: { minTokens: 200 }, model: 'openai/gpt-4.1' },
	]
}
