import {
	type ChatRequest,
	type ChatResponse,
	type Message,
	type ModelCatalog,
	messageTexts,
} from '@headroom/spec'
import { pricedAs } from '../account/price-model.ts'

/** Bytes of UTF-8 that stand for a token where nobody counts: few, so that prose comes out too dear, not too cheap. */
const BYTES_PER_TOKEN = 3

/** What a call may cost, in USD. */
export interface CostEstimate {
	/** Its prompt alone. */
	readonly input: number
	/** Prompt and expected answer. */
	readonly whole: number
}

/** How a call's cost is estimated. */
export interface CostEstimator {
	readonly catalog: ModelCatalog
	/** Tokens of a prompt. @default a third of its bytes of text */
	readonly countInput?: ((request: ChatRequest) => number) | undefined
	/** Tokens expected of an answer, where the request does not bound it lower. */
	readonly expectedOutputTokens: number
}

/** What a call may cost before it is made; `undefined` when its model has no price. */
export function estimateCost(request: ChatRequest, estimator: CostEstimator): CostEstimate | undefined {
	try {
		return estimated(request, estimator)
	} catch {
		// A catalog or tokenizer of the caller's that fails knows no price.
		return undefined
	}
}

function estimated(
	request: ChatRequest,
	{ catalog, countInput = countRoughly, expectedOutputTokens }: CostEstimator,
): CostEstimate | undefined {
	const most = request.maxOutputTokens ?? catalog.resolve(request.model)?.maxOutputTokens ?? Infinity
	const inputTokens = countInput(request)
	const expected = Math.min(expectedOutputTokens, most)
	// Without any bound there is nothing to expect but the most that a model has been known to say.
	const outputTokens = Number.isFinite(expected) ? expected : 128_000
	const input = catalog.cost(request.model, { inputTokens, outputTokens: 0 }, 'estimated')
	const whole = catalog.cost(request.model, { inputTokens, outputTokens }, 'estimated')
	if (input.status === 'unpriced' || whole.status === 'unpriced') return undefined
	return { input: input.usd, whole: whole.usd }
}

/**
 * What an answer cost, as billed and at the price that the books take; `undefined` where the provider did not say (0 input
 * tokens say nothing), or without a price.
 */
export function billedCost(
	{ model, usage }: ChatResponse,
	asked: string,
	catalog: ModelCatalog,
): number | undefined {
	if (usage === undefined || usage.inputTokens === 0) return undefined
	try {
		const cost = catalog.cost(pricedAs(catalog, asked, model), usage, 'billed')
		return cost.status === 'priced' ? cost.usd : undefined
	} catch {
		// A usage that contradicts itself, or a catalog that fails, is no reason to fail a call that was answered.
		return undefined
	}
}

/** USD of so much streamed text at a model's output price; 0 without a price. */
export function textCost(model: string, bytes: number, catalog: ModelCatalog): number {
	const usage = { inputTokens: 0, outputTokens: Math.ceil(bytes / BYTES_PER_TOKEN) }
	const cost = catalog.cost(model, usage, 'estimated')
	return cost.status === 'priced' ? cost.usd : 0
}

function countRoughly(request: ChatRequest): number {
	const bytesOf = (message: Message): number =>
		messageTexts(message).reduce((sum, text) => sum + Buffer.byteLength(text), 0)
	const bytes = request.messages.reduce((sum, message) => sum + bytesOf(message), 0)
	const tools = request.tools === undefined ? 0 : Buffer.byteLength(JSON.stringify(request.tools))
	return Math.ceil((bytes + tools) / BYTES_PER_TOKEN)
}
