import { HeadroomError, type Role } from '@headroom/spec'
import type { SegmentedText } from '../segment/segment.ts'

/**
 * What comes after: an answer to the query, or more work of an agent, which may need any value it has seen.
 */
export type Focus = 'question' | 'work'

/** What a strategy decides about: the texts of one request, or a single text. */
export interface StrategyTask {
	readonly texts: readonly SegmentedText[]
	/** Who said each text; `tool` for what tools answered. */
	readonly roles: readonly Role[]
	/** What the texts are needed for; empty when nobody said. */
	readonly query: string
	readonly focus: Focus
	/** Texts of the request that stay whatever is decided, arguments of tool calls among them. */
	readonly standing: readonly string[]
	readonly signal?: AbortSignal
}

/** What a strategy decided. */
export interface Ranking {
	/** How much each segment is worth keeping, segments of all texts in one row; only their order and spread count. */
	readonly scores: Float64Array
	/** Why the lowest ones may go, as it stands in omissions and events. */
	readonly reason: string
	/** Whether no segment is worth less than another, so that dropping any would be a draw of lots. */
	readonly incompressible?: boolean
}

/**
 * Decides which segments are worth most. Budget, floor, protection, markers and accounting are the
 * compressor's own, so that no strategy can break them. Held to `testStrategy()` of
 * `@headroom/compressor/testing`.
 */
export interface Strategy {
	readonly name: string
	/** Must give the same ranking for the same task, in time linear in its texts, and honour its signal. */
	rank(task: StrategyTask): Ranking | Promise<Ranking>
}

/**
 * Asks a strategy for its ranking and checks that it speaks of the segments it was given.
 *
 * @throws HeadroomError `stage-failed` when the number of scores is not that of the segments.
 */
export async function rankBy(strategy: Strategy, task: StrategyTask): Promise<Ranking> {
	const ranking = await strategy.rank(task)
	task.signal?.throwIfAborted()
	const size = task.texts.reduce((sum, { segments }) => sum + segments.length, 0)
	if (ranking.scores.length !== size) {
		throw new HeadroomError(
			'stage-failed',
			`strategy "${strategy.name}" gave ${ranking.scores.length} scores for ${size} segments; expected one each, segments of all texts in one row.`,
		)
	}
	return ranking
}
