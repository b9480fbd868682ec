import {
	agreementCascade,
	costAtQuality,
	lengthScore,
	loadZeroEval,
	zeroEvalPair,
} from '../../routing/index.ts'
import type { Figures } from './figures.ts'

const CHEAP = { model: 'gpt-4o-mini-2024-07-18', price: { input: 0.15, output: 0.6 } }
const SECOND = { model: 'gemini-1.5-flash', price: { input: 0.075, output: 0.3 } }
const STRONG = { model: 'gpt-4o-2024-08-06', price: { input: 2.5, output: 10 } }

type Prompt = ReturnType<typeof zeroEvalPair>[number]

/** What routing between gpt-4o-mini and gpt-4o costs at a quality, as a share of always gpt-4o. Simulated: tokens from characters. */
export function dollarFigures(): Figures[] {
	const rows = loadZeroEval()
	const [prompts, second] = [zeroEvalPair(rows, CHEAP, STRONG), zeroEvalPair(rows, SECOND, STRONG)]
	const sum = (part: (row: Prompt) => number): number => prompts.reduce((total, row) => total + part(row), 0)
	const alone = {
		quality: sum((row) => row.weak) / sum((row) => row.strong),
		'cost-share': sum((row) => row.weakCost) / sum((row) => row.strongCost),
	}
	const cascade = agreementCascade(
		rows.map(({ answers }, index) => ({
			answers: [answers[CHEAP.model] ?? null, answers[SECOND.model] ?? null],
			quality: prompts[index]?.weak ?? Number.NaN,
			cost: (prompts[index]?.weakCost ?? Number.NaN) + (second[index]?.weakCost ?? Number.NaN),
			strong: prompts[index]?.strong ?? Number.NaN,
			strongCost: prompts[index]?.strongCost ?? Number.NaN,
		})),
	)
	const items = prompts.length
	return [
		{ subject: 'always gpt-4o-mini', items, metrics: alone },
		{ subject: 'random', items, metrics: atQualities(prompts, () => 0) },
		{
			subject: 'length',
			items,
			metrics: atQualities(prompts, (_, index) => lengthScore(rows[index]?.prompt ?? '')),
		},
		{
			subject: 'agreement cascade',
			items,
			metrics: { quality: cascade.qualityKept, 'cost-share': cascade.costShare },
		},
		{ subject: 'oracle', items, metrics: atQualities(prompts, (row) => row.strong - row.weak) },
	]
}

function atQualities(
	prompts: readonly Prompt[],
	score: (row: Prompt, index: number) => number,
): Record<string, number> {
	const scored = prompts.map((row, index) => ({ ...row, score: score(row, index) }))
	return Object.fromEntries(
		[0.99, 0.97, 0.95].flatMap((kept) => {
			const share = costAtQuality(scored, kept)
			return share === undefined ? [] : [[`cost@${kept * 100}%`, share]]
		}),
	)
}
