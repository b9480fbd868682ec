import type { ModelCatalog, Usage } from '@headroom/spec'
import type { SessionCosts } from './session-decision.ts'

/** Sizes of a conversation's next call, in tokens. */
export interface TurnSize {
	/** What the call before sent, and this one sends again. */
	readonly prefixTokens: number
	/** What it adds. */
	readonly freshTokens: number
	/** Expected of the answer. */
	readonly outputTokens: number
}

/** What a provider's cache holds of the prefix, and whether it takes it in. */
export interface Caching {
	/** Tokens of the prefix that the cache holds before this call. */
	readonly heldTokens: number
	/** Whether the prefix is in the cache after this call. */
	readonly kept: boolean
}

/** A model with what its provider's cache does. */
export interface Candidate {
	readonly model: string
	readonly caching: Caching
}

/**
 * What staying and switching cost, in this call and in each later one of the same size; `undefined` where either
 * model has no price.
 *
 * What the cache holds is read, what it takes in of the rest of the prefix is written, what is fresh is input. That
 * the prefix grows with every call is left out: it speaks for whichever model reads its cache more cheaply.
 */
export function compareSession(
	from: Candidate,
	to: Candidate,
	size: TurnSize,
	catalog: ModelCatalog,
	expectedTurns: number,
): SessionCosts | undefined {
	const stay = costsOf(from, size, catalog)
	const change = costsOf(to, size, catalog)
	if (stay === undefined || change === undefined) return undefined
	const extra = change.next - stay.next
	const saving = stay.later - change.later
	return {
		stay,
		switch: change,
		paysBackAfter: extra <= 0 && saving >= 0 ? 0 : saving > 0 ? extra / saving : null,
		expectedTurns,
		mark: 'estimated',
	}
}

/** USD of the call at a model with nothing cached: what the list price says of how dear a model is. */
export function listCost(model: string, size: TurnSize, catalog: ModelCatalog): number | undefined {
	return usdOf(model, { inputTokens: inputOf(size), outputTokens: size.outputTokens }, catalog)
}

function costsOf(
	{ model, caching }: Candidate,
	size: TurnSize,
	catalog: ModelCatalog,
): { next: number; later: number } | undefined {
	const { prefixTokens, outputTokens } = size
	const held = Math.min(caching.heldTokens, prefixTokens)
	const usage = { inputTokens: inputOf(size), outputTokens }
	const next = usdOf(
		model,
		{
			...usage,
			cacheReadInputTokens: held,
			cacheWriteInputTokens: caching.kept ? prefixTokens - held : 0,
		},
		catalog,
	)
	const later = usdOf(model, { ...usage, cacheReadInputTokens: caching.kept ? prefixTokens : 0 }, catalog)
	return next === undefined || later === undefined ? undefined : { next, later }
}

function inputOf({ prefixTokens, freshTokens }: TurnSize): number {
	return prefixTokens + freshTokens
}

function usdOf(model: string, usage: Usage, catalog: ModelCatalog): number | undefined {
	const cost = catalog.cost(model, usage, 'estimated')
	return cost.status === 'priced' ? cost.usd : undefined
}
