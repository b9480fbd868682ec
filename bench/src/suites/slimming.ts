import { slimmingCases } from '../slimming/items.ts'
import { slimmingRules } from '../slimming/metrics.ts'
import { slimmingOverview } from '../slimming/overview.ts'
import { runSlimming } from '../slimming/run.ts'
import { slimmingSubjects } from '../slimming/subjects.ts'
import type { Suite } from './suite.ts'

/** What each level of slimming saves by kind of content, and whether everything is still there or comes back. */
export const slimmingSuite: Suite = {
	name: 'slimming',
	rules: slimmingRules,
	subjects: slimmingSubjects,
	overview: slimmingOverview,
	datasets: ({ sets }) => [...slimmingCases(sets).keys()],
	async run(dataset, options) {
		return runSlimming(slimmingCases(options.sets).get(dataset) ?? [], {
			...(options.limit === undefined ? {} : { limit: options.limit }),
			progress: (done, all) => options.progress(dataset, done, all),
		})
	},
}
