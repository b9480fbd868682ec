import { metrics } from '../compression/metrics.ts'
import { runCompression } from '../compression/run.ts'
import { subjects } from '../compression/subjects.ts'
import type { Suite } from './suite.ts'

/** What each layer takes out of prompts, and whether the answers hold. No model is called. */
export const compressionSuite: Suite = {
	name: 'compression',
	rules: {
		...Object.fromEntries(
			metrics.map(({ name, better, gate, bound, meaning }) => [
				name,
				{ better, gate, meaning, ...(bound === undefined ? {} : { bound }) },
			]),
		),
		'reader-f1': {
			better: 'higher',
			gate: 'report',
			meaning:
				'SQuAD F1 of a lexical reader, a poor proxy for a model: compare with its score on "unchanged"',
		},
		stable: {
			better: 'higher',
			gate: 'every',
			bound: 1,
			meaning: 'the same again gives the same, and the result is left as it is',
		},
	},
	subjects: [
		...subjects,
		{ name: 'random', meaning: 'control: units drawn at random, at the ratio of "compress"', gated: false },
		{ name: 'head+tail', meaning: 'control: first and last units, at the ratio of "compress"', gated: false },
	],
	datasets: ({ sets }) => sets.map((set) => set.name),
	async run(dataset, { sets, limit, seed, progress }) {
		const set = sets.find(({ name }) => name === dataset)
		if (set === undefined) return []
		return runCompression(set, {
			seed,
			...(limit === undefined ? {} : { limit }),
			progress: (done, all) => progress(dataset, done, all),
		})
	},
}
