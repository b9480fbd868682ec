import type { BenchCase } from '../case.ts'

/** Worked examples that make the few-shot prompt: the first ones of the file. */
const SHOTS = 8

/**
 * GSM8K (github.com/openai/grade-school-math), JSON lines. The prompt to compress holds the first eight problems with
 * their solutions, each further problem asks. Answers are worked out, not quoted, so survival does not apply; the
 * numbers of the examples' answers are the evidence.
 */
export function gsm8kCases(text: string, dataset: string): BenchCase[] {
	const rows = text
		.split('\n')
		.filter((line) => line.trim() !== '')
		.map((line) => JSON.parse(line) as { question: string; answer: string })
	const shots = rows.slice(0, SHOTS)
	const prompt = shots.map(({ question, answer }) => `Question: ${question}\nAnswer: ${answer}`).join('\n\n')
	return rows.slice(SHOTS).map(({ question }, index) => ({
		id: `${dataset}/${index + SHOTS}`,
		dataset,
		kind: 'reasoning',
		lang: 'en',
		cluster: dataset,
		prompt,
		query: question,
		answers: [],
		needed: [],
		evidence: shots.map(({ answer }) => answer.slice(answer.lastIndexOf('####'))),
	}))
}
