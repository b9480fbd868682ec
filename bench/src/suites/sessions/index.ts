import type { Message } from '@headroom/spec'
import { o200kBase } from '@headroom/tokenizer'
import { spread } from '../../compression/run.ts'
import type { BenchSet } from '../../data/index.ts'
import type { ItemRecord, MetricRule } from '../../results/record.ts'
import type { Suite } from '../suite.ts'
import { sessionFigures, WAYS } from './policies.ts'
import { trafficFigures } from './traffic.ts'
import { workedFigures } from './worked-example.ts'

/** Conversations of people with a model, turn after turn. */
const SESSION_SETS = ['sgd-50rounds', 'tau-airline']

/** Sessions of a set that are replayed, spread evenly over it: each at several prices, paces and policies. */
const MOST_SESSIONS = 8

const shown = (meaning: string): MetricRule => ({ better: 'lower', gate: 'report', isCount: true, meaning })

const EXAMPLES = {
	'switch-example': workedFigures,
	'traffic-example': trafficFigures,
} as const

/** What routing does to the bill of whole conversations and of mixed traffic. All money is simulated. */
export const sessionsSuite: Suite = {
	name: 'sessions',
	rules: {
		'of-dear': {
			better: 'lower',
			gate: 'mean',
			meaning:
				'simulated: cost of the session over that of the dear model for every turn, prompt cache priced',
		},
		'of-follow': shown('simulated: cost of the session over that of deciding every turn alone'),
		switches: {
			better: 'lower',
			gate: 'report',
			isCount: true,
			meaning: 'changes of the model in a session',
		},
		'first-per-1k': shown(
			'USD of 1,000 calls like the one at which the models part; the prefix is 30,000 tokens',
		),
		'later-per-1k': shown('USD of 1,000 later calls'),
		'pays-back': shown('later calls after which the switch has paid for itself'),
		'list-saving': shown(
			'percent of the price saved, as a mean weighted by requests: what a bill never shows',
		),
		'bill-per-1k': shown('USD of 1,000 requests, by the tokens they have'),
		'bill-saving': shown('percent of the bill saved, negative for a loss'),
	},
	subjects: [
		...WAYS,
		{ name: 'stay on Sonnet', meaning: 'the worked example', gated: false },
		{ name: 'switch to Haiku', meaning: 'the worked example', gated: false },
		{ name: 'routes, by price of input', meaning: 'the traffic example, weighted by requests', gated: false },
		{
			name: 'routes, by price of output',
			meaning: 'the traffic example, weighted by requests',
			gated: false,
		},
		{ name: 'routes, 1:1 blend', meaning: 'input and output weighted 1:1', gated: false },
		{ name: 'routes, 3:1 blend', meaning: 'input and output weighted 3:1', gated: false },
		{ name: 'routes, 10:1 blend', meaning: 'input and output weighted 10:1', gated: false },
		{ name: 'routes, beside all gpt-4o', meaning: 'the bill of the traffic example', gated: false },
		{ name: 'routes, beside all Claude', meaning: 'the bill of the traffic example', gated: false },
	],
	datasets: ({ sets }) => [
		...Object.keys(EXAMPLES),
		...SESSION_SETS.filter((name) => sets.some((set) => set.name === name)),
	],
	async run(dataset, { sets, limit = Number.POSITIVE_INFINITY, progress }) {
		if (dataset in EXAMPLES)
			return (await EXAMPLES[dataset as keyof typeof EXAMPLES]()).map(({ subject, metrics }) =>
				recordOf(dataset, dataset, subject, metrics),
			)
		const set = sets.find(({ name }) => name === dataset)
		const sessions = set === undefined ? [] : conversations(set)
		const chosen = spread(sessions, Math.min(MOST_SESSIONS, Math.ceil(limit / 4)))
		const records: ItemRecord[] = []
		for (const [index, { id, messages }] of chosen.entries()) {
			for (const { item, subject, metrics } of await sessionFigures(messages, o200kBase()))
				records.push(recordOf(dataset, `${id}, ${item}`, subject, metrics, id))
			progress(dataset, index + 1, chosen.length)
			await new Promise((resolve) => setImmediate(resolve))
		}
		return records
	},
}

/** The longest prompt of every cluster. */
function conversations(set: BenchSet): { id: string; messages: readonly Message[] }[] {
	const longest = new Map<string, readonly Message[]>()
	for (const { cluster, prompt } of set.cases)
		if (typeof prompt !== 'string' && prompt.length > (longest.get(cluster)?.length ?? 0))
			longest.set(cluster, prompt)
	return [...longest].map(([id, messages]) => ({ id, messages }))
}

function recordOf(
	dataset: string,
	item: string,
	subject: string,
	metrics: Readonly<Record<string, number>>,
	cluster: string = dataset,
): ItemRecord {
	return {
		suite: 'sessions',
		dataset,
		kind: 'simulation',
		item,
		cluster,
		subject,
		tokensBefore: 0,
		tokensAfter: 0,
		ms: 0,
		metrics,
	}
}
