import type { Message } from '@headroom/spec'
import type { Settings } from '../options.ts'
import { type Ranking, rankBy, type StrategyTask } from '../strategy/strategy.ts'
import type { Turn } from './turns.ts'

/** Share of its worth that is left to a text which a later call makes stale. */
const STALE = 0.5

/**
 * Ranks the segments of all turns. Superseded ones are worth least, and the strategy never sees them: it would
 * credit them with what their successors say again.
 */
export async function rankTurns(
	messages: readonly Message[],
	turns: readonly Turn[],
	settings: Settings,
	task: Omit<StrategyTask, 'texts' | 'roles'>,
): Promise<Ranking> {
	const counted = turns.filter(({ worth }) => worth?.why !== 'superseded')
	const size = turns.reduce((sum, { target }) => sum + target.segments.length, 0)
	if (counted.length === 0) return { scores: new Float64Array(size), reason: 'superseded' }
	const ranking = await rankBy(settings.strategy, {
		...task,
		texts: counted.map(({ target }) => target),
		roles: counted.map(({ message }) => messages[message]?.role ?? 'user'),
	})
	if (ranking.incompressible === true || turns.every(({ worth }) => worth === undefined)) return ranking
	const scores = new Float64Array(size)
	let from = 0
	let to = 0
	for (const { target, worth } of turns) {
		const { length } = target.segments
		if (worth?.why === 'superseded') scores.fill(Number.NEGATIVE_INFINITY, to, to + length)
		else {
			const share = worth?.why === 'stale' ? STALE : 1
			for (let at = 0; at < length; at++) scores[to + at] = share * (ranking.scores[from + at] ?? 0)
			from += length
		}
		to += length
	}
	return { ...ranking, scores }
}
