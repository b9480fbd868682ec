import { HeadroomError } from '@headroom/spec'
import type { RoutingRecord } from './records.ts'
import { meanOf, type Targets } from './targets.ts'

/** Records as columns by model. */
export interface OutcomeTable {
	readonly models: readonly string[]
	/** In [0, 1]; NaN where a model was not tried. */
	readonly quality: Targets
	/** USD; NaN where unknown. */
	readonly cost: Targets
	/** Mean quality of each model where it was tried. */
	readonly means: readonly number[]
	/** Mean cost of each model, in USD; relative units where `costs` is `assumed`. */
	readonly meanCosts: readonly number[]
	/** `assumed`: nobody said what the models cost; the better one is taken to be the dearer. */
	readonly costs: 'known' | 'assumed'
	/** The model of best mean quality; of equals the cheaper. */
	readonly strong: number
	/** The cheapest of the others; of equals the better. */
	readonly cheap: number
}

/**
 * @param costs mean USD of a call with each model, for models whose records have no cost.
 * @throws HeadroomError `invalid-argument` when there are no two models, or costs of some models alone are known.
 */
export function outcomeTable(
	records: readonly RoutingRecord[],
	costs: Readonly<Record<string, number>> = {},
): OutcomeTable {
	const models = [...new Set(records.flatMap(({ outcomes }) => Object.keys(outcomes)))]
	if (models.length < 2)
		throw new HeadroomError(
			'invalid-argument',
			`the records have outcomes of ${models.length === 0 ? 'no model' : `${models[0]} alone`}; expected at least two models`,
		)
	const column = (model: string, part: (record: RoutingRecord) => number | undefined): Float64Array =>
		Float64Array.from(records, (record) =>
			Object.hasOwn(record.outcomes, model) ? (part(record) ?? NaN) : NaN,
		)
	const quality = models.map((model) => column(model, ({ outcomes }) => outcomes[model]?.quality))
	const cost = models.map((model) => column(model, ({ outcomes }) => outcomes[model]?.cost))
	const means = quality.map(meanOf)
	const recorded = models.map((model, index) =>
		(cost[index] as Float64Array).some((value) => !Number.isNaN(value))
			? meanOf(cost[index] as Float64Array)
			: givenCost(costs, model),
	)
	const unknown = models.filter((_, index) => recorded[index] === undefined)
	if (unknown.length > 0 && unknown.length < models.length)
		throw new HeadroomError(
			'invalid-argument',
			`what ${unknown.join(', ')} costs is unknown, while it is known for the others; give a cost in the records or in costs, or in none`,
		)
	const assumed = unknown.length > 0
	const rank = (index: number): number => means.filter((mean) => mean < (means[index] as number)).length
	const meanCosts = assumed
		? models.map((_, index) => rank(index) / (models.length - 1))
		: recorded.map((value) => value as number)
	const strong = firstBy(
		models.keys(),
		(a, b) => at(means, b) - at(means, a) || at(meanCosts, a) - at(meanCosts, b),
	)
	const others = [...models.keys()].filter((index) => index !== strong)
	const cheap = firstBy(others, (a, b) => at(meanCosts, a) - at(meanCosts, b) || at(means, b) - at(means, a))
	return { models, quality, cost, means, meanCosts, costs: assumed ? 'assumed' : 'known', strong, cheap }
}

function givenCost(costs: Readonly<Record<string, number>>, model: string): number | undefined {
	const cost = Object.hasOwn(costs, model) ? costs[model] : undefined
	if (cost === undefined || (typeof cost === 'number' && cost >= 0 && Number.isFinite(cost))) return cost
	throw new HeadroomError(
		'invalid-argument',
		`costs[${JSON.stringify(model)}] is ${String(cost)}; expected USD of a call, 0 or more`,
	)
}

function firstBy(indexes: Iterable<number>, order: (a: number, b: number) => number): number {
	return [...indexes].sort(order)[0] as number
}

function at(values: readonly number[], index: number): number {
	return values[index] as number
}
