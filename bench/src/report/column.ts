import type { GroupSummary, MetricRule, MetricSummary } from '../results/record.ts'
import { shortItems } from './bound.ts'
import { ABSENT, decimalsFor, integerText, msText, percentText, ratioText } from './number-text.ts'

/** What stands in a table where a group meets a column. */
export interface Cell {
	readonly text: string
	/** Half width of the 95 % interval, such as `±2.1`; absent where nothing varies. */
	readonly noise?: string
	/** What a table is sorted by; absent where the metric does not apply. */
	readonly value?: number
	/** Whether a bound was reached; absent where there is none. */
	readonly reached?: boolean
}

/** A figure of every group of a suite. */
export interface Column {
	readonly head: string
	/** The metric's name; absent for sizes and times. */
	readonly metric?: string
	cell(group: GroupSummary): Cell
}

export interface ColumnOptions {
	/** Whether milliseconds are shown; they differ from machine to machine. @default true */
	readonly timings?: boolean
}

const absent: Cell = { text: ABSENT }

/**
 * The columns that apply to some of these groups: items, ratios, metrics in the order of their rules, milliseconds.
 *
 * A ratio column stands only where something was shortened. A metric whose values all lie in [0, 1] is shown in
 * percent unless it counts things. One without a rule is shown as a mean.
 */
export function columnsFor(
	groups: readonly GroupSummary[],
	rules: Readonly<Record<string, MetricRule>>,
	{ timings = true }: ColumnOptions = {},
): Column[] {
	const columns: Column[] = [
		{ head: 'items', cell: ({ items }) => ({ text: integerText(items), value: items }) },
	]
	if (groups.some((group) => group.ratio !== 1)) {
		columns.push(
			{ head: 'ratio', cell: ({ ratio }) => ({ text: ratioText(ratio), value: ratio }) },
			{ head: 'least ratio', cell: ({ leastRatio }) => ({ text: ratioText(leastRatio), value: leastRatio }) },
		)
	}
	for (const name of metricNames(groups, rules)) columns.push(metricColumn(name, groups, rules[name]))
	if (timings && groups.some((group) => group.msP95 > 0)) {
		columns.push(
			{ head: 'p50 ms', cell: ({ msP50 }) => ({ text: msText(msP50), value: msP50 }) },
			{ head: 'p95 ms', cell: ({ msP95 }) => ({ text: msText(msP95), value: msP95 }) },
		)
	}
	return columns
}

/** Metrics that apply to some group: those with rules, in that order, then the rest in the order met. */
export function metricNames(
	groups: readonly GroupSummary[],
	rules: Readonly<Record<string, MetricRule>>,
): string[] {
	const met = new Set(groups.flatMap((group) => Object.keys(group.metrics)))
	return [...new Set([...Object.keys(rules).filter((name) => met.has(name)), ...met])]
}

/** A metric's name for readers: `whole-evidence` is "whole evidence". */
export function metricLabel(name: string): string {
	return name.replaceAll('-', ' ')
}

function metricColumn(name: string, groups: readonly GroupSummary[], rule: MetricRule | undefined): Column {
	const label = metricLabel(name)
	if (rule?.gate === 'every') return applied(label, name, (metric) => boundCell(metric, rule.bound ?? 1))
	const all = groups.flatMap((group) => group.metrics[name] ?? [])
	if (rule?.isCount !== true && all.every(({ mean, least }) => least >= 0 && mean <= 1)) {
		return applied(`${label} %`, name, (metric) => meanCell(metric, percentText))
	}
	const decimals = decimalsFor(all.map(({ mean }) => mean))
	return applied(label, name, (metric) => meanCell(metric, (value) => value.toFixed(decimals)))
}

function applied(head: string, metric: string, cell: (metric: MetricSummary) => Cell): Column {
	return {
		head,
		metric,
		cell(group) {
			const summary = group.metrics[metric]
			return summary === undefined ? absent : cell(summary)
		},
	}
}

function boundCell(metric: MetricSummary, bound: number): Cell {
	const short = shortItems(metric, bound)
	if (short === 0) return { text: '✓', value: metric.mean, reached: true }
	return {
		text: `✗ ${integerText(short)} of ${integerText(metric.items)}`,
		value: metric.mean,
		reached: false,
	}
}

function meanCell({ mean, least, noise }: MetricSummary, format: (value: number) => string): Cell {
	const cell = { text: format(mean), value: mean }
	if (noise > 0) return { ...cell, noise: `±${format(noise)}` }
	// Values that differ without an interval come from too few texts; without a mark they would look exact.
	return least < mean ? { ...cell, noise: '±?' } : cell
}
