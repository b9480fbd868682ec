import type { BenchCase } from '../case.ts'

interface Row {
	readonly _id: string
	readonly question: string
	readonly answer: string
	readonly context: readonly (readonly [string, readonly string[]])[]
	readonly supporting_facts: readonly (readonly [string, number])[]
}

/** HotpotQA, distractor setting (hotpotqa.github.io): ten documents a question, two of them needed. */
export function hotpotCases(text: string, dataset: string): BenchCase[] {
	return (JSON.parse(text) as readonly Row[]).map(
		({ _id, question, answer, context, supporting_facts: facts }) => {
			const documents = new Map(context)
			return {
				id: `${dataset}/${_id}`,
				dataset,
				kind: 'multi_doc',
				lang: 'en',
				cluster: `${dataset}/${_id}`,
				prompt: context.map(([title, sentences]) => `${title}\n${sentences.join('')}`).join('\n\n'),
				query: question,
				// "yes" and "no" are judgements, not quotations: they would be found anywhere.
				answers: answer === 'yes' || answer === 'no' ? [] : [answer],
				needed: [],
				evidence: facts.flatMap(([title, index]) => documents.get(title)?.[index]?.trim() ?? []),
			}
		},
	)
}
