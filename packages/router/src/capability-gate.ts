import type { ChatRequest, ModelCatalog, Tokenizer } from '@headroom/spec'
import { holdsImage } from './conditions/has-images.ts'
import { promptFits } from './prompt-size.ts'

/**
 * Tokens kept free for the answer on a route without a bound of its own. The request's own bound is not asked:
 * routing lowers it, and a second run must see what the first saw.
 */
const ROOM_FOR_ANSWER = 1_024

/**
 * Why a model cannot serve a request, or `undefined` when nothing is known against it. What the catalog does not
 * know is no hindrance.
 */
export function hindrance(
	request: ChatRequest,
	candidate: { readonly model: string; readonly maxTokens?: number },
	catalog: ModelCatalog,
	tokenizer: Tokenizer,
): string | undefined {
	const info = catalog.resolve(candidate.model)
	if (info === undefined) return undefined
	const { vision, tools } = info.capabilities
	if (tools === false && (request.tools ?? []).length > 0) return `${info.id} cannot call tools`
	if (vision === false && request.messages.some(holdsImage)) return `${info.id} takes no images`
	if (info.contextWindow === undefined) return undefined
	const room = info.contextWindow - (candidate.maxTokens ?? ROOM_FOR_ANSWER)
	if (promptFits(request, room, tokenizer)) return undefined
	return `the prompt exceeds the ${info.contextWindow} tokens of ${info.id}`
}
