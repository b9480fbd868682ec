import type { ChatRequest, Cost, ModelCatalog, ModelUsageEvent } from '@headroom/spec'
import type { StageReport } from './pipeline.ts'

/** Money of a prompt before and after, in USD. */
export interface CostSavings {
	/** The original request at the requested model's price. */
	readonly baseline: Cost
	/** The optimized request at the price of the model it goes to. */
	readonly optimized: Cost
	/**
	 * What stages asked of models of their own, billed: as their providers reported it, at list price. Unpriced
	 * too when a call reported nothing. Absent when they asked none.
	 */
	readonly stageCalls?: Cost
	/** `baseline − optimized − stageCalls` in USD, negative for a loss; absent when any of them is unpriced. */
	readonly savedUsd?: number
}

/** What one layer saved, measured after the layers before it. */
export interface LayerSavings extends StageReport {
	/** `tokensBefore − tokensAfter`. */
	readonly savedTokens: number
	/** `tokensAfter / tokensBefore`, in [0, 1]; 1 for an empty prompt. */
	readonly ratio: number
	/** Baseline is the request as the layer before left it, at that layer's model. */
	readonly cost: CostSavings
}

/**
 * What an optimization saved on the prompt. Estimated: input tokens alone, counted with the model's tokenizer, at
 * list price, with no prompt cache assumed, and what stages asked of models of their own taken off. The answer to
 * the request is not in it.
 */
export interface Savings {
	/** Tokens of the original request, counted for the model it goes to. */
	readonly tokensBefore: number
	readonly tokensAfter: number
	/** `tokensBefore − tokensAfter`. */
	readonly savedTokens: number
	/** `1 − ratio`, in [0, 1]. */
	readonly savedFraction: number
	/** `tokensAfter / tokensBefore`, in [0, 1]; 1 for an empty prompt. */
	readonly ratio: number
	/** Layers in the order they ran; their savings add up to the total. */
	readonly layers: readonly LayerSavings[]
	readonly cost: CostSavings
}

/** What the arithmetic of savings needs from outside. */
export interface SavingsSource {
	readonly catalog: ModelCatalog
	/** Tokens of a request as its own model counts them. */
	readonly count: (request: ChatRequest) => number
}

/** Works out what was saved from the measured reports of a run. */
export function computeSavings(
	original: ChatRequest,
	optimized: ChatRequest,
	reports: readonly StageReport[],
	source: SavingsSource,
): Savings {
	const tokensAfter = source.count(optimized)
	const tokensBefore =
		original === optimized ? tokensAfter : source.count({ ...original, model: optimized.model })
	const baseline = price(source, original.model, source.count(original))
	let previous = baseline
	const layers = reports.map((report): LayerSavings => {
		const calls = stageCalls(source, [report])
		const cost = compareCosts(previous, price(source, report.model, report.tokensAfter), calls)
		previous = cost.optimized
		return {
			...report,
			savedTokens: report.tokensBefore - report.tokensAfter,
			ratio: ratioOf(report.tokensBefore, report.tokensAfter),
			cost,
		}
	})
	const kept = ratioOf(tokensBefore, tokensAfter)
	return {
		tokensBefore,
		tokensAfter,
		savedTokens: tokensBefore - tokensAfter,
		savedFraction: 1 - kept,
		ratio: kept,
		layers,
		cost: compareCosts(baseline, price(source, optimized.model, tokensAfter), stageCalls(source, reports)),
	}
}

/** `after / before`; 1 for nothing at all. */
export function ratioOf(before: number, after: number): number {
	return before === 0 ? 1 : after / before
}

function price(source: SavingsSource, model: string, inputTokens: number): Cost {
	return source.catalog.cost(model, { inputTokens, outputTokens: 0 }, 'estimated')
}

function stageCalls(source: SavingsSource, reports: readonly StageReport[]): Cost | undefined {
	return sumModelUsage(
		source.catalog,
		reports.flatMap(({ modelUsage = [] }) => modelUsage),
	)
}

/** What the calls of other models cost together; `undefined` for none. A sum with an unpriced part is unpriced. */
export function sumModelUsage(catalog: ModelCatalog, calls: readonly ModelUsageEvent[]): Cost | undefined {
	let sum: Extract<Cost, { status: 'priced' }> | undefined
	for (const { model, usage, unreportedCalls } of calls) {
		const cost: Cost =
			unreportedCalls > 0 ? { status: 'unpriced', model } : catalog.cost(model, usage, 'billed')
		if (cost.status === 'unpriced') return cost
		sum = { ...cost, usd: cost.usd + (sum?.usd ?? 0) }
	}
	return sum
}

/** The four costs side by side, with what they leave. */
export function compareCosts(baseline: Cost, optimized: Cost, calls: Cost | undefined): CostSavings {
	const costs = calls === undefined ? { baseline, optimized } : { baseline, optimized, stageCalls: calls }
	if (baseline.status === 'unpriced' || optimized.status === 'unpriced' || calls?.status === 'unpriced')
		return costs
	return { ...costs, savedUsd: baseline.usd - optimized.usd - (calls?.usd ?? 0) }
}
