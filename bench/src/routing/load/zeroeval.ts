import { datasetsRoot, type Half, readHalf, readJson } from './dataset-files.ts'

export const ZEROEVAL_TASKS = ['gsm', 'math-l5', 'crux'] as const
export type ZeroEvalTask = (typeof ZEROEVAL_TASKS)[number]

/** A prompt that 41 to 51 models answered greedily. */
export interface ZeroEvalPrompt {
	readonly task: ZeroEvalTask
	readonly prompt: string
	/** By model name: whether its answer was right, and how long the answer was. */
	readonly outcomes: ReadonlyMap<string, { readonly correct: 0 | 1; readonly outputChars: number }>
	/** Final answers of up to six cheap models, by name; `null` where none could be read. */
	readonly answers: Readonly<Record<string, string | null>>
}

interface Row {
	readonly prompt: string
	readonly correct: string
	readonly out_chars: readonly number[]
	readonly answers: Readonly<Record<string, string | null>>
}

/** ZeroEval's GSM8K, MATH level 5 and CRUXEval prompts, in the order of `tasks`. */
export function loadZeroEval(
	root: string = datasetsRoot(),
	tasks: readonly ZeroEvalTask[] = ZEROEVAL_TASKS,
	half: Half = 'dev',
): ZeroEvalPrompt[] {
	return tasks.flatMap((task) => {
		const { models } = readJson('zeroeval', `${task}.models.json`) as { models: readonly string[] }
		return (readHalf('zeroeval', task, half, root) as Row[]).map((row) => ({
			task,
			prompt: row.prompt,
			answers: row.answers,
			outcomes: new Map(
				models.map((model, index) => [
					model,
					{ correct: row.correct[index] === '1' ? 1 : 0, outputChars: row.out_chars[index] ?? 0 },
				]),
			),
		}))
	})
}

/** What two models cost, in USD per 1M tokens. */
export interface PairPrice {
	readonly input: number
	readonly output: number
}

/**
 * The prompts as a choice between two models, priced at four characters a token, for `costAtQuality`.
 *
 * Leaves out prompts that either model did not answer.
 */
export function zeroEvalPair(
	prompts: readonly ZeroEvalPrompt[],
	weak: { readonly model: string; readonly price: PairPrice },
	strong: { readonly model: string; readonly price: PairPrice },
): {
	readonly prompt: string
	readonly task: ZeroEvalTask
	readonly strong: number
	readonly weak: number
	readonly strongCost: number
	readonly weakCost: number
}[] {
	return prompts.flatMap(({ prompt, task, outcomes }) => {
		const [weakly, strongly] = [outcomes.get(weak.model), outcomes.get(strong.model)]
		if (weakly === undefined || strongly === undefined) return []
		const usd = ({ input, output }: PairPrice, outputChars: number): number =>
			(prompt.length * input + outputChars * output) / 4 / 1e6
		return [
			{
				prompt,
				task,
				strong: strongly.correct,
				weak: weakly.correct,
				strongCost: usd(strong.price, strongly.outputChars),
				weakCost: usd(weak.price, weakly.outputChars),
			},
		]
	})
}
