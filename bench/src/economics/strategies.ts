import type { SessionShape } from './agent-session.ts'
import type { Block, PromptPlan } from './session-cost.ts'

/** Share of every tool result that compression removes in the reference simulation. */
export const REFERENCE_CUT = 0.7

/**
 * Turns that the rolling window of the reference simulation keeps. Set, like the sizes of `AGENT_SESSION`, so that the
 * ratio agrees with the earlier simulation, whose window is not known: 10 gives 2.64, 14 gives 3.18.
 */
export const REFERENCE_WINDOW = 12

/** Sends everything as it came. */
export const unchanged: PromptPlan = (turn, shape) => prompt(turn, shape, { cut: 0, isCut: () => false })

/** Cuts a tool result before it is sent for the first time, and never touches it again. */
export function firstSight(cut: number): PromptPlan {
	return (turn, shape) => prompt(turn, shape, { cut, isCut: () => true })
}

/** Sends tool results whole; in every `every`-th turn cuts all those that are there, the newest included. */
export function batchedCompaction(cut: number, every: number): PromptPlan {
	return (turn, shape) => {
		const compacted = Math.floor(turn / every) * every
		return prompt(turn, shape, { cut, isCut: (result) => result < compacted })
	}
}

/** Sends the last `whole` tool results whole and cuts all older ones, so that one more is rewritten in every turn. */
export function protectLast(cut: number, whole: number): PromptPlan {
	return (turn, shape) => prompt(turn, shape, { cut, isCut: (result) => result < turn - whole })
}

/** Keeps the system prompt, the task and the last `kept` turns, uncut, and drops what is older. */
export function rollingWindow(kept: number): PromptPlan {
	return (turn, shape) => prompt(turn, shape, { cut: 0, isCut: () => false, first: turn - kept })
}

interface Treatment {
	readonly cut: number
	/** Whether the tool result of a turn is sent cut. */
	readonly isCut: (result: number) => boolean
	/** The first turn that is still sent. */
	readonly first?: number
}

/** The prompt of a turn: system and task, then for every turn before it the answer, the tool result and the user's words. */
function prompt(turn: number, shape: SessionShape, { cut, isCut, first = 1 }: Treatment): Block[] {
	const blocks: Block[] = [
		{ id: 'system', tokens: shape.systemTokens },
		{ id: 'task', tokens: shape.taskTokens },
	]
	for (let past = Math.max(1, first); past < turn; past++) {
		blocks.push({ id: `assistant ${past}`, tokens: shape.assistantTokens })
		if (isCut(past)) blocks.push({ id: `cut result ${past}`, tokens: shape.toolResultTokens * (1 - cut) })
		else blocks.push({ id: `result ${past}`, tokens: shape.toolResultTokens })
		blocks.push({ id: `user ${past}`, tokens: shape.userTokens })
	}
	return blocks
}
