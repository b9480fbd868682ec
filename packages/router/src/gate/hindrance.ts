import type { CallContext, ChatRequest, ModelCatalog, Tokenizer } from '@headroom/spec'
import { promptFits } from './prompt-size.ts'
import { lackOf } from './request-lack.ts'

/**
 * Tokens kept free for the answer on a route without a bound of its own. The request's own bound is not asked:
 * routing lowers it, and a second run must see what the first saw.
 */
const ROOM_FOR_ANSWER = 1_024

/** Tokens of a prompt once everything after the router has run on it. */
export type SizeAfter = (request: ChatRequest, context: CallContext) => number | Promise<number>

/** What a model must be able to serve, and who knows what models can. */
export interface Gate {
	readonly request: ChatRequest
	readonly catalog: ModelCatalog | undefined
	readonly tokenizer: Tokenizer
	/** Region that no request may leave, beside the one that its own label names. */
	readonly region: string | undefined
	readonly sizeAfter: SizeAfter | undefined
	readonly context: CallContext
}

/**
 * Why a model cannot serve a request, or `undefined` when nothing is known against it. What the catalog does not
 * know is no hindrance, but for the region: where a model runs must be known.
 */
export async function hindrance(
	candidate: { readonly model: string; readonly maxTokens?: number },
	gate: Gate,
): Promise<string | undefined> {
	const { request, catalog, region } = gate
	const lack = lackOf(request, request.model, candidate.model, catalog, region)
	if (lack !== undefined) return lack
	const info = catalog?.resolve(candidate.model)
	if (info?.contextWindow === undefined) return undefined
	const room = info.contextWindow - (candidate.maxTokens ?? ROOM_FOR_ANSWER)
	if (promptFits(request, room, gate.tokenizer)) return undefined
	const after = await sizeAfter(candidate.model, gate)
	if (after === undefined) return `the prompt exceeds the ${info.contextWindow} tokens of ${info.id}`
	return after <= room
		? undefined
		: `the prompt exceeds the ${info.contextWindow} tokens of ${info.id}, also after what is left out of it`
}

/** A size that cannot be found out is none: the gate then goes by the prompt as it is. */
async function sizeAfter(
	model: string,
	{ request, sizeAfter: ask, context }: Gate,
): Promise<number | undefined> {
	if (ask === undefined) return undefined
	try {
		return await ask({ ...request, model }, context)
	} catch {
		context.signal?.throwIfAborted()
		return undefined
	}
}
