import type { GroupSummary, MetricRule, RunSummary } from '../results/record.ts'
import { type Cell, type Column, columnsFor, metricLabel, metricNames } from './column.ts'
import { markdownTable, markdownText } from './markdown-table.ts'
import { countText, integerText } from './number-text.ts'
import type { Overview, Overviews } from './overview.ts'
import { bySubject, isControl, type ReportSubject, subjectNames } from './subject.ts'
import { countDatasets, countItems, kindsOf, mergedBySubject, partition } from './suite.ts'

/**
 * A run as Markdown: the command that printed it, then for each suite its datasets together, its kinds of content,
 * each dataset with one row a subject, and what subjects, metrics and marks mean.
 */
export function markdownReport(
	summary: RunSummary,
	rules: Readonly<Record<string, MetricRule>>,
	subjects: readonly ReportSubject[],
	overviews: Overviews = {},
): string {
	const suites = partition(summary.groups, ({ suite }) => suite)
	return [
		'# Bench',
		`Printed by:\n\n\`\`\`sh\n${summary.command.replace(/\s+/g, ' ')}\n\`\`\``,
		...suites.flatMap(([suite, groups]) =>
			suiteParts(suite, groups, rules, subjects, overviews[suite]?.(groups, { timings: true }) ?? []),
		),
		'## Marks',
		marks(),
		'',
	].join('\n\n')
}

function suiteParts(
	suite: string,
	groups: readonly GroupSummary[],
	rules: Readonly<Record<string, MetricRule>>,
	subjects: readonly ReportSubject[],
	overviews: readonly Overview[],
): string[] {
	const table = (part: readonly GroupSummary[]): string => groupTable(part, rules, subjects)
	const sizes = `${countText(countItems(groups), 'item')} of ${countText(countDatasets(groups), 'dataset')}.`
	const datasets = partition(groups, ({ dataset }) => dataset)
	return [
		`## ${markdownText(suite)}`,
		sizes,
		...overviews.flatMap((overview) => [`### ${markdownText(overview.title)}`, overviewTable(overview)]),
		'### All datasets',
		TOGETHER,
		table(mergedBySubject(groups, 'all', subjects)),
		'### By kind of content',
		kindTable(groups, rules, subjects),
		...datasets.flatMap(([dataset, part]) => [
			`### ${markdownText(dataset)}`,
			`Kind: ${[...new Set(part.map((group) => markdownText(group.kind)))].join(', ')}.`,
			table(bySubject(part, subjects)),
		]),
		'### Subjects',
		subjectNames(groups, subjects)
			.map((name) => subjectLine(name, subjects))
			.join('\n'),
		'### Metrics',
		metricNames(groups, rules)
			.map((name) => metricLine(name, rules[name]))
			.join('\n'),
	]
}

/** A table that a suite laid out itself, with its notes. */
export function overviewTable({ heads, rows, textColumns, notes }: Overview): string {
	const cells = rows.map((row) => row.map(({ text }) => markdownText(text)))
	return `${markdownTable(heads.map(markdownText), cells, textColumns)}\n\n${notes.map((note) => `- ${markdownText(note)}`).join('\n')}`
}

const TOGETHER =
	'Every item weighs the same; p50 is the median of the datasets’ p50, p95 the highest of their p95.'

function groupTable(
	groups: readonly GroupSummary[],
	rules: Readonly<Record<string, MetricRule>>,
	subjects: readonly ReportSubject[],
): string {
	const columns = columnsFor(groups, rules)
	const rows = figureCells(columns, groups).map((cells, row) => [
		subjectCell(groups[row]?.subject ?? '', subjects),
		...cells,
	])
	return markdownTable(['subject', ...columns.map(({ head }) => markdownText(head))], rows, 1)
}

function kindTable(
	groups: readonly GroupSummary[],
	rules: Readonly<Record<string, MetricRule>>,
	subjects: readonly ReportSubject[],
): string {
	const kinds = kindsOf(groups, subjects)
	const all = kinds.flatMap((kind) => kind.groups)
	const columns = columnsFor(all, rules)
	const figures = figureCells(columns, all)
	const labels = kinds.flatMap(({ kind, datasets, groups: part }) =>
		part.map(({ subject }) => [markdownText(kind), subjectCell(subject, subjects), integerText(datasets)]),
	)
	const heads = ['kind', 'subject', 'datasets', ...columns.map(({ head }) => markdownText(head))]
	return markdownTable(
		heads,
		labels.map((label, row) => [...label, ...(figures[row] ?? [])]),
		2,
	)
}

/** Cells as Markdown, a row a group; figures line up before their `±`. */
export function figureCells(columns: readonly Column[], groups: readonly GroupSummary[]): string[][] {
	const cells = columns.map((column) => groups.map((group) => column.cell(group)))
	const widths = cells.map((column) => Math.max(0, ...column.map(({ noise }) => noise?.length ?? 0)))
	return groups.map((_, row) => cells.map((column, index) => cellText(column[row], widths[index] ?? 0)))
}

function cellText(cell: Cell | undefined, noiseWidth: number): string {
	if (cell === undefined) return ''
	if (noiseWidth === 0) return cell.text
	return `${cell.text} ${(cell.noise ?? '').padStart(noiseWidth)}`
}

function subjectCell(name: string, subjects: readonly ReportSubject[]): string {
	return isControl(name, subjects) ? `_${markdownText(name)}_` : markdownText(name)
}

function subjectLine(name: string, subjects: readonly ReportSubject[]): string {
	const meaning = subjects.find((subject) => subject.name === name)?.meaning
	return `- **${markdownText(name)}**${meaning === undefined ? '' : `: ${markdownText(meaning)}`}`
}

function metricLine(name: string, rule: MetricRule | undefined): string {
	const label = `- **${markdownText(metricLabel(name))}**`
	return rule === undefined ? label : `${label}: ${markdownText(rule.meaning)}${gateText(rule)}`
}

/** What the gate does with a metric, in brackets. */
export function gateText({ gate, better, bound = 1, exempt = [] }: MetricRule): string {
	const lower = better === 'lower' ? '; lower is better' : ''
	const except = exempt.length === 0 ? '' : ` but for ${exempt.join(', ')}`
	if (gate === 'every') return ` (every item must reach ${bound}${except}${lower})`
	return gate === 'mean' ? ` (the mean may not get worse${lower})` : ` (shown, not gated${lower})`
}

function marks(): string {
	return [
		'- **ratio**: tokens after / tokens before, mean of the items; smaller is smaller. **least ratio**: the least of one item.',
		'- **%**: mean of the items to which the metric applies, in percent.',
		'- **±**: half width of the 95 % interval of that mean, items that share a text taken together; **±?**: too few texts to tell.',
		'- **✓**: every item reaches the bound. **✗ n of m**: n of m items do not; at least n where an item can fall short in part.',
		'- **–**: the metric does not apply. A column stands only where its metric applies to some row.',
		'- **p50 ms, p95 ms**: milliseconds of a subject’s work on one item, tokenization included; they differ from machine to machine.',
		'- _In italics_: a control, which any method must beat.',
	].join('\n')
}
