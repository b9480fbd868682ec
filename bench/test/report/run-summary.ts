import type { GroupSummary, MetricRule, MetricSummary, RunSummary } from '../../src/results/record.ts'

/** Four values of one metric; noise 0 unless told. */
export function metric(items: number, mean: number, least: number, noise = 0): MetricSummary {
	return { items, mean, least, noise }
}

export function group(changes: Partial<GroupSummary>): GroupSummary {
	return {
		suite: 'compression',
		dataset: 'chats',
		kind: 'conversation',
		subject: 'compress',
		items: 4,
		tokensBefore: 1000,
		tokensAfter: 1000,
		ms: 8,
		ratio: 1,
		leastRatio: 1,
		msP50: 2,
		msP95: 40,
		metrics: {},
		...changes,
	}
}

export const rules: Record<string, MetricRule> = {
	answer: { better: 'higher', gate: 'mean', meaning: 'an answer still stands' },
	needed: { better: 'higher', gate: 'mean', meaning: 'what the agent used next still stands' },
	keywords: { better: 'higher', gate: 'every', bound: 1, meaning: 'keywords stay' },
	floor: { better: 'higher', gate: 'every', bound: 1, meaning: 'half of the tokens stay' },
	apgr: { better: 'higher', gate: 'mean', meaning: 'gap recovered' },
	usd: { better: 'lower', gate: 'report', meaning: 'dollars a request' },
}

export const subjects = [
	{ name: 'unchanged', meaning: 'control: as it is' },
	{ name: 'slim', meaning: 'slimming' },
	{ name: 'compress', meaning: 'compression' },
	{ name: 'random', meaning: 'control: at random' },
]

/** Written by hand: two datasets of answers, one agent run without, and a suite of other metrics. */
export const summary: RunSummary = {
	command: 'pnpm bench --limit 4',
	groups: [
		group({
			subject: 'unchanged',
			msP50: 0.01,
			msP95: 0.02,
			metrics: { answer: metric(4, 1, 1), floor: metric(4, 1, 1), keywords: metric(3, 1, 1) },
		}),
		group({
			ratio: 0.55,
			leastRatio: 0.5,
			metrics: { answer: metric(4, 0.75, 0, 0.25), floor: metric(4, 1, 1), keywords: metric(3, 1, 1) },
		}),
		group({
			subject: 'random',
			ratio: 0.56,
			leastRatio: 0.51,
			msP50: 0.5,
			msP95: 1,
			metrics: { answer: metric(4, 0.5, 0), floor: metric(4, 1, 1), keywords: metric(3, 1 / 3, 0) },
		}),
		group({
			dataset: 'docs',
			kind: 'rag',
			items: 12,
			ratio: 0.51,
			leastRatio: 0.499,
			msP50: 4,
			msP95: 120,
			metrics: { answer: metric(12, 11 / 12, 0, 0.08), floor: metric(12, 11 / 12, 0) },
		}),
		group({
			dataset: 'docs',
			kind: 'rag',
			items: 12,
			subject: 'slim',
			ratio: 0.9,
			leastRatio: 0.8,
			metrics: { answer: metric(12, 1, 1), floor: metric(12, 1, 1) },
		}),
		group({
			dataset: 'docs',
			kind: 'rag',
			items: 12,
			subject: 'random',
			ratio: 0.53,
			leastRatio: 0.5,
			metrics: { answer: metric(12, 0.25, 0, 0.1), floor: metric(12, 1, 1) },
		}),
		group({
			dataset: 'runs',
			kind: 'trajectory',
			items: 2,
			ratio: 0.7,
			leastRatio: 0.6,
			metrics: { needed: metric(2, 0.625, 0.5, 0.125), floor: metric(2, 1, 1) },
		}),
		group({
			suite: 'routing',
			dataset: 'pairs',
			kind: 'route',
			subject: 'knn',
			items: 100,
			msP50: 0,
			msP95: 0,
			metrics: { apgr: metric(100, 0.82, 0.1, 0.03), usd: metric(100, 1.25, 0.5, 0.02) },
		}),
		group({
			suite: 'routing',
			dataset: 'pairs',
			kind: 'route',
			subject: 'oracle',
			items: 100,
			msP50: 0,
			msP95: 0,
			metrics: {
				apgr: metric(100, 1.03, 1, 0),
				usd: metric(100, 12.5, 0.5, 0.02),
				surprise: metric(50, 250, 10),
			},
		}),
	],
}

/** A summary whose every text would break out of a page or a table that does not escape it. */
export const hostile: RunSummary = {
	command: '<b>"run" & `it`</b>',
	groups: [
		group({
			suite: 'compression</h2><script>alert(1)</script>',
			dataset: '<img src=x onerror="alert(1)"> | "quoted"',
			kind: "it's <i>",
			subject: 'compress & <b>more</b> | *x*',
			ratio: 0.5,
			leastRatio: 0.5,
			metrics: { answer: metric(4, 0.5, 0), '<u>odd</u>|metric': metric(4, 0.5, 0) },
		}),
	],
}
