import type { ChatRequest, ModelCatalog, Tokenizer } from '@headroom/spec'
import type { EstimatedCost } from './decision.ts'
import { promptTokens } from './token-counts.ts'

/** Tokens of the longest answer assumed where neither route, request nor model bounds it. */
const ASSUMED_ANSWER = 4_096

/** What the request would cost at a model; see `EstimatedCost` for what its bounds assume. */
export function estimateCost(
	request: ChatRequest,
	chosen: { readonly model: string; readonly maxTokens?: number },
	catalog: ModelCatalog | undefined,
	tokenizer: Tokenizer,
): EstimatedCost {
	const info = catalog?.resolve(chosen.model)
	if (catalog === undefined || info?.price === undefined)
		return { status: 'unpriced', model: info?.id ?? chosen.model }
	const bounds = [chosen.maxTokens, request.maxOutputTokens, info.maxOutputTokens].filter(
		(bound) => bound !== undefined,
	)
	const longest = bounds.length === 0 ? ASSUMED_ANSWER : Math.min(...bounds)
	const inputTokens = promptTokens(request, tokenizer)
	const low = catalog.cost(info.id, { inputTokens, outputTokens: 0 }, 'estimated')
	const high = catalog.cost(info.id, { inputTokens, outputTokens: longest }, 'estimated')
	if (low.status === 'unpriced' || high.status === 'unpriced') return { status: 'unpriced', model: info.id }
	return { status: 'priced', low: low.usd, high: high.usd, mark: 'estimated' }
}
