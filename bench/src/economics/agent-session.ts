/** Sizes of an agent session, in tokens. Every turn is one call of the model. */
export interface SessionShape {
	/** Calls of the model. */
	readonly turns: number
	/** System prompt and tool definitions, the same on every call. */
	readonly systemTokens: number
	/** The user's task, sent with the first call. */
	readonly taskTokens: number
	/** What the model writes in a turn, tool call included; billed as output, then part of every later prompt. */
	readonly assistantTokens: number
	/** What the tool answers in a turn. */
	readonly toolResultTokens: number
	/** What the user adds in a turn, spread evenly. */
	readonly userTokens: number
}

/**
 * A coding agent at work for forty turns.
 *
 * Chosen as round sizes of the usual order: a system prompt with a dozen tool schemas, a tool result of 150 to 250
 * lines, a short remark and a tool call by the model, a line of the user every few turns. Within these bounds the
 * sizes were then set so that the simulation agrees with an earlier, independent one of a forty-turn session in all
 * four of its figures; they were not measured on one system. Only proportions matter: all sizes doubled give the same
 * ratios. A larger system prompt or longer answers draw every ratio towards 1.
 */
export const AGENT_SESSION: SessionShape = {
	turns: 40,
	systemTokens: 5_000,
	taskTokens: 200,
	assistantTokens: 250,
	toolResultTokens: 2_000,
	userTokens: 25,
}
