import { ContextCompressor } from '@headroom/compressor'
import { TokenSlimmer } from '@headroom/slimmer'
import type { Message, Stage } from '@headroom/spec'
import { o200kBase } from '@headroom/tokenizer'
import { joinedPrompt } from '../compression/outcome.ts'
import { spread } from '../compression/run.ts'
import { KEYWORDS } from '../compression/subjects.ts'
import type { BenchSet } from '../data/index.ts'
import { ANTHROPIC_5_MINUTES, stageSessionCost } from '../economics/index.ts'
import type { ItemRecord } from '../results/record.ts'
import { AGENT_SESSION_NAME, agentSessionRecords, PLAN_MEANINGS } from './agent-session.ts'
import { replay } from './replay.ts'
import type { Suite, SuiteOptions } from './suite.ts'

const tokenizer = o200kBase()

/** Sessions of a set that are run, spread evenly over it: each is sent once a turn, in every way. */
const MOST_SESSIONS = 12

/** A way to send a conversation, turn after turn. */
interface Way {
	readonly name: string
	readonly meaning: string
	readonly gated: boolean
	readonly stages: () => readonly Stage[]
}

const preserveKeywords = KEYWORDS

const ways: readonly Way[] = [
	{ name: 'unchanged', meaning: 'control: sent as it is', gated: false, stages: () => [] },
	{
		name: 'preserve',
		meaning: 'slimming, and compression with cache: preserve',
		gated: true,
		stages: () => [new TokenSlimmer(), new ContextCompressor({ cache: 'preserve', preserveKeywords })],
	},
	{
		name: 'checkpoints',
		meaning: 'the same, and older turns compacted at checkpoints that pay at Anthropic’s prices',
		gated: true,
		stages: () => [
			new TokenSlimmer(),
			new ContextCompressor({ cache: 'preserve', preserveKeywords, cachePrices: ANTHROPIC_5_MINUTES }),
		],
	},
	{
		name: 'afresh',
		meaning: 'control: compressed afresh in every turn for its last question, cache: ignore',
		gated: false,
		stages: () => [new TokenSlimmer(), new ContextCompressor({ cache: 'ignore', preserveKeywords })],
	},
]

/** Whether what was sent once is sent again with the same bytes, and what a session then costs. */
export const cacheSuite: Suite = {
	name: 'cache',
	rules: {
		prefix: {
			better: 'higher',
			gate: 'every',
			bound: 1,
			meaning:
				'share of turns whose messages begin with all messages of the turn before, byte for byte, or that announce a checkpoint',
		},
		checkpoints: { better: 'lower', gate: 'report', meaning: 'checkpoints taken in the session' },
		'session-cost': {
			better: 'lower',
			gate: 'mean',
			meaning:
				'simulated: cost of the whole session over that of sending it unchanged, prompt cache priced as Anthropic does',
		},
	},
	subjects: [...ways, ...PLAN_MEANINGS],
	datasets: ({ sets }) => [
		AGENT_SESSION_NAME,
		...sets.filter((set) => sessions(set).length > 0).map((set) => set.name),
	],
	async run(dataset, options) {
		if (dataset === AGENT_SESSION_NAME) return agentSessionRecords(options.sets, ways)
		const set = options.sets.find(({ name }) => name === dataset)
		return set === undefined ? [] : runSessions(set, options)
	},
}

async function runSessions(
	set: BenchSet,
	{ limit = Number.POSITIVE_INFINITY, progress }: SuiteOptions,
): Promise<ItemRecord[]> {
	// Each session is run once a turn, so a slice takes fewer sessions than it takes items elsewhere.
	const chosen = spread(sessions(set), Math.min(MOST_SESSIONS, Math.ceil(limit / 4)))
	const records: ItemRecord[] = []
	for (const [index, session] of chosen.entries()) {
		const whole = await costOf(session.messages, [])
		for (const way of ways) records.push(await runWay(set, session, way, whole))
		progress(set.name, index + 1, chosen.length)
		await new Promise((resolve) => setImmediate(resolve))
	}
	return records
}

async function runWay(
	set: BenchSet,
	{ id, cluster, messages }: Session,
	{ name, stages }: Way,
	/** Cost of the session sent unchanged. */
	whole: number,
): Promise<ItemRecord> {
	const { turns, kept, announced, checkpoints, last, ms } = await replay(messages, stages())
	const cost = await costOf(messages, stages())
	return {
		suite: 'cache',
		dataset: set.name,
		kind: set.cases[0]?.kind ?? '',
		item: id,
		cluster,
		subject: name,
		tokensBefore: tokenizer.count(joinedPrompt(messages)),
		tokensAfter: tokenizer.count(joinedPrompt(last)),
		ms: ms / turns,
		metrics: { prefix: (kept + announced) / turns, checkpoints, 'session-cost': cost / whole },
	}
}

async function costOf(messages: readonly Message[], stages: readonly Stage[]): Promise<number> {
	return (await stageSessionCost(stages, messages, { price: ANTHROPIC_5_MINUTES, tokenizer })).cost
}

interface Session {
	readonly id: string
	readonly cluster: string
	readonly messages: readonly Message[]
}

/** The longest prompt of every cluster in which the model spoke, with at least three messages; each conversation once. */
function sessions(set: BenchSet): Session[] {
	const longest = new Map<string, Session>()
	for (const { id, cluster, prompt } of set.cases) {
		if (typeof prompt === 'string' || prompt.length < 3 || !prompt.some(({ role }) => role === 'assistant'))
			continue
		if (prompt.length > (longest.get(cluster)?.messages.length ?? 0))
			longest.set(cluster, { id, cluster, messages: prompt })
	}
	const conversations = new Map(
		[...longest.values()].map((session) => [JSON.stringify(session.messages), session]),
	)
	return [...conversations.values()]
}
