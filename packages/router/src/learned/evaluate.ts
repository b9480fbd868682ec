import { HeadroomError } from '@headroom/spec'
import { curveOf, type Estimate, estimate } from './curve.ts'
import type { Predicted } from './dial.ts'
import type { LearnedRouter } from './learned-router.ts'
import { apgr, type CostQuality, chanceDeviation, hullOf, meanQuality } from './metrics.ts'
import { type OutcomeTable, outcomeTable } from './outcome-table.ts'
import { readText } from './reading.ts'
import { checkedRecords, type RoutingRecord } from './records.ts'

/** Gap of mean qualities below which recovering it means nothing, and deviation of chance above which it does not. */
const LEAST_GAP = 0.05
const MOST_CHANCE = 0.05

/** One way to choose a model, judged on records. */
export interface EvaluationRow {
	/** `learned`, `random`, `length`, `oracle`, or `always <model>`. */
	readonly name: string
	/** Mean quality: of a single model, or of `learned` where it is set. */
	readonly quality?: Estimate
	/** Mean USD of a request at the same place. */
	readonly cost?: Estimate
	/** Share of requests for the best model at the same place. */
	readonly share?: number
	/** See `apgr`; of routers between two models whose gap can be told from chance. */
	readonly apgr?: number
	/** See `meanQuality`, over the costs from the cheapest to the dearest single model. */
	readonly aiq?: number
}

export interface Evaluation {
	/** Records with an outcome of every model: those judged. */
	readonly records: number
	/** Records left out, since an outcome is missing. */
	readonly skipped: number
	readonly rows: readonly EvaluationRow[]
	/** Standard deviation of chance's APGR: differences below twice this are none. */
	readonly chance?: number
	/** Why there is no `apgr`, or no `aiq`. */
	readonly notes: readonly string[]
}

/**
 * Judges a learned router on records that it was not trained on, beside chance, length, each single model and the
 * oracle, which knows the outcomes.
 *
 * @throws HeadroomError `invalid-argument` when fewer than 20 records have an outcome of every model of the router.
 */
export function evaluateRouter(router: LearnedRouter, records: readonly RoutingRecord[]): Evaluation {
	const judged = checkedRecords(records).filter(({ outcomes }) =>
		router.models.every((model) => Object.hasOwn(outcomes, model)),
	)
	if (judged.length < 20)
		throw new HeadroomError(
			'invalid-argument',
			`${judged.length} records have an outcome of all of ${router.models.join(', ')}; expected at least 20 to judge by`,
		)
	const costs = Object.fromEntries(
		router.report.models.flatMap(({ model, cost }) => (cost === undefined ? [] : [[model, cost]])),
	)
	// In the order of the router's models, and without models that it does not know.
	const table = outcomeTable(
		judged.map(({ prompt, outcomes }) => ({
			prompt,
			outcomes: Object.fromEntries(router.models.map((model) => [model, outcomes[model] as never])),
		})),
		costs,
	)
	const truth = table.models.length === 0 ? [] : truthOf(table, judged.length)
	const predicted = judged.map(({ prompt }) => {
		const models = router.predict(prompt)
		return {
			quality: Float64Array.from(models, ({ quality }) => quality),
			cost: Float64Array.from(models, ({ cost }, index) => cost ?? (table.meanCosts[index] as number)),
		}
	})
	const lengths = Float64Array.from(judged, ({ prompt }) => readText(prompt).form[0] as number)
	const gaps = Float64Array.from(
		truth,
		({ quality }) => (quality[table.strong] as number) - (quality[table.cheap] as number),
	)
	const learned = Float64Array.from(
		predicted,
		({ quality }) => (quality[table.strong] as number) - (quality[table.cheap] as number),
	)
	const twoModels = apgrNote(table, gaps)
	const recovered = (scores: Float64Array): Pick<EvaluationRow, 'apgr'> =>
		twoModels === undefined ? { apgr: apgr(gaps, scores) } : {}
	const sweep = (guesses: readonly Predicted[]): Pick<EvaluationRow, 'aiq'> =>
		aiqOf(table, points(table, guesses))
	const singles = table.models.map((_, model) => singleOf(table, model))
	return {
		records: judged.length,
		skipped: records.length - judged.length,
		rows: [
			{
				name: 'learned',
				...settingOf(router, judged, truth, table),
				...recovered(learned),
				...sweep(predicted),
			},
			{
				name: 'random',
				...recovered(new Float64Array(gaps.length)),
				...aiqOf(
					table,
					hullOf(singles.map(({ cost, quality }) => ({ cost: cost.mean, quality: quality.mean }))),
				),
			},
			{ name: 'length', ...recovered(lengths), ...aiqOf(table, byLength(table, truth, lengths)) },
			...singles.map(({ cost, ...single }) => ({ ...single, ...(table.costs === 'known' ? { cost } : {}) })),
			{ name: 'oracle', ...recovered(gaps), ...sweep(truth) },
		],
		...(twoModels === undefined ? { chance: chanceDeviation(gaps) } : {}),
		notes: [
			...(twoModels === undefined ? [] : [twoModels]),
			...(table.costs === 'known' ? [] : ['no AIQ: what the models cost is unknown']),
		],
	}
}

function truthOf(table: OutcomeTable, count: number): Predicted[] {
	return Array.from({ length: count }, (_, row) => ({
		quality: Float64Array.from(table.quality, (column) => column[row] as number),
		cost: Float64Array.from(table.cost, (column, model) => {
			const cost = column[row] as number
			return Number.isNaN(cost) ? (table.meanCosts[model] as number) : cost
		}),
	}))
}

function apgrNote({ models, means, strong, cheap }: OutcomeTable, gaps: Float64Array): string | undefined {
	if (models.length > 2) return 'no APGR: it is of two models'
	const gap = (means[strong] as number) - (means[cheap] as number)
	// Sums of many terms: a gap of exactly 0.05 must not fail by its last bit.
	if (gap < LEAST_GAP - 1e-12)
		return `no APGR: the models differ by ${gap.toFixed(3)}, less than ${LEAST_GAP}`
	const chance = chanceDeviation(gaps)
	if (chance <= MOST_CHANCE) return undefined
	return `no APGR: chance alone moves it by ${chance.toFixed(3)} (sd), more than ${MOST_CHANCE}; use more records`
}

function singleOf(
	table: OutcomeTable,
	model: number,
): { name: string; quality: Estimate; cost: Estimate; share: number } {
	return {
		name: `always ${table.models[model]}`,
		quality: estimate(table.quality[model] as Float64Array),
		cost: estimate(
			(table.cost[model] as Float64Array).map((cost) =>
				Number.isNaN(cost) ? (table.meanCosts[model] as number) : cost,
			),
		),
		share: model === table.strong ? 1 : 0,
	}
}

function points(table: OutcomeTable, guesses: readonly Predicted[]): readonly CostQuality[] {
	return curveOf(table, guesses, Math.max(...table.meanCosts) || 1).points.map(({ quality, cost }) => ({
		quality: quality.mean,
		cost: cost?.mean ?? Number.NaN,
	}))
}

/** Longest prompts to the best model first. */
function byLength(table: OutcomeTable, truth: readonly Predicted[], lengths: Float64Array): CostQuality[] {
	const order = [...lengths.keys()].sort((a, b) => (lengths[b] as number) - (lengths[a] as number))
	const sum = (part: (one: Predicted) => number): number => truth.reduce((total, one) => total + part(one), 0)
	const { strong, cheap } = table
	let quality = sum((one) => one.quality[cheap] as number)
	let cost = sum((one) => one.cost[cheap] as number)
	const n = truth.length
	const found = [{ quality: quality / n, cost: cost / n }]
	for (const row of order) {
		const one = truth[row] as Predicted
		quality += (one.quality[strong] as number) - (one.quality[cheap] as number)
		cost += (one.cost[strong] as number) - (one.cost[cheap] as number)
		found.push({ quality: quality / n, cost: cost / n })
	}
	return found
}

function aiqOf(table: OutcomeTable, found: readonly CostQuality[]): Pick<EvaluationRow, 'aiq'> {
	if (table.costs !== 'known') return {}
	return { aiq: meanQuality(found, Math.min(...table.meanCosts), Math.max(...table.meanCosts)) }
}

/** What the router gets where it is set. */
function settingOf(
	router: LearnedRouter,
	judged: readonly RoutingRecord[],
	truth: readonly Predicted[],
	table: OutcomeTable,
): Pick<EvaluationRow, 'quality' | 'cost' | 'share'> {
	// A copy: what is judged here is no traffic that could have drifted.
	const copy = router.aimed(router.setting.aim)
	const models = judged.map(({ prompt }) => table.models.indexOf(copy.rank({ text: prompt })[0]?.model ?? ''))
	const of = (part: 'quality' | 'cost'): Estimate =>
		estimate(Float64Array.from(models, (model, row) => truth[row]?.[part][model] as number))
	return {
		quality: of('quality'),
		...(table.costs === 'known' ? { cost: of('cost') } : {}),
		share: models.filter((model) => model === table.strong).length / models.length,
	}
}
