import type { SessionShape } from './agent-session.ts'
import type { CachePrice } from './cache-price.ts'

/** A piece of a prompt whose bytes stand or fall together. */
export interface Block {
	/** Two blocks of one id have the same bytes. */
	readonly id: string
	readonly tokens: number
}

/** The prompt of every turn, counted from 1, as blocks in the order sent. */
export type PromptPlan = (turn: number, shape: SessionShape) => readonly Block[]

/** Tokens of one call by how they are billed, and its cost in prices of uncached input tokens. */
export interface TurnCost {
	readonly readTokens: number
	readonly writtenTokens: number
	readonly outputTokens: number
	readonly cost: number
}

export interface SessionCost extends TurnCost {
	readonly turns: readonly TurnCost[]
}

/**
 * What a session costs under a plan: in every turn the blocks that equal those of the previous turn's prompt, from the
 * start to the first difference, are read from the cache; the rest is written; the answer is output.
 *
 * The cache never expires here, everything is cacheable, and only the previous prompt is remembered. Providers also ask
 * for a least prefix (512 to 4,096 tokens by model) and look back at most 20 blocks (Anthropic); turns that add more
 * than 20 blocks at once would therefore cost more than simulated.
 */
export function sessionCost(plan: PromptPlan, shape: SessionShape, price: CachePrice): SessionCost {
	const turns: TurnCost[] = []
	let before: readonly Block[] = []
	for (let turn = 1; turn <= shape.turns; turn++) {
		const prompt = plan(turn, shape)
		let shared = 0
		while (shared < prompt.length && prompt[shared]?.id === before[shared]?.id) shared++
		turns.push(
			turnCost(
				tokensOf(prompt.slice(0, shared)),
				tokensOf(prompt.slice(shared)),
				shape.assistantTokens,
				price,
			),
		)
		before = prompt
	}
	return totalCost(turns)
}

/** A call's cost from its tokens: `read·r + written·w + output·o`. */
export function turnCost(
	readTokens: number,
	writtenTokens: number,
	outputTokens: number,
	price: CachePrice,
): TurnCost {
	const cost = readTokens * price.read + writtenTokens * price.write + outputTokens * price.output
	return { readTokens, writtenTokens, outputTokens, cost }
}

/** The sums over all turns. */
export function totalCost(turns: readonly TurnCost[]): SessionCost {
	const sum = (part: keyof TurnCost): number => turns.reduce((total, turn) => total + turn[part], 0)
	return {
		turns,
		readTokens: sum('readTokens'),
		writtenTokens: sum('writtenTokens'),
		outputTokens: sum('outputTokens'),
		cost: sum('cost'),
	}
}

function tokensOf(blocks: readonly Block[]): number {
	return blocks.reduce((sum, block) => sum + block.tokens, 0)
}
