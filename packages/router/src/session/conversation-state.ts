import type { HumanTurn } from './human-turns.ts'

/** Turns in a row that asked for one model. */
export interface Run {
	readonly model: string
	/** Calls of these turns. */
	readonly calls: number
}

/** Where a conversation stands after a turn. */
export interface ConversationState {
	/** Model that it is on. */
	readonly model: string
	/** Models that its turns asked for, in order, with the calls made meanwhile: turns in a row count as one. */
	readonly runs: readonly Run[]
	/** When each model was last called: the index of the turn, and the messages of its prompt. */
	readonly served: ReadonlyMap<string, { readonly turn: number; readonly end: number }>
}

/**
 * The state after one more turn.
 *
 * @param turn Index of the turn.
 */
export function stateAfter(
	before: ConversationState | undefined,
	turn: number,
	{ lastEnd, calls }: HumanTurn,
	{ model, asked }: { readonly model: string; readonly asked: string },
): ConversationState {
	const past = before?.runs ?? []
	const last = past.at(-1)
	const runs =
		last?.model === asked
			? [...past.slice(0, -1), { model: asked, calls: last.calls + calls }]
			: [...past, { model: asked, calls }]
	const served = new Map(before?.served).set(model, { turn, end: lastEnd })
	return { model, runs, served }
}
