import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { ItemRecord, MetricRule } from '../results/record.ts'

/** Values of one subject on one dataset, as they stood when the baseline was taken. */
export interface BaselineGroup {
	readonly suite: string
	readonly dataset: string
	readonly subject: string
	/** Hash of the items' ids in order: values of other items do not compare. */
	readonly items: string
	/** Mean of the items' ratios. */
	readonly ratio: number
	/** By metric, a value an item in order; `null` where the metric does not apply. Rounded to three decimals. */
	readonly values: Readonly<Record<string, readonly (number | null)[]>>
}

/** What was true on a commit, and why it was written down. */
export interface Baseline {
	/** Newest first, each once: the reason given with `--update-baseline`. */
	readonly reasons: readonly string[]
	readonly groups: readonly BaselineGroup[]
}

/** Metrics whose means the gate compares with the baseline; those held by a bound need no past. */
function comparedMetrics(rules: Readonly<Record<string, MetricRule>>): string[] {
	return Object.entries(rules).flatMap(([name, rule]) => (rule.gate === 'mean' ? [name] : []))
}

export function baselineOf(
	records: readonly ItemRecord[],
	rules: Readonly<Record<string, MetricRule>>,
	reasons: readonly string[],
): Baseline {
	const compared = comparedMetrics(rules)
	const groups = [...groupRecords(records).values()].map((group): BaselineGroup => {
		const [first] = group as [ItemRecord]
		const applied = compared.filter((name) => group.some((record) => record.metrics[name] !== undefined))
		return {
			suite: first.suite,
			dataset: first.dataset,
			subject: first.subject,
			items: hashItems(group),
			ratio: round(meanRatio(group)),
			values: Object.fromEntries(
				applied.map((name) => [
					name,
					group.map(({ metrics }) => (metrics[name] === undefined ? null : round(metrics[name]))),
				]),
			),
		}
	})
	return { reasons: [...new Set(reasons)], groups }
}

export function groupRecords(records: readonly ItemRecord[]): Map<string, ItemRecord[]> {
	const groups = new Map<string, ItemRecord[]>()
	for (const record of records) {
		const key = groupKey(record)
		const group = groups.get(key)
		if (group === undefined) groups.set(key, [record])
		else group.push(record)
	}
	return groups
}

export function groupKey({
	suite,
	dataset,
	subject,
}: Pick<ItemRecord, 'suite' | 'dataset' | 'subject'>): string {
	return `${suite} / ${dataset} / ${subject}`
}

export function hashItems(records: readonly ItemRecord[]): string {
	return createHash('sha256')
		.update(records.map((record) => record.item).join('\n'))
		.digest('hex')
		.slice(0, 16)
}

export function meanRatio(records: readonly ItemRecord[]): number {
	return (
		records.reduce(
			(sum, { tokensBefore, tokensAfter }) => sum + (tokensBefore === 0 ? 1 : tokensAfter / tokensBefore),
			0,
		) / records.length
	)
}

function round(value: number): number {
	return Math.round(value * 1000) / 1000
}

/** @throws SyntaxError when the file is not JSON. */
export function readBaseline(file: string): Baseline | undefined {
	return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Baseline) : undefined
}

/** One group a line, so that a change of the baseline reads in a diff. */
export function writeBaseline(file: string, baseline: Baseline): void {
	const groups = baseline.groups.map((group) => `    ${JSON.stringify(group)}`).join(',\n')
	mkdirSync(dirname(file), { recursive: true })
	writeFileSync(
		file,
		`{\n  "reasons": ${JSON.stringify(baseline.reasons, null, 2).replace(/\n/g, '\n  ')},\n  "groups": [\n${groups}\n  ]\n}\n`,
	)
}
