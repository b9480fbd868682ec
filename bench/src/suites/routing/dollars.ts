import { agreement } from '@headroom/router'
import {
	callCost,
	costAtQuality,
	crossValidated,
	halves,
	lengthScore,
	loadZeroEval,
	type PlayedPrompt,
	type PricedModel,
	playCascade,
	playTrained,
	ZEROEVAL_TASKS,
	type ZeroEvalPrompt,
	zeroEvalPair,
} from '../../routing/index.ts'
import { bootstrap, mean, standardDeviation } from '../../statistics/index.ts'
import type { Figures } from './figures.ts'

/** List prices of late 2024, in USD per 1M tokens; Llama's is that of Groq. */
const MINI: PricedModel = { model: 'gpt-4o-mini-2024-07-18', price: { input: 0.15, output: 0.6 } }
const FLASH: PricedModel = { model: 'gemini-1.5-flash', price: { input: 0.075, output: 0.3 } }
const LLAMA: PricedModel = { model: 'Meta-Llama-3.1-8B-Instruct', price: { input: 0.05, output: 0.08 } }
const STRONG: PricedModel = { model: 'gpt-4o-2024-08-06', price: { input: 2.5, output: 10 } }

/** Ways to part the development half, so that one lucky parting is not the figure. */
const REPEATS = 2

type Pair = ReturnType<typeof zeroEvalPair>[number]

/**
 * What routing between cheap models and gpt-4o costs at a quality, as a share of always gpt-4o. Simulated: tokens from
 * characters. Accept rules are trained on the development half; judged by the held-out one where it is there, else by
 * parts of the development half that they were not trained on.
 */
export async function dollarFigures(seed: number): Promise<Figures[]> {
	const { train, test } = halves<ZeroEvalPrompt>(
		(root, half) => loadZeroEval(root, ZEROEVAL_TASKS, half),
		(rows) => ({ train: rows, test: [] }),
	)
	const judged = test.length === 0 ? train : test
	const pairs = zeroEvalPair(judged, MINI, STRONG)
	const items = judged.length
	const cascades: readonly [name: string, played: readonly (readonly PlayedPrompt[])[]][] = [
		['agreement cascade', [await playCascade(judged, [MINI, FLASH], STRONG, agreement())]],
		['trained cascade', await trained(train, test, [MINI, FLASH], seed)],
		['trained cascade, three', await trained(train, test, [MINI, FLASH, LLAMA], seed)],
	]
	return [
		...[MINI, FLASH, LLAMA].map((cheap) => ({
			subject: `always ${shortName(cheap.model)}`,
			items,
			metrics: alone(judged, cheap),
		})),
		{ subject: 'random', items, metrics: atQualities(pairs, () => 0) },
		{
			subject: 'length',
			items,
			metrics: atQualities(pairs, (_, index) => lengthScore(judged[index]?.prompt ?? '')),
		},
		...cascades.map(([subject, parts]) => ({ subject, items, metrics: cascadeMetrics(parts, seed) })),
		{ subject: 'oracle', items, metrics: atQualities(pairs, (row) => row.strong - row.weak) },
	]
}

async function trained(
	train: readonly ZeroEvalPrompt[],
	test: readonly ZeroEvalPrompt[],
	cheap: readonly PricedModel[],
	seed: number,
): Promise<readonly (readonly PlayedPrompt[])[]> {
	if (test.length > 0) return [await playTrained(train, test, cheap, STRONG)]
	const parts: PlayedPrompt[][] = []
	for (let repeat = 0; repeat < REPEATS; repeat++)
		parts.push(...(await crossValidated(train, cheap, STRONG, seed + repeat)))
	return parts
}

/** Quality and cost over all parts, the interval of the quality, and how far single parts lie apart. */
function cascadeMetrics(parts: readonly (readonly PlayedPrompt[])[], seed: number): Record<string, number> {
	const all = parts.flat()
	const once = all.length / (parts.length > 1 ? REPEATS : 1)
	// A prompt that was judged twice is not two prompts: the interval is that of one parting.
	const drawn = all.slice(0, once)
	const { lower } = bootstrap(
		drawn.length,
		(rows) => kept([...rows].map((row) => drawn[row] as PlayedPrompt)),
		{
			seed,
			resamples: 2_000,
		},
	)
	return {
		quality: kept(all),
		'quality-low': lower,
		'cost-share': total(all, ({ cost }) => cost) / total(all, ({ strongCost }) => strongCost),
		escalated: mean(all.map(({ escalated }) => (escalated ? 1 : 0))),
		...(parts.length > 1 ? { 'quality-sd': standardDeviation(parts.map(kept)) } : {}),
	}
}

function kept(rows: readonly PlayedPrompt[]): number {
	return total(rows, ({ quality }) => quality) / total(rows, ({ strong }) => strong)
}

function alone(rows: readonly ZeroEvalPrompt[], cheap: PricedModel): Record<string, number> {
	const right = (model: string): number =>
		total(rows, ({ outcomes }) => outcomes.get(model)?.correct ?? Number.NaN)
	return {
		quality: right(cheap.model) / right(STRONG.model),
		'cost-share': total(rows, (row) => callCost(row, cheap)) / total(rows, (row) => callCost(row, STRONG)),
	}
}

function total<Row>(rows: readonly Row[], part: (row: Row) => number): number {
	return rows.reduce((sum, row) => sum + part(row), 0)
}

function shortName(model: string): string {
	return model.replace(/-20\d\d-\d\d-\d\d$/, '')
}

function atQualities(
	prompts: readonly Pair[],
	score: (row: Pair, index: number) => number,
): Record<string, number> {
	const scored = prompts.map((row, index) => ({ ...row, score: score(row, index) }))
	return Object.fromEntries(
		[0.99, 0.97, 0.95].flatMap((kept) => {
			const share = costAtQuality(scored, kept)
			return share === undefined ? [] : [[`cost@${kept * 100}%`, share]]
		}),
	)
}
