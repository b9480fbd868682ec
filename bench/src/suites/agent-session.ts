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
	type SessionCost,
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
	const base = sessionCost(unchanged, AGENT_SESSION, ANTHROPIC_5_MINUTES)
	const planned = Object.entries(PLANS).map(([name, plan]) =>
		recordOf(name, sessionCost(plan, AGENT_SESSION, ANTHROPIC_5_MINUTES), base),
	)
	const results = toolResults(sets)
	if (results.length < AGENT_SESSION.turns - 1) return planned
	const conversation = syntheticConversation({
		turns: AGENT_SESSION.turns,
		system: 'You are an engineering agent. Use the tools; never write to production.',
		task: 'Find out why invoices show the wrong amount, and what must be done.',
		results,
	})
	const options = { price: ANTHROPIC_5_MINUTES, tokenizer: o200kBase() }
	const whole = await stageSessionCost([], conversation, options)
	const real: ItemRecord[] = []
	for (const { name, stages } of ways)
		real.push(recordOf(name, await stageSessionCost(stages(), conversation, options), whole))
	return [...planned, ...real]
}

/** Kinds of our own sets whose texts are what tools answer. */
const TOOL_KINDS: ReadonlySet<string> = new Set(['command', 'json', 'log', 'code'])

/**
 * Tool results of our own agent runs, and in turn with them command output, JSON, logs and files of our own sets; each
 * once, since a repeated result would be folded away.
 */
function toolResults(sets: readonly BenchSet[]): string[] {
	const cases = sets.filter((set) => set.origin === 'own').flatMap((set) => set.cases)
	const prompts = new Set(cases.map((given) => given.prompt))
	const answered = [...prompts].flatMap((prompt) =>
		typeof prompt === 'string' ? [] : prompt.filter(({ role }) => role === 'tool').flatMap(messageTexts),
	)
	const outputs = cases.flatMap(({ kind, prompt }) =>
		typeof prompt === 'string' && TOOL_KINDS.has(kind) ? [prompt] : [],
	)
	const [short, long] = [[...new Set(answered)], [...new Set(outputs)]]
	const mixed = Array.from({ length: Math.max(short.length, long.length) }, (_, at) => [short[at], long[at]])
	return mixed.flat().filter((text) => text !== undefined)
}

function recordOf(subject: string, spent: SessionCost, whole: SessionCost): ItemRecord {
	return {
		suite: 'cache',
		dataset: AGENT_SESSION_NAME,
		kind: 'simulation',
		item: AGENT_SESSION_NAME,
		cluster: AGENT_SESSION_NAME,
		subject,
		// All prompts of the session added up.
		tokensBefore: whole.readTokens + whole.writtenTokens,
		tokensAfter: spent.readTokens + spent.writtenTokens,
		ms: 0,
		metrics: { 'session-cost': spent.cost / whole.cost },
	}
}
