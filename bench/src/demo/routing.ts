import { createCatalog, formatUsd, ModelRouter } from '@headroom/core'

/** Requests as they come in, one for each way that a router can decide. */
const REQUESTS: readonly string[] = [
	'What is the capital of France?',
	'Wo finde ich die Rechnung vom letzten Monat, und warum ist sie so hoch?',
	'Where is the parcel that you shipped to me last week',
	'Compare these two contracts and list every clause on liability that differs between them.',
]

/** Scores by words alone, so that what is printed does not hang on packages that may be installed. */
function demoRouter(requested: string): ModelRouter {
	return new ModelRouter({ catalog: createCatalog(), defaultModel: requested, semantic: 'lexical' })
		.addRoute({
			name: 'simple_qa',
			condition: (text) => text.split(' ').length < 12 && text.includes('?'),
			model: 'openai/gpt-4o-mini',
			maxTokens: 200,
		})
		.addRoute({ name: 'german', when: { language: 'de' }, model: 'openai/gpt-4.1-mini', maxTokens: 600 })
		.addRoute({
			name: 'parcels',
			type: 'semantic',
			utterances: [
				'where is my parcel',
				'track the package',
				'when was my order shipped',
				'my delivery is late',
			],
			model: 'openai/gpt-4o-mini',
			maxTokens: 400,
		})
}

/** What the router says of a few requests: the model, the reason, and what the call would cost. */
export async function routingReport(requested: string): Promise<string> {
	const router = demoRouter(requested)
	const lines: string[] = []
	for (const text of REQUESTS) {
		const { model, reason, estimatedCost } = await router.route(text)
		const cost =
			estimatedCost.status === 'priced'
				? `${formatUsd(estimatedCost.low)} to ${formatUsd(estimatedCost.high)}`
				: 'unpriced'
		lines.push(`  ${text}`, `    ${model}, ${cost}: ${reason}`)
	}
	return [
		'where a router sends requests, and why (cost from no answer to the longest, estimated)',
		...lines,
		'',
	].join('\n')
}
