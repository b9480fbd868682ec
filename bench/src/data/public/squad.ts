import type { BenchCase } from '../case.ts'

interface Squad {
	readonly data: readonly {
		readonly title: string
		readonly paragraphs: readonly { readonly context: string; readonly qas: readonly Question[] }[]
	}[]
}

interface Question {
	readonly id: string
	readonly question: string
	readonly is_impossible?: boolean
	readonly answers: readonly { readonly text: string; readonly answer_start: number }[]
}

/**
 * SQuAD 1.1 and 2.0 (rajpurkar.github.io/SQuAD-explorer). An article's paragraphs are joined to one text, as a
 * paragraph alone leaves nothing to choose; unanswerable questions are left out.
 */
export function squadCases(text: string, dataset: string): BenchCase[] {
	return (JSON.parse(text) as Squad).data.flatMap(({ title, paragraphs }, article) => {
		const prompt = paragraphs.map(({ context }) => context).join('\n\n')
		return paragraphs.flatMap(({ context, qas }) =>
			qas
				.filter((question) => question.is_impossible !== true)
				.map(
					({ id, question, answers }): BenchCase => ({
						id: `${dataset}/${id}`,
						dataset,
						kind: 'qa',
						lang: 'en',
						cluster: `${dataset}/${article} ${title}`,
						prompt,
						query: question,
						answers: [...new Set(answers.map((answer) => answer.text))],
						needed: [],
						evidence: evidenceOf(context, answers),
					}),
				),
		)
	})
}

/** The sentence around the first answer. */
function evidenceOf(context: string, answers: Question['answers']): string[] {
	const [first] = answers
	if (first === undefined) return []
	const start = context.lastIndexOf('. ', first.answer_start - 1)
	const end = context.indexOf('. ', first.answer_start + first.text.length)
	return [context.slice(start === -1 ? 0 : start + 2, end === -1 ? undefined : end + 1)]
}
