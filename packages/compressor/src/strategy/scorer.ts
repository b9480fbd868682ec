import { HeadroomError } from '@headroom/spec'
import type { Ranking, StrategyTask } from './strategy.ts'

/** One more thing that makes segments worth keeping, beside what `extractiveStrategy()` looks at itself. */
export interface Scorer {
	readonly name: string
	/** What its highest score counts beside the strategy's own, which is 1; below 0 its segments go first. */
	readonly weight: number
	/**
	 * One number a segment, segments of all texts in one row. Only their proportions count: they are divided by
	 * the largest one. The same numbers for the same task; linear in the length of the texts.
	 */
	score(task: StrategyTask): Float64Array
}

/**
 * A ranking with what scorers find added to it.
 *
 * @throws HeadroomError `stage-failed` when the number of scores is not that of the segments.
 */
export function withScorers(ranking: Ranking, task: StrategyTask, scorers: readonly Scorer[]): Ranking {
	if (scorers.length === 0) return ranking
	const own = largest(ranking.scores)
	const scores = ranking.scores.map((score) => (own === 0 ? 0 : score / own))
	let alike = true
	for (const scorer of scorers) {
		const found = scorer.score(task)
		if (found.length !== scores.length) {
			throw new HeadroomError(
				'stage-failed',
				`scorer "${scorer.name}" gave ${found.length} scores for ${scores.length} segments; expected one each, segments of all texts in one row.`,
			)
		}
		const most = largest(found)
		if (most === 0) continue
		for (const [at, score] of found.entries()) {
			if (score !== found[0]) alike = false
			// What is no number says nothing: a scorer's mistake must not lose a segment.
			if (Number.isFinite(score)) scores[at] = (scores[at] ?? 0) + (scorer.weight * score) / most
		}
	}
	return { ...ranking, scores, incompressible: ranking.incompressible === true && alike }
}

function largest(scores: Float64Array): number {
	return scores.reduce((most, score) => (Number.isFinite(score) ? Math.max(most, Math.abs(score)) : most), 0)
}
