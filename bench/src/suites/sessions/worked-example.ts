import { createCatalog } from '@headroom/core'
import { ModelRouter } from '@headroom/router'
import type { Message } from '@headroom/spec'

/** Counts words, so that sizes are what they are said to be. A message has 4 tokens beside its words. */
const byWords = {
	id: 'words',
	count: (text: string) => text.split(' ').filter((word) => word !== '').length,
}

const SONNET = 'anthropic/claude-sonnet-4-5'
const HAIKU = 'anthropic/claude-haiku-4-5'

function message(role: Message['role'], tokens: number): Message {
	return { role, content: 'word '.repeat(tokens - 4) }
}

/** A prefix of 30,000 tokens; 500 fresh ones; answers of 500 on average. */
const MESSAGES = [
	message('system', 28_000),
	message('user', 100),
	message('assistant', 900),
	message('user', 1_000),
	message('assistant', 100),
	message('user', 400),
]

/** What the router works out for a conversation on Sonnet that asks for Haiku: first call, later calls, pay-back. */
export async function workedFigures(): Promise<{ subject: string; metrics: Record<string, number> }[]> {
	const router = new ModelRouter({ defaultModel: HAIKU, catalog: createCatalog(), tokenizer: byWords })
	const request = { model: SONNET, messages: MESSAGES, extra: { cache_control: { type: 'ephemeral' } } }
	const { session } = await router.route(request, { session: { model: SONNET, expectedTurns: 3 } })
	const costs = session?.costs
	if (costs === undefined) throw new Error('the router weighed nothing')
	return [
		{
			subject: 'stay on Sonnet',
			metrics: { 'first-per-1k': 1_000 * costs.stay.next, 'later-per-1k': 1_000 * costs.stay.later },
		},
		{
			subject: 'switch to Haiku',
			metrics: {
				'first-per-1k': 1_000 * costs.switch.next,
				'later-per-1k': 1_000 * costs.switch.later,
				'pays-back': costs.paysBackAfter ?? Number.POSITIVE_INFINITY,
			},
		},
	]
}
