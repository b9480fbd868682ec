import { messageTexts, type Stage } from '@headroom/spec'
import { o200kBase } from '@headroom/tokenizer'
import type { BenchSet } from '../data/index.ts'
import {
	AGENT_SESSION,
	ANTHROPIC_5_MINUTES,
	batchedCompaction,
	firstSight,
	type PromptPlan,
	protectLast,
	REFERENCE_CUT,
	REFERENCE_WINDOW,
	rollingWindow,
	sessionCost,
	stageSessionCost,
	syntheticConversation,
	unchanged,
} from '../economics/index.ts'
import type { ItemRecord } from '../results/record.ts'

/** Name of the dataset: forty turns of an agent, by arithmetic and through our stages. */
export const AGENT_SESSION_NAME = 'agent-session-40'

/** Ways to treat tool results by arithmetic alone; our own numbers stand beside them. */
const PLANS: Readonly<Record<string, PromptPlan>> = {
	'plan: unchanged': unchanged,
	'plan: first sight': firstSight(REFERENCE_CUT),
	'plan: batched': batchedCompaction(REFERENCE_CUT, 10),
	'plan: protect last 4': protectLast(REFERENCE_CUT, 4),
	'plan: rolling window': rollingWindow(REFERENCE_WINDOW),
}

/** What each plan means, for readers of the report. */
export const PLAN_MEANINGS: readonly {
	readonly name: string
	readonly meaning: string
	readonly gated: boolean
}[] = [
	{ name: 'plan: unchanged', meaning: 'control: arithmetic, nothing cut', gated: false },
	{
		name: 'plan: first sight',
		meaning: 'control: arithmetic, tool results cut by 70 % when first sent',
		gated: false,
	},
	{ name: 'plan: batched', meaning: 'control: arithmetic, the same cut made every ten turns', gated: false },
	{
		name: 'plan: protect last 4',
		meaning: 'control: arithmetic, all but the last four results cut',
		gated: false,
	},
	{ name: 'plan: rolling window', meaning: 'control: arithmetic, old turns dropped', gated: false },
]

/** Cost of the session under each plan, and of one made of our own agents' tool results through each stage list. */
export async function agentSessionRecords(
	sets: readonly BenchSet[],
	ways: readonly { readonly name: string; readonly stages: () => readonly Stage[] }[],
): Promise<ItemRecord[]> {
	const base = sessionCost(unchanged, AGENT_SESSION, ANTHROPIC_5_MINUTES).cost
	const planned = Object.entries(PLANS).map(([name, plan]) =>
		recordOf(name, sessionCost(plan, AGENT_SESSION, ANTHROPIC_5_MINUTES).cost / base),
	)
	const results = toolResults(sets)
	if (results.length === 0) return planned
	const conversation = syntheticConversation({
		turns: AGENT_SESSION.turns,
		system: 'You are an engineering agent. Use the tools; never write to production.',
		task: 'Find out why invoices show the wrong amount, and what must be done.',
		results,
	})
	const options = { price: ANTHROPIC_5_MINUTES, tokenizer: o200kBase() }
	const whole = (await stageSessionCost([], conversation, options)).cost
	const real: ItemRecord[] = []
	for (const { name, stages } of ways)
		real.push(recordOf(name, (await stageSessionCost(stages(), conversation, options)).cost / whole))
	return [...planned, ...real]
}

/** Tool results of our own agent runs, each once, in order. */
function toolResults(sets: readonly BenchSet[]): string[] {
	const own = sets.filter((set) => set.origin === 'own').flatMap((set) => set.cases)
	const prompts = new Set(own.map((given) => given.prompt))
	const texts = [...prompts].flatMap((prompt) =>
		typeof prompt === 'string' ? [] : prompt.filter(({ role }) => role === 'tool').flatMap(messageTexts),
	)
	return [...new Set(texts)]
}

function recordOf(subject: string, cost: number): ItemRecord {
	return {
		suite: 'cache',
		dataset: AGENT_SESSION_NAME,
		kind: 'simulation',
		item: AGENT_SESSION_NAME,
		cluster: AGENT_SESSION_NAME,
		subject,
		tokensBefore: 0,
		tokensAfter: 0,
		ms: 0,
		metrics: { 'session-cost': cost },
	}
}
