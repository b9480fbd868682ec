import type { HeadroomOptions, ModelRouterOptions } from '@headroom/core'
import type { DemoCase } from './run.ts'
import { demoWorkload } from './workload.ts'

/** The model every request asks for; the baseline of all savings. */
export const REQUESTED_MODEL = 'openai/gpt-4o'

/** Models the prompts are priced at, besides. */
export const PRICED_MODELS: readonly string[] = [
	'openai/gpt-4o-mini',
	'openai/gpt-4o',
	'anthropic/claude-sonnet-4-5',
]

/** Short questions go to a smaller model. Agents at work are not routed: a weaker step costs more than it saves. */
const router: ModelRouterOptions = {
	defaultModel: REQUESTED_MODEL,
	routes: [{ name: 'lookup', when: { maxWords: 60 }, model: 'openai/gpt-4o-mini' }],
}

const preserveKeywords = ['must', 'never', 'important', 'security']

/** The three workloads of `datasets/demo`, the two conversations sent in both ways. */
export function demoCases(): DemoCase[] {
	const [support, agent, rag] = [
		demoWorkload('support-50-rounds'),
		demoWorkload('agent-run'),
		demoWorkload('rag-20-docs'),
	]
	const oneShot: HeadroomOptions = { compressor: { cache: 'ignore', preserveKeywords } }
	const cached: HeadroomOptions = { compressor: { cache: 'preserve', preserveKeywords } }
	return [
		{
			title: 'support chat, 50 rounds, a question at the end',
			workload: support,
			mode: 'each-question',
			options: { router, ...oneShot },
		},
		{
			title: 'retrieval, 20 documents, a question at the end',
			workload: rag,
			mode: 'each-question',
			options: { router, ...cached },
		},
		{ title: 'agent run, a question at the end', workload: agent, mode: 'each-question', options: oneShot },
		{ title: 'agent run as it stands, cache-safe', workload: agent, mode: 'as-is', options: cached },
	]
}
