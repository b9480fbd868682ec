import type { Scorer } from '../strategy/scorer.ts'
import { checkRankings, type TestStrategyOptions } from './test-strategy.ts'

/** How thoroughly `testScorer` looks. */
export type TestScorerOptions = TestStrategyOptions

/**
 * Checks what every scorer promises: the same finite numbers for the same task, one for each segment, an
 * untouched task, and time that grows with the text alone. Works in any test runner.
 *
 * @throws Error that says which promise was broken, with the smallest task found that breaks it.
 */
export async function testScorer(scorer: Scorer, options: TestScorerOptions = {}): Promise<void> {
	const what = `scorer "${scorer.name}"`
	if (!Number.isFinite(scorer.weight))
		throw new Error(`${what} breaks a promise: its weight is ${scorer.weight}; expected a finite number`)
	await checkRankings(what, (task) => ({ scores: scorer.score(task), reason: scorer.name }), options)
}
