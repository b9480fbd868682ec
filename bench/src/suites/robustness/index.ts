import { createCatalog } from '@headroom/core'
import { ModelRouter, type RouteDecision } from '@headroom/router'

import type { ItemRecord } from '../../results/record.ts'
import {
	hasDataset,
	loadBanking77,
	loadClinc150,
	loadHwu64,
	loadRouteLlmGsm8k,
	loadRouteLlmMmlu,
	loadZeroEval,
} from '../../routing/index.ts'
import type { Suite } from '../suite.ts'
import { DISTURBANCES } from './disturbances.ts'
import { robustRoutes } from './routes.ts'

/** Development prompts of a dataset, as their people wrote them. */
const PROMPTS: Readonly<Record<string, () => readonly string[]>> = {
	'routellm-mmlu': () => loadRouteLlmMmlu().map(({ prompt }) => prompt),
	'routellm-gsm8k': () => loadRouteLlmGsm8k().map(({ prompt }) => prompt),
	zeroeval: () => loadZeroEval().map(({ prompt }) => prompt),
	clinc150: () => loadClinc150().validation.map(({ text }) => text),
	banking77: () => loadBanking77().map(({ text }) => text),
	hwu64: () => loadHwu64().map(({ text }) => text),
}

/** Prompts of a dataset, spread evenly over it. */
const MOST_PROMPTS = 100

const NAME = (dataset: string): string => `prompts of ${dataset}`

/** Whether a decision stays what it is when everything but what a person wrote changes. */
export const robustnessSuite: Suite = {
	name: 'robustness',
	rules: {
		'decisions-changed': {
			better: 'lower',
			gate: 'every',
			bound: 0,
			isCount: true,
			meaning: 'decisions that another route, model, score, threshold or runner-up came out of',
		},
		decisions: { better: 'higher', gate: 'report', isCount: true, meaning: 'decisions compared' },
		explained: {
			better: 'higher',
			gate: 'every',
			bound: 1,
			meaning:
				'share of decisions with a reason, and a score and threshold for the route or a score for the nearest one',
		},
	},
	subjects: DISTURBANCES.map(({ name, meaning }) => ({ name, meaning, gated: true })),
	datasets: ({ shared }) =>
		shared
			? Object.keys(PROMPTS)
					.filter((name) => hasDataset(name))
					.map(NAME)
			: [],
	async run(dataset, { limit = MOST_PROMPTS, progress }) {
		const name = Object.keys(PROMPTS).find((candidate) => NAME(candidate) === dataset) ?? ''
		const all = PROMPTS[name]?.() ?? []
		const size = Math.min(MOST_PROMPTS, limit, all.length)
		const prompts = Array.from(
			{ length: size },
			(_, index) => all[Math.floor((index * all.length) / size)] ?? '',
		)
		const router = new ModelRouter({
			defaultModel: 'openai/gpt-4o',
			catalog: createCatalog(),
			routes: robustRoutes(),
		})
		const records: ItemRecord[] = []
		for (const [index, { name: subject, disturb }] of DISTURBANCES.entries()) {
			let [changed, explained] = [0, 0]
			for (const prompt of prompts) {
				const plain = await router.route({
					model: 'openai/gpt-4o',
					messages: [{ role: 'user', content: prompt }],
				})
				const laden = await router.route(disturb(prompt))
				if (JSON.stringify(judged(plain)) !== JSON.stringify(judged(laden))) changed++
				if (isExplained(laden)) explained++
			}
			records.push(recordOf(dataset, subject, prompts.length, changed, explained / prompts.length))
			progress(dataset, index + 1, DISTURBANCES.length)
			await new Promise((resolve) => setImmediate(resolve))
		}
		return records
	},
}

/** All of a decision but its price, which is of the whole prompt. */
function judged({ estimatedCost: _, ...decision }: RouteDecision): Omit<RouteDecision, 'estimatedCost'> {
	return decision
}

function isExplained({ route, reason, score, threshold, runnersUp }: RouteDecision): boolean {
	if (reason === '') return false
	if (route !== null) return score !== null && threshold !== null && score >= threshold
	return runnersUp.every((other) => other.score < other.threshold)
}

function recordOf(
	dataset: string,
	subject: string,
	prompts: number,
	changed: number,
	explained: number,
): ItemRecord {
	return {
		suite: 'robustness',
		dataset,
		kind: 'routing',
		item: `${dataset}, ${prompts}`,
		cluster: dataset,
		subject,
		tokensBefore: 0,
		tokensAfter: 0,
		ms: 0,
		metrics: { decisions: prompts, 'decisions-changed': changed, explained },
	}
}
