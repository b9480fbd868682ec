import type { GroupSummary, MetricRule, MetricSummary } from '../results/record.ts'

/**
 * How many items fall short of a bound that every item must reach.
 *
 * Exact for metrics that are 0 or 1 an item. Where an item may fall short in part it is the least number that
 * explains the mean, since a summary does not hold the items.
 */
export function shortItems(metric: MetricSummary, bound: number): number {
	if (metric.least >= bound) return 0
	const shortfall = (metric.items * (bound - metric.mean)) / (bound - metric.least)
	return Math.max(1, Math.ceil(shortfall - 1e-9))
}

/** Metrics whose bound every item of a subject must reach. */
function boundMetrics(
	rules: Readonly<Record<string, MetricRule>>,
	subject: string,
): readonly (readonly [name: string, bound: number])[] {
	return Object.entries(rules).flatMap(([name, { gate, bound = 1, exempt = [] }]) =>
		gate === 'every' && !exempt.includes(subject) ? [[name, bound] as const] : [],
	)
}

/** Bounds that some item of a group misses, with how many items do. */
export function missedBounds(
	group: GroupSummary,
	rules: Readonly<Record<string, MetricRule>>,
): readonly { readonly name: string; readonly short: number; readonly items: number }[] {
	return boundMetrics(rules, group.subject).flatMap(([name, bound]) => {
		const metric = group.metrics[name]
		const short = metric === undefined ? 0 : shortItems(metric, bound)
		return metric === undefined || short === 0 ? [] : [{ name, short, items: metric.items }]
	})
}
