import { createCatalog } from '@headroom/core'
import { ModelRouter, type SessionPolicy } from '@headroom/router'
import type { Message, Tokenizer } from '@headroom/spec'
import { type ModelOfCall, routed, routedSession } from '../../economics/index.ts'

/** A dear model and a cheaper one of the same vendor. */
const PAIRS = [
	['anthropic/claude-sonnet-4-5', 'anthropic/claude-haiku-4-5'],
	['anthropic/claude-opus-4-5', 'anthropic/claude-sonnet-4-5'],
	['openai/gpt-5', 'openai/gpt-5-mini'],
] as const

/** Seconds that a person reads and writes: within the life of a cache for several turns, and for hardly one. */
const PACES = [60, 150] as const

/** Some 6,000 tokens, as an agent's instructions and tools have. */
const SYSTEM: Message = {
	role: 'system',
	content: 'Follow the policy of the company in all that you do for its customers, and be brief. '.repeat(
		350,
	),
}

interface Way {
	readonly name: string
	readonly meaning: string
	readonly gated: boolean
	readonly modelOf: (dear: string, cheap: string, tokenizer: Tokenizer) => ModelOfCall
}

/** Short turns go to the cheaper model: a rule as people write it. */
const bySessions =
	(sessions: SessionPolicy): Way['modelOf'] =>
	(dear, cheap, tokenizer) =>
		routed(
			new ModelRouter({
				defaultModel: dear,
				catalog,
				tokenizer,
				sessions,
				routes: [{ name: 'short', when: { maxWords: 12 }, model: cheap }],
			}),
		)

const catalog = createCatalog()

export const WAYS: readonly Way[] = [
	{
		name: 'always dear',
		meaning: 'control: the dear model for every turn, never switching',
		gated: false,
		modelOf: (dear) => () => dear,
	},
	{
		name: 'pinned',
		meaning: 'control: sessions: pin, the first turn decides',
		gated: false,
		modelOf: bySessions('pin'),
	},
	{
		name: 'always switching',
		meaning: 'control: sessions: follow, every turn is decided alone',
		gated: false,
		modelOf: bySessions('follow'),
	},
	{
		name: 'sessions: auto',
		meaning: 'ModelRouter as it comes; every turn that asks for the dear model gets it',
		gated: true,
		modelOf: bySessions('auto'),
	},
]

/** What a conversation costs in each way, for every pair and pace. */
export async function sessionFigures(
	messages: readonly Message[],
	tokenizer: Tokenizer,
): Promise<{ item: string; subject: string; metrics: Record<string, number> }[]> {
	const figures: { item: string; subject: string; metrics: Record<string, number> }[] = []
	for (const [dear, cheap] of PAIRS)
		for (const personSeconds of PACES) {
			const base = { model: dear, extra: { cache_control: { type: 'ephemeral' } } }
			const options = { catalog, tokenizer, base, personSeconds }
			const spent = new Map<string, Awaited<ReturnType<typeof routedSession>>>()
			for (const { name, modelOf } of WAYS)
				spent.set(name, await routedSession([SYSTEM, ...messages], modelOf(dear, cheap, tokenizer), options))
			const whole = spent.get('always dear')?.usd ?? Number.NaN
			const follow = spent.get('always switching')?.usd ?? Number.NaN
			const item = `${dear} and ${cheap}, ${personSeconds} s a turn`
			for (const [subject, { usd, switches }] of spent)
				figures.push({
					item,
					subject,
					metrics: { 'of-dear': usd / whole, 'of-follow': usd / follow, switches },
				})
		}
	return figures
}
