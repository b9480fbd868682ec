import { cacheSuite } from './cache.ts'
import { compressionSuite } from './compression.ts'
import { routingSuite } from './routing/index.ts'
import type { Suite } from './suite.ts'

export { routerBenchRecords } from './routing/index.ts'
export type { Suite, SuiteOptions } from './suite.ts'

/** Every suite, in the order run. */
export const suites: readonly Suite[] = [compressionSuite, cacheSuite, routingSuite]
