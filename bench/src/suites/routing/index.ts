import type { ItemRecord, MetricRule } from '../../results/record.ts'
import { hasDataset, type RouterBench } from '../../routing/index.ts'
import type { Suite } from '../suite.ts'
import { dollarFigures } from './dollars.ts'
import type { Figures } from './figures.ts'
import { intentFigures } from './intents.ts'
import { manyModelFigures, routerBenchFigures } from './many-models.ts'
import { routingOverview } from './overview.ts'
import { twoModelFigures } from './two-models.ts'

type Measure = (seed: number) => readonly Figures[] | Promise<readonly Figures[]>

const measures: Readonly<Record<string, Measure>> = {
	'routellm-mmlu': (seed) => twoModelFigures('routellm-mmlu', seed),
	'routellm-gsm8k': (seed) => twoModelFigures('routellm-gsm8k', seed),
	'routerbench-subset': routerBenchFigures,
	zeroeval: dollarFigures,
	clinc150: (seed) => intentFigures('clinc150', seed),
	banking77: (seed) => intentFigures('banking77', seed),
	hwu64: (seed) => intentFigures('hwu64', seed),
}

const higher = (meaning: string, gate: MetricRule['gate'] = 'mean'): MetricRule => ({
	better: 'higher',
	gate,
	meaning,
})
const lower = (meaning: string): MetricRule => ({ better: 'lower', gate: 'mean', meaning })

const rules: Suite['rules'] = {
	apgr: higher('mean share of the quality gap recovered over all shares of strong calls; chance is 0.5'),
	cpt50: lower('least share of strong calls that recovers half of the gap'),
	cpt80: lower('least share of strong calls that recovers four fifths of the gap'),
	'random-sd': higher(
		'standard deviation of the random router’s APGR: differences below twice this are none',
		'report',
	),
	'share-error': lower(
		'largest difference between a wanted share of strong calls (20, 30, 50, 70 %) and the share reached',
	),
	'parts-sd': { better: 'lower', gate: 'report', meaning: 'standard deviation over the parts' },
	aiq: higher('mean quality over the range of costs, on the convex hull; compares within one run alone'),
	quality: higher('mean quality; in zeroeval as a share of gpt-4o’s'),
	'usd-per-1k': { better: 'lower', gate: 'report', meaning: 'USD of 1,000 requests, as the data states' },
	'cost-share': lower('simulated: cost as a share of always gpt-4o'),
	'quality-low': {
		better: 'higher',
		gate: 'report',
		meaning: 'lower end of the 95 % bootstrap interval of quality',
	},
	'quality-sd': {
		better: 'lower',
		gate: 'report',
		meaning: 'spread of quality between parts of the data that a rule was not trained on',
	},
	escalated: { better: 'lower', gate: 'report', meaning: 'share of prompts that went on to gpt-4o' },
	'cost@99%': lower('simulated: least cost share that keeps 99 % of gpt-4o’s quality'),
	'cost@97%': lower('the same at 97 %'),
	'cost@95%': lower('the same at 95 %'),
	'accuracy@5': higher(
		'share of utterances given the right intent, five examples each; mean over draws of them',
	),
	'accuracy@5-sd': {
		better: 'lower',
		gate: 'report',
		meaning: 'standard deviation of that over the draws, of which MiniLM has but one',
	},
	'accuracy@10': higher('the same with ten examples'),
	'accuracy@10-sd': { better: 'lower', gate: 'report', meaning: 'standard deviation of that over the draws' },
	'accuracy@all': higher('the same with all examples'),
	'oos-recall@5%': higher('share of out-of-scope texts rejected where 5 % of the others are'),
	'oos-auroc': higher('how well the score tells out-of-scope texts apart; chance is 0.5'),
}

const subjects: Suite['subjects'] = [
	{ name: 'random', meaning: 'control: chance', gated: false },
	{ name: 'length', meaning: 'longer prompts to the stronger model', gated: false },
	{ name: 'kNN', meaning: 'control: nearest labelled prompts by TF-IDF', gated: false },
	{ name: 'LearnedRouter', meaning: 'learnt from all labels of the training part', gated: false },
	{ name: 'LearnedRouter, 1,500 labels', meaning: 'mean over three draws of so many', gated: false },
	{
		name: 'LearnedRouter, five parts',
		meaning: 'all development rows, each judged by a router that learnt from the other four fifths',
		gated: false,
	},
	{ name: 'zero router', meaning: 'control: hull of the single models', gated: false },
	{ name: 'agreement cascade', meaning: 'two cheap models; gpt-4o where they differ', gated: false },
	{
		name: 'trained cascade',
		meaning: 'the same two, accepted by a rule trained on other prompts',
		gated: false,
	},
	{
		name: 'trained cascade, three',
		meaning: 'the same with a third cheap model, asked where the rule is not sure',
		gated: false,
	},
	{ name: 'TF-IDF centroid', meaning: 'control: one centroid an intent', gated: false },
	{
		name: 'ModelRouter, lexical',
		meaning: 'semantic routes of @headroom/router by words alone',
		gated: false,
	},
	{
		name: 'ModelRouter, MiniLM',
		meaning: 'the same with words and the embeddings of all-MiniLM-L6-v2 together',
		gated: false,
	},
	{ name: 'oracle', meaning: 'control: knows the outcome', gated: false },
]

/**
 * How well routers choose, beside chance, single models and the oracle. On shared data alone: learnt from development
 * halves, judged by held-out ones where those are there, else by a part of the development half.
 */
export const routingSuite: Suite = {
	name: 'routing',
	rules,
	subjects,
	overview: routingOverview(rules, subjects),
	datasets: ({ shared }) => (shared ? Object.keys(measures).filter((name) => hasDataset(name)) : []),
	async run(dataset, { seed, progress }) {
		const figures = (await measures[dataset]?.(seed)) ?? []
		progress(dataset, figures.length, figures.length)
		return figures.map((row) => recordOf(dataset, row))
	},
}

/** The same for a RouterBench table of the user's own. */
export function routerBenchRecords(dataset: string, table: RouterBench, seed: number): ItemRecord[] {
	return manyModelFigures(table, seed).map((row) => recordOf(dataset, row))
}

function recordOf(dataset: string, { subject, items, metrics }: Figures): ItemRecord {
	const item = `${dataset}, ${items} prompts`
	return {
		suite: 'routing',
		dataset,
		kind: 'routing',
		item,
		cluster: dataset,
		subject,
		tokensBefore: 0,
		tokensAfter: 0,
		ms: 0,
		metrics,
	}
}
