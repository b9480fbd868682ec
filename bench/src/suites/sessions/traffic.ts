import { createCatalog } from '@headroom/core'
import { distributionOf } from '@headroom/router'
import type { CallRecord, Cost, Usage } from '@headroom/spec'

const catalog = createCatalog()

const MINI = 'openai/gpt-4o-mini'
const GPT = 'openai/gpt-4o'
const CLAUDE = 'anthropic/claude-sonnet-4-5'

/** Four routes: share of the requests, model, and tokens of a request. */
const ROUTES = [
	{ route: 'simple', share: 0.4, model: MINI, input: 300, output: 100 },
	{ route: 'general', share: 0.3, model: GPT, input: 800, output: 300 },
	{ route: 'complex', share: 0.2, model: CLAUDE, input: 3_000, output: 900 },
	{ route: 'extract', share: 0.1, model: MINI, input: 300, output: 100 },
] as const

const REQUESTS = 1_000

/**
 * Why the mean price of routed traffic says nothing of its bill: shares are of requests, bills are of tokens. Prices
 * are the catalog's.
 */
export function trafficFigures(): { subject: string; metrics: Record<string, number> }[] {
	const [input, output] = [blend('input'), blend('output')]
	const [gptInput, gptOutput] = [priceOf(GPT, 'input'), priceOf(GPT, 'output')]
	const saving = (routed: number, alone: number) => ({ 'list-saving': 100 * (1 - routed / alone) })
	return [
		{ subject: 'routes, by price of input', metrics: saving(input, gptInput) },
		{ subject: 'routes, by price of output', metrics: saving(output, gptOutput) },
		...[1, 3, 10].map((weight) => ({
			subject: `routes, ${weight}:1 blend`,
			metrics: saving(weight * input + output, weight * gptInput + gptOutput),
		})),
		...bill('all gpt-4o', GPT),
		...bill('all Claude', CLAUDE),
	]
}

function bill(name: string, baseline: string): { subject: string; metrics: Record<string, number> }[] {
	const total = distributionOf(records(baseline)).totals[0]
	return [
		{
			subject: `routes, beside ${name}`,
			metrics: {
				'bill-per-1k': total?.per1kRequests?.costUsd ?? Number.NaN,
				'bill-saving': 100 * (total?.savedFraction ?? Number.NaN),
			},
		},
	]
}

function records(baseline: string): CallRecord[] {
	return ROUTES.flatMap(({ route, share, model, input, output }) =>
		Array.from({ length: share * REQUESTS }, (_, index): CallRecord => {
			const usage: Usage = { inputTokens: input, outputTokens: output }
			const cost = (of: string): Cost => catalog.cost(of, usage, 'simulated')
			return {
				id: `${route}-${index}`,
				startedAt: 0,
				provider: model.slice(0, model.indexOf('/')),
				requestedModel: baseline,
				model,
				route,
				tags: {},
				outcome: 'completed',
				usage,
				usageMark: 'simulated',
				originalInputTokens: input,
				cost: cost(model),
				baseline: { model: baseline, usage, cost: cost(baseline) },
			}
		}),
	)
}

/** The mean of the prices, weighted by requests. */
function blend(part: 'input' | 'output'): number {
	return ROUTES.reduce((sum, { share, model }) => sum + share * priceOf(model, part), 0)
}

/** USD per 1M tokens, of prices with tiers the base. */
function priceOf(model: string, part: 'input' | 'output'): number {
	const price = catalog.resolve(model)?.price?.[part]
	if (price === undefined) throw new Error(`${model} has no price`)
	return typeof price === 'number' ? price : price.base
}
