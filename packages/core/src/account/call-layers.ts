import type { ChatRequest, Cost } from '@headroom/spec'
import type { StageReport } from '../pipeline.ts'
import { compareCosts, type LayerSavings, ratioOf, sumModelUsage } from '../savings.ts'
import type { CallSavingsSource } from './call-savings.ts'

/** Where a call stands between two layers. */
interface Standing {
	readonly cost: Cost
	readonly tokens: number
}

/**
 * What each layer of a call saved, measured after the layers before it, so that all together make the whole.
 *
 * @param tokensOf Input tokens of a prompt in the tokenizer of the model that answered.
 */
export function callLayers(
	source: CallSavingsSource,
	tokensOf: (request: ChatRequest) => number,
): readonly LayerSavings[] {
	const { start, record } = source
	const { original, optimized } = start
	const reports = optimized.steps.length === 0 ? [] : optimized.savings.layers
	const taken = reports.findIndex(({ stage }) => stage === source.known.stage)
	const layers: LayerSavings[] = []
	const end: Standing = { cost: record.cost, tokens: record.usage.inputTokens }
	let standing: Standing = { cost: record.baseline.cost, tokens: tokensOf(original) }
	if (record.baseline.model !== record.requestedModel) {
		const next = standingOf(source, original, tokensOf, source.known.messages)
		layers.push(layer(made('requested-model', record.requestedModel), standing, next, undefined))
		standing = next
	}
	for (const [index, report] of reports.entries()) {
		const request = optimized.steps[index] ?? optimized.request
		const counted = standingOf(source, request, tokensOf, index < taken ? source.known.messages : 0)
		// What the last layer left is what was billed, as a rule, and then bears the mark of it.
		const next = index === reports.length - 1 && sameStanding(counted, end) ? end : counted
		layers.push(
			layer(reportOf(report), standing, next, sumModelUsage(source.catalog, report.modelUsage ?? [])),
		)
		standing = next
	}
	const thrownAway = sumModelUsage(source.catalog, source.laterCalls)
	if (thrownAway !== undefined || !sameStanding(standing, end))
		layers.push(layer(made('call', record.model), standing, end, thrownAway))
	return layers
}

function standingOf(
	{ catalog, counterfactual }: CallSavingsSource,
	request: ChatRequest,
	tokensOf: (request: ChatRequest) => number,
	known: number,
): Standing {
	const usage = counterfactual?.usageOf(request, request.model, known) ?? { inputTokens: 0, outputTokens: 0 }
	return { cost: catalog.cost(request.model, usage, 'estimated'), tokens: tokensOf(request) }
}

function layer(report: StageReport, from: Standing, to: Standing, calls: Cost | undefined): LayerSavings {
	return {
		...report,
		tokensBefore: from.tokens,
		tokensAfter: to.tokens,
		savedTokens: from.tokens - to.tokens,
		ratio: ratioOf(from.tokens, to.tokens),
		cost: compareCosts(from.cost, to.cost, calls),
	}
}

/** A report without what `optimize()` made of it. */
function reportOf({
	stage,
	outcome,
	tokensBefore,
	tokensAfter,
	model,
	durationMs,
	modelUsage,
}: StageReport): StageReport {
	const report = { stage, outcome, tokensBefore, tokensAfter, model, durationMs }
	return modelUsage === undefined ? report : { ...report, modelUsage }
}

/** The report of what no stage did; its tokens are filled in from where the call stood. */
function made(stage: string, model: string): StageReport {
	return { stage, outcome: 'applied', tokensBefore: 0, tokensAfter: 0, model, durationMs: 0 }
}

function sameStanding(a: Standing, b: Standing): boolean {
	if (a.tokens !== b.tokens || a.cost.status !== b.cost.status) return false
	return a.cost.status === 'unpriced' || (b.cost.status === 'priced' && a.cost.usd === b.cost.usd)
}
