import type { ChatRequest, ModelCatalog, Tokenizer } from '@headroom/spec'
import { messageTokens, prefixTokens } from '../token-counts.ts'
import type { ConversationState } from './conversation-state.ts'
import { type Outlook, outlook } from './expected-calls.ts'
import type { HumanTurn } from './human-turns.ts'
import { promptCacheOf } from './prompt-cache.ts'
import { type Caching, compareSession, listCost, type TurnSize } from './session-costs.ts'
import type { SessionCosts, SessionDecision, SessionState } from './session-decision.ts'

/**
 * Turns of a person within which a cache is taken to live still: vendors keep caches for five minutes, and a turn, with
 * reading and writing, is taken to last 75 seconds. What the caller says of the time since the last call wins.
 */
const WARM_TURNS = 4

/** A conversation at a turn for which another model is asked. */
export interface Crossing {
	/** Prompt of the turn's first call. */
	readonly request: ChatRequest
	/** Up to this one. */
	readonly turns: readonly HumanTurn[]
	readonly state: ConversationState
	readonly asked: string
	readonly catalog: ModelCatalog | undefined
	readonly tokenizer: Tokenizer
	/** What the caller says of the conversation. */
	readonly stated: SessionState | undefined
}

/**
 * Whether a conversation goes over to the model that a turn asks for. A dearer one, by list price, is asked for its
 * quality: it is followed. A cheaper one is followed when that costs less over the calls that are expected.
 */
export function stayOrSwitch(crossing: Crossing): SessionDecision {
	const { state, asked, catalog } = crossing
	const from = state.model
	if (catalog === undefined)
		return {
			from,
			asked,
			action: 'switch',
			reason: `leaves ${from} for ${asked}: without a catalog no price is known`,
		}
	const size = sizeOf(crossing)
	const [before, after] = [listCost(from, size, catalog), listCost(asked, size, catalog)]
	if (before === undefined || after === undefined) {
		const unpriced = before === undefined ? from : asked
		return {
			from,
			asked,
			action: 'switch',
			reason: `leaves ${from} for ${asked}: no price of ${unpriced} is known`,
		}
	}
	const expected = outlookOf(crossing, size, catalog)
	const costs = compareSession(
		{ model: from, caching: cachingOf(from, size, crossing, catalog) },
		{ model: asked, caching: cachingOf(asked, size, crossing, catalog) },
		size,
		catalog,
		expected.calls,
	)
	if (costs === undefined) throw new TypeError('a catalog that priced a call does not price it again')
	const now = `${usd(costs.switch.next)} for this call instead of ${usd(costs.stay.next)}`
	if (after >= before)
		return { from, asked, action: 'switch', reason: `leaves ${from} for the dearer ${asked}: ${now}`, costs }
	const back = expected.returns ? returnCost(expected.calls, size, crossing, catalog) : 0
	const extra = costs.switch.next - costs.stay.next + back
	const pays = extra <= costs.expectedTurns * (costs.stay.later - costs.switch.later)
	const verb = pays ? `leaves ${from} for the cheaper ${asked}` : `stays with ${from}: ${asked}`
	return {
		from,
		asked,
		action: pays ? 'switch' : 'stay',
		reason: pays ? `${verb}: ${now}${later(costs)}` : `${verb} would cost ${now}${later(costs)}`,
		costs,
	}
}

/** USD that going back to the present model will cost beyond staying there: its cache has then missed some calls, or is cold. */
function returnCost(
	calls: number,
	size: TurnSize,
	{ turns, state, request }: Crossing,
	catalog: ModelCatalog,
): number {
	const cache = promptCacheOf(catalog.resolve(state.model), request)
	if (cache === undefined) return 0
	const { freshTokens, outputTokens } = size
	const missed = (calls + 1) * (freshTokens + outputTokens)
	const later = size.prefixTokens + missed
	const perTurn = callsIn(turns) / Math.max(1, turns.length - 1)
	const cold = calls + 1 > WARM_TURNS * perTurn
	const usage = { inputTokens: later, outputTokens: 0 }
	const read = catalog.cost(state.model, { ...usage, cacheReadInputTokens: later }, 'estimated')
	const held = cold ? 0 : size.prefixTokens
	const write = catalog.cost(
		state.model,
		{ ...usage, cacheReadInputTokens: held, cacheWriteInputTokens: later - held },
		'estimated',
	)
	return read.status === 'priced' && write.status === 'priced' ? write.usd - read.usd : 0
}

function later({ stay, switch: change, paysBackAfter, expectedTurns }: SessionCosts): string {
	const each = `, then ${usd(change.later)} instead of ${usd(stay.later)}`
	const when =
		paysBackAfter === null ? 'never pays back' : `pays back after ${paysBackAfter.toFixed(1)} calls`
	return paysBackAfter === 0 ? each : `${each}, which ${when}, with ${expectedTurns.toFixed(1)} expected`
}

function sizeOf({ request, turns, tokenizer }: Crossing): TurnSize {
	const sent = lastEndOf(turns)
	const prefix = prefixTokens(request, sent, tokenizer)
	const whole = prefixTokens(request, request.messages.length, tokenizer)
	const answers = request.messages.filter(({ role }) => role === 'assistant')
	const said = answers.reduce((sum, message) => sum + messageTokens(message, tokenizer), 0)
	return {
		prefixTokens: prefix,
		freshTokens: whole - prefix,
		outputTokens: Math.round(said / Math.max(1, callsIn(turns))),
	}
}

/** Messages of the prompt of the call before this one. */
function lastEndOf(turns: readonly HumanTurn[]): number {
	return turns.at(-2)?.lastEnd ?? 0
}

/** Calls before this one. */
function callsIn(turns: readonly HumanTurn[]): number {
	return turns.slice(0, -1).reduce((sum, { calls }) => sum + calls, 0)
}

function cachingOf(model: string, size: TurnSize, crossing: Crossing, catalog: ModelCatalog): Caching {
	const { request, state, stated, turns, tokenizer } = crossing
	const cache = promptCacheOf(catalog.resolve(model), request)
	const kept = cache !== undefined && size.prefixTokens >= cache.minTokens
	const told = model === state.model ? stated?.cachedTokens : undefined
	if (told !== undefined) return { heldTokens: told, kept: kept || told > 0 }
	const served = state.served.get(model)
	const cold = served === undefined || turns.length - 1 - served.turn > WARM_TURNS
	if (!kept || cold || (stated?.idleMs ?? 0) > cache.idleMs) return { heldTokens: 0, kept }
	const held = prefixTokens(request, served.end, tokenizer)
	return { heldTokens: held >= cache.minTokens ? held : 0, kept }
}

/** What the caller says, or the conversation's past. */
function outlookOf({ state, stated, asked }: Crossing, size: TurnSize, catalog: ModelCatalog): Outlook {
	if (stated?.expectedTurns !== undefined) return { calls: stated.expectedTurns, returns: false }
	const cost = listCost(asked, size, catalog) ?? 0
	return outlook(state.runs, (model) => (listCost(model, size, catalog) ?? 0) > cost)
}

/** Four digits that count, no exponent. */
function usd(value: number): string {
	if (value === 0) return '$0'
	return `$${value.toFixed(Math.min(12, Math.max(2, 3 - Math.floor(Math.log10(Math.abs(value))))))}`
}
