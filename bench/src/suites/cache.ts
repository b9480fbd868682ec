import { ContextCompressor } from '@headroom/compressor'
import { TokenSlimmer } from '@headroom/slimmer'
import type { Message, Stage } from '@headroom/spec'
import { o200kBase } from '@headroom/tokenizer'
import { joinedPrompt } from '../compression/outcome.ts'
import { spread } from '../compression/run.ts'
import { KEYWORDS } from '../compression/subjects.ts'
import type { BenchSet } from '../data/index.ts'
import type { ItemRecord } from '../results/record.ts'
import type { Suite, SuiteOptions } from './suite.ts'

const tokenizer = o200kBase()

/** The stages of a conversation whose prefix a provider has cached. */
export function preservingStages(): Stage[] {
	return [new TokenSlimmer(), new ContextCompressor({ cache: 'preserve', preserveKeywords: KEYWORDS })]
}

/** Whether what was sent once is sent again with the same bytes, turn after turn. */
export const cacheSuite: Suite = {
	name: 'cache',
	rules: {
		prefix: {
			better: 'higher',
			gate: 'every',
			bound: 1,
			meaning: 'share of turns whose messages begin with all messages of the turn before, byte for byte',
		},
		floor: {
			better: 'higher',
			gate: 'every',
			bound: 1,
			meaning: 'at least half of the tokens given to compression are left at the last turn',
		},
	},
	subjects: [
		{ name: 'preserve', meaning: 'slimming and compression as stages, cache: preserve', gated: true },
	],
	datasets: ({ sets }) => sets.filter((set) => sessions(set).length > 0).map((set) => set.name),
	async run(dataset, options) {
		const set = options.sets.find(({ name }) => name === dataset)
		return set === undefined ? [] : runSessions(set, options)
	},
}

async function runSessions(
	set: BenchSet,
	{ limit = Number.POSITIVE_INFINITY, progress }: SuiteOptions,
): Promise<ItemRecord[]> {
	// Each session is run once a turn, so a slice takes fewer sessions than it takes items elsewhere.
	const chosen = spread(sessions(set), Math.ceil(limit / 4))
	const records: ItemRecord[] = []
	for (const [index, { id, cluster, messages }] of chosen.entries()) {
		const { turns, kept, last, slimmed, ms } = await replay(messages)
		const [before, after, lossyBefore] = [messages, last, slimmed].map((list) =>
			tokenizer.count(joinedPrompt(list)),
		) as [number, number, number]
		records.push({
			suite: 'cache',
			dataset: set.name,
			kind: set.cases[0]?.kind ?? '',
			item: id,
			cluster,
			subject: 'preserve',
			tokensBefore: before,
			tokensAfter: after,
			ms: ms / turns,
			metrics: { prefix: turns === 0 ? 1 : kept / turns, floor: after * 2 >= lossyBefore ? 1 : 0 },
		})
		progress(set.name, index + 1, chosen.length)
		await new Promise((resolve) => setImmediate(resolve))
	}
	return records
}

interface Session {
	readonly id: string
	readonly cluster: string
	readonly messages: readonly Message[]
}

/** The longest prompt of every cluster with at least three messages. */
function sessions(set: BenchSet): Session[] {
	const longest = new Map<string, Session>()
	for (const { id, cluster, prompt } of set.cases) {
		if (typeof prompt === 'string' || prompt.length < 3) continue
		if (prompt.length > (longest.get(cluster)?.messages.length ?? 0))
			longest.set(cluster, { id, cluster, messages: prompt })
	}
	return [...longest.values()]
}

/** Sends a conversation as a client would: a request after each message that is not the model's own. */
async function replay(messages: readonly Message[]): Promise<{
	turns: number
	kept: number
	last: readonly Message[]
	slimmed: readonly Message[]
	ms: number
}> {
	const [slimmer, compressor] = preservingStages() as [Stage, Stage]
	const context = { tokenizer, signal: new AbortController().signal, observe: () => {} }
	let [turns, kept, ms] = [0, 0, 0]
	let [last, slimmed]: [readonly Message[], readonly Message[]] = [[], []]
	for (let end = 1; end <= messages.length; end++) {
		if (messages[end - 1]?.role === 'assistant' && end < messages.length) continue
		const started = performance.now()
		const once = await slimmer.run({ model: 'openai/gpt-4o', messages: messages.slice(0, end) }, context)
		const sent = (await compressor.run(once, context)).messages
		ms += performance.now() - started
		turns += 1
		if (JSON.stringify(sent).startsWith(JSON.stringify(last).slice(0, -1))) kept += 1
		;[last, slimmed] = [sent, once.messages]
	}
	return { turns, kept, last, slimmed, ms }
}
