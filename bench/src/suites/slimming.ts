import type { BenchCase } from '../data/index.ts'
import { toolResultsOf } from '../slimming/items.ts'
import { slimmingRules } from '../slimming/metrics.ts'
import { slimmingOverview } from '../slimming/overview.ts'
import { runSlimming } from '../slimming/run.ts'
import { slimmingSubjects } from '../slimming/subjects.ts'
import type { Suite, SuiteOptions } from './suite.ts'

/** What each level of slimming saves by kind of content, and whether everything is still there or comes back. */
export const slimmingSuite: Suite = {
	name: 'slimming',
	rules: slimmingRules,
	subjects: slimmingSubjects,
	overview: slimmingOverview,
	datasets: (options) => [...parts(options).keys()],
	async run(dataset, options) {
		return runSlimming(parts(options).get(dataset) ?? [], {
			...(options.limit === undefined ? {} : { limit: options.limit }),
			progress: (done, all) => options.progress(dataset, done, all),
		})
	},
}

/** Cases by dataset: each set, and behind it the tool results of its agent runs. */
function parts({ sets }: SuiteOptions): ReadonlyMap<string, readonly BenchCase[]> {
	return new Map(
		sets.flatMap((set) => {
			const answered = toolResultsOf(set)
			return [
				[set.name, set.cases] as const,
				...(answered === undefined ? [] : [[answered.name, answered.cases] as const]),
			]
		}),
	)
}
