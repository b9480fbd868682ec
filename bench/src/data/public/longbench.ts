import type { BenchCase } from '../case.ts'

interface Row {
	readonly _id: string
	readonly input: string
	readonly context: string
	readonly answers: readonly string[]
	readonly dataset: string
	readonly language: string
}

/** LongBench (github.com/THUDM/LongBench), JSON lines: long documents, a question, accepted answers, no evidence. */
export function longBenchCases(text: string, dataset: string): BenchCase[] {
	return text
		.split('\n')
		.filter((line) => line.trim() !== '')
		.map((line) => {
			const { _id, input, context, answers, dataset: task, language } = JSON.parse(line) as Row
			return {
				id: `${dataset}/${_id}`,
				dataset,
				kind: task,
				lang: language,
				cluster: `${dataset}/${_id}`,
				prompt: context,
				...(input === '' ? {} : { query: input }),
				answers,
				needed: [],
				evidence: [],
			}
		})
}
