import type { ItemRecord, MetricRule } from '../results/record.ts'
import { type Pair, pairedBootstrap } from '../statistics/index.ts'
import {
	type Baseline,
	type BaselineGroup,
	groupKey,
	groupRecords,
	hashItems,
	meanRatio,
} from './baseline.ts'

/** A reason to fail. */
export interface Finding {
	readonly group: string
	readonly metric: string
	/** What is wrong, with the figures. */
	readonly message: string
	/** The items that show it best, worst first, at most three. */
	readonly worst: readonly ItemRecord[]
}

/** What the gate is strict about. */
export interface GateOptions {
	readonly rules: Readonly<Record<string, MetricRule>>
	/** Whether a subject is held to the `every` bounds; controls are not. */
	readonly isGated: (subject: string) => boolean
	/** A drop of a mean by this much fails however few items there are. @default 0.03 */
	readonly largestDrop?: number
	/** A mean ratio may grow by this much. @default 0.01 */
	readonly ratioSlack?: number
}

/**
 * Finds what got worse: a bound that an item does not reach, a mean behind the baseline beyond noise, a ratio that
 * grew, a group of the baseline that was not measured or whose items changed.
 *
 * Beyond noise: the 95 % interval of the paired change, clusters resampled whole, lies below zero; or the mean fell
 * by `largestDrop` or more.
 */
export function gate(
	records: readonly ItemRecord[],
	baseline: Baseline | undefined,
	options: GateOptions,
): Finding[] {
	const groups = groupRecords(records)
	const findings = [...groups.values()].flatMap((group) => boundFindings(group, options))
	for (const past of baseline?.groups ?? []) {
		const group = groups.get(groupKey(past))
		if (group === undefined)
			findings.push(
				finding(
					groupKey(past),
					'measured',
					'stands in the baseline but was not measured; update the baseline if it is gone for good',
				),
			)
		else findings.push(...pastFindings(group, past, options))
	}
	return findings
}

function finding(group: string, metric: string, message: string, worst: readonly ItemRecord[] = []): Finding {
	return { group, metric, message, worst: worst.slice(0, 3) }
}

function boundFindings(group: readonly ItemRecord[], { rules, isGated }: GateOptions): Finding[] {
	const [first] = group as [ItemRecord]
	if (!isGated(first.subject)) return []
	return Object.entries(rules).flatMap(([name, { gate: kind, bound = 1, exempt = [] }]) => {
		if (kind !== 'every' || exempt.includes(first.subject)) return []
		const below = group
			.filter((record) => (record.metrics[name] ?? bound) < bound)
			.sort((a, b) => (a.metrics[name] ?? 0) - (b.metrics[name] ?? 0))
		if (below.length === 0) return []
		return [
			finding(groupKey(first), name, `${below.length} of ${group.length} items do not reach ${bound}`, below),
		]
	})
}

function pastFindings(group: readonly ItemRecord[], past: BaselineGroup, options: GateOptions): Finding[] {
	const key = groupKey(past)
	if (hashItems(group) !== past.items)
		return [finding(key, 'items', 'the items are not those of the baseline; update it with the reason')]
	const found: Finding[] = []
	const ratio = meanRatio(group)
	if (ratio > past.ratio + (options.ratioSlack ?? 0.01))
		found.push(
			finding(
				key,
				'ratio',
				`mean ratio grew from ${past.ratio.toFixed(3)} to ${ratio.toFixed(3)}`,
				longest(group),
			),
		)
	for (const [name, values] of Object.entries(past.values)) {
		const rule = options.rules[name]
		if (rule !== undefined)
			found.push(...meanFindings(group, key, name, values, rule, options.largestDrop ?? 0.03))
	}
	return found
}

function meanFindings(
	group: readonly ItemRecord[],
	key: string,
	name: string,
	past: readonly (number | null)[],
	{ better }: MetricRule,
	largestDrop: number,
): Finding[] {
	const sign = better === 'higher' ? 1 : -1
	const pairs: (Pair & { record: ItemRecord })[] = group.flatMap((record, index) => {
		const [before, after] = [past[index], record.metrics[name]]
		return typeof before === 'number' && after !== undefined
			? [{ cluster: record.cluster, before: sign * before, after: sign * after, record }]
			: []
	})
	if (pairs.length === 0) return [finding(key, name, 'was measured in the baseline and is not any more')]
	const { estimate, upper } = pairedBootstrap(pairs)
	// Baselines are rounded to three decimals, so a change of less than that is none.
	if (estimate > -0.001 || (upper >= 0 && estimate > -largestDrop)) return []
	const worst = pairs
		.filter((pair) => pair.after < pair.before)
		.sort((a, b) => a.after - a.before - (b.after - b.before))
	const mean = (pick: (pair: Pair) => number): string =>
		(pairs.reduce((sum, pair) => sum + sign * pick(pair), 0) / pairs.length).toFixed(3)
	return [
		finding(
			key,
			name,
			`fell from ${mean((pair) => pair.before)} to ${mean((pair) => pair.after)} over ${pairs.length} items (95 % interval of the change up to ${upper.toFixed(3)})`,
			worst.map((pair) => pair.record),
		),
	]
}

function longest(group: readonly ItemRecord[]): ItemRecord[] {
	return [...group].sort(
		(a, b) => b.tokensAfter / Math.max(1, b.tokensBefore) - a.tokensAfter / Math.max(1, a.tokensBefore),
	)
}
