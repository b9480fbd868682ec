import type { HumanTurn } from './human-turns.ts'

/** Where a conversation stands after a turn. */
export interface ConversationState {
	/** Model that it is on. */
	readonly model: string
	/** Model that its last turn alone asked for. */
	readonly asked: string
	/** How often each model began to be asked for: turns in a row count once. */
	readonly runs: ReadonlyMap<string, number>
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
	{ lastEnd }: HumanTurn,
	{ model, asked }: { readonly model: string; readonly asked: string },
): ConversationState {
	const runs = new Map(before?.runs)
	if (before?.asked !== asked) runs.set(asked, (runs.get(asked) ?? 0) + 1)
	const served = new Map(before?.served).set(model, { turn, end: lastEnd })
	return { model, asked, runs, served }
}
