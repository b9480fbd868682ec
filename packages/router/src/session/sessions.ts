import type { ChatRequest, ModelCatalog } from '@headroom/spec'
import type { Choice } from '../decide.ts'
import { BoundedMap } from './bounded-map.ts'
import { type ConversationState, stateAfter } from './conversation-state.ts'
import { extended, keyOf, settingOf } from './fingerprint.ts'
import { type HumanTurn, humanTurns } from './human-turns.ts'
import type { SessionDecision, SessionState } from './session-decision.ts'
import { type Crossing, stayOrSwitch } from './stay-or-switch.ts'

/**
 * What earlier turns mean for the model of a conversation.
 *
 * `auto`: it stays with its model unless going over to the one asked for pays, or that one is dearer and so asked for its
 * quality. `pin`: it stays with its first model while that can serve. `follow`: every turn is decided alone.
 */
export type SessionPolicy = 'auto' | 'pin' | 'follow'

/** Turns remembered, over all conversations; some 1 MB. */
const MOST_STATES = 4_096

/**
 * Turns that are worked out anew where nothing is remembered. Of a longer conversation more is left out, in blocks of
 * half as many, so that what is left out is the same from turn to turn.
 */
const MOST_REPLAYED = 256

/** Messages up to which so many turns are worked out; each time they double, half as many: each turn looks at them all. */
const MANY_MESSAGES = 8_192

/** Least turns that are worked out, however many messages there are. */
const LEAST_REPLAYED = 8

/** What a decision about a conversation needs of the router. */
export interface Asking {
	/** Decides about a prompt as if it had no past; the model must be able to serve `served`. */
	readonly decide: (judged: ChatRequest, served: ChatRequest) => Promise<Choice>
	/** Why a model cannot serve a request. */
	readonly hindrance: (
		model: string,
		maxTokens: number | undefined,
		served: ChatRequest,
	) => Promise<string | undefined>
	readonly catalog: ModelCatalog | undefined
	readonly tokenizer: Crossing['tokenizer']
	readonly signal: AbortSignal | undefined
	readonly stated: SessionState | undefined
	/** Whether a first turn is remembered: it would not be decided the same once more. */
	readonly remember: boolean
}

/** One turn of a conversation. */
interface Turn {
	/** Prompt of its first call, by which it is judged. */
	readonly judged: ChatRequest
	/** Prompt of the call that is to be served. */
	readonly served: ChatRequest
	/** Up to this one. */
	readonly turns: readonly HumanTurn[]
}

/**
 * Knows which model a conversation is on without being told: it decides its earlier turns once more, in order, and
 * remembers the outcome. What it remembers changes no decision, only how long one takes.
 */
export class Sessions {
	readonly #policy: SessionPolicy
	#states = new BoundedMap<ConversationState>(MOST_STATES)

	constructor(policy: SessionPolicy) {
		this.#policy = policy
	}

	/**
	 * What is remembered no longer holds: the routes have changed. Decisions under way go by the routes as they were, and
	 * remember where nobody looks any more.
	 */
	forget(): void {
		this.#states = new BoundedMap(MOST_STATES)
	}

	/** The decision about a request, its past considered. */
	async choose(request: ChatRequest, asking: Asking): Promise<Choice> {
		if (this.#policy === 'follow') return asking.decide(request, request)
		const states = this.#states
		const turns = humanTurns(request)
		const last = turns.at(-1)
		if (last === undefined) return asking.decide(request, request)
		const turn: Turn = { judged: upTo(request, last.end), served: request, turns }
		const { stated } = asking
		const alone = turns.length === 1 && stated === undefined
		if (alone && !asking.remember) return asking.decide(turn.judged, turn.served)
		const keys = this.#keys(request, turns)
		const state =
			stated === undefined ? await this.#replay(states, request, turns, keys, asking) : told(stated, turns)
		const [choice, asked] = await this.#decide(turn, state, asking)
		const key = keys.at(-1)
		if (stated === undefined && key !== undefined)
			states.set(key, stateAfter(state, turns.length - 1, last, { model: choice.model, asked }))
		return choice
	}

	/** The state before the last turn. */
	async #replay(
		states: BoundedMap<ConversationState>,
		request: ChatRequest,
		turns: readonly HumanTurn[],
		keys: readonly (string | undefined)[],
		asking: Asking,
	): Promise<ConversationState | undefined> {
		const first = firstReplayed(turns.length, request.messages.length)
		let at = turns.length - 1
		let state: ConversationState | undefined
		while (at > first && state === undefined) state = states.get(keys[--at] ?? '')
		if (state !== undefined) at++
		for (; at < turns.length - 1; at++) {
			asking.signal?.throwIfAborted()
			const past = turns[at]
			if (past === undefined) continue
			state = await this.#replayOne(request, turns.slice(0, at + 1), past, state, asking)
			if (state !== undefined) states.set(keys[at] ?? '', state)
		}
		return state
	}

	/** A turn that cannot be decided any more says nothing: the conversation then begins after it. */
	async #replayOne(
		request: ChatRequest,
		turns: readonly HumanTurn[],
		turn: HumanTurn,
		before: ConversationState | undefined,
		asking: Asking,
	): Promise<ConversationState | undefined> {
		const past: Turn = { judged: upTo(request, turn.end), served: upTo(request, turn.lastEnd), turns }
		try {
			const [choice, asked] = await this.#decide(past, before, asking)
			return stateAfter(before, turns.length - 1, turn, { model: choice.model, asked })
		} catch {
			asking.signal?.throwIfAborted()
			return undefined
		}
	}

	/** The decision about one turn, and the model that it alone asks for. */
	async #decide(
		turn: Turn,
		state: ConversationState | undefined,
		asking: Asking,
	): Promise<readonly [choice: Choice, asked: string]> {
		const choice = await asking.decide(turn.judged, turn.served)
		if (state === undefined) return [choice, choice.model]
		const session = await this.#weigh(turn, choice, state, asking)
		if (session.action === 'switch' || session.from === session.asked)
			return [{ ...choice, session }, choice.model]
		// The model that stays may be able to do what nobody else can.
		const { unserved: _, ...rest } = choice
		return [
			{ ...rest, model: session.from, reason: `${choice.reason}; ${session.reason}`, session },
			choice.model,
		]
	}

	async #weigh(
		{ judged, served, turns }: Turn,
		{ model: asked, maxTokens }: Choice,
		state: ConversationState,
		{ catalog, tokenizer, stated, hindrance }: Asking,
	): Promise<SessionDecision> {
		const from = state.model
		const idOf = (model: string): string => catalog?.resolve(model)?.id ?? model
		if (idOf(from) === idOf(asked))
			return { from: asked, asked, action: 'stay', reason: `the conversation is on ${asked} already` }
		const lack = await hindrance(from, maxTokens, served)
		if (lack !== undefined)
			return { from, asked, action: 'switch', reason: `leaves ${from} for ${asked}: ${lack}` }
		if (this.#policy === 'pin')
			return {
				from,
				asked,
				action: 'stay',
				reason: `stays with ${from}: conversations are pinned to their model`,
			}
		if (stated !== undefined && judged.messages.length < served.messages.length)
			return { from, asked, action: 'stay', reason: `stays with ${from}: a turn keeps its model to its end` }
		const crossing = {
			request: judged,
			turns,
			state,
			asked,
			catalog,
			tokenizer,
			stated,
		}
		return stayOrSwitch(crossing)
	}

	/** A key for each turn: all that its state depends on. Only those that may be replayed have one. */
	#keys(request: ChatRequest, turns: readonly HumanTurn[]): readonly (string | undefined)[] {
		const first = firstReplayed(turns.length, request.messages.length)
		let print = settingOf(request)
		let at = 0
		return turns.map(({ lastEnd }, index) => {
			for (; at < lastEnd; at++) {
				const message = request.messages[at]
				if (message !== undefined) print = extended(print, message)
			}
			return index < first ? undefined : `${first}:${keyOf(print)}`
		})
	}
}

function firstReplayed(turns: number, messages: number): number {
	const doublings = Math.max(0, Math.ceil(Math.log2(messages / MANY_MESSAGES)))
	const most = Math.max(LEAST_REPLAYED, MOST_REPLAYED / 2 ** doublings)
	const block = most / 2
	return turns <= most ? 0 : Math.floor((turns - block) / block) * block
}

function upTo(request: ChatRequest, end: number): ChatRequest {
	return end === request.messages.length ? request : { ...request, messages: request.messages.slice(0, end) }
}

function told({ model }: SessionState, turns: readonly HumanTurn[]): ConversationState {
	const end = turns.at(-2)?.lastEnd ?? 0
	return {
		model,
		runs: [{ model, calls: turns.slice(0, -1).reduce((sum, { calls }) => sum + calls, 0) }],
		served: new Map([[model, { turn: turns.length - 2, end }]]),
	}
}
