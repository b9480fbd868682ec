import type { Overviews } from '../report/index.ts'
import { cacheSuite } from './cache.ts'
import { compressionSuite } from './compression.ts'
import { robustnessSuite } from './robustness/index.ts'
import { routingSuite } from './routing/index.ts'
import { sessionsSuite } from './sessions/index.ts'
import { slimmingSuite } from './slimming.ts'
import type { Suite } from './suite.ts'

export { routerBenchRecords } from './routing/index.ts'
export type { Suite, SuiteOptions } from './suite.ts'

/** Every suite, in the order run. */
export const suites: readonly Suite[] = [
	slimmingSuite,
	compressionSuite,
	cacheSuite,
	routingSuite,
	robustnessSuite,
	sessionsSuite,
]

/** The tables that suites lay out themselves, by suite. */
export function overviewsOf(chosen: readonly Suite[]): Overviews {
	return Object.fromEntries(
		chosen.flatMap(({ name, overview }) => (overview === undefined ? [] : [[name, overview]])),
	)
}
