import type { GroupSummary, MetricRule, RunSummary } from '../results/record.ts'
import { missedBounds } from './bound.ts'
import { columnsFor, metricLabel, metricNames } from './column.ts'
import { figureCells, overviewTable } from './markdown.ts'
import { markdownTable, markdownText } from './markdown-table.ts'
import { ABSENT, integerText, percentText, ratioText } from './number-text.ts'
import type { Overviews } from './overview.ts'
import { isControl, mainSubject, type ReportSubject, subjectNames } from './subject.ts'
import { mergedBySubject, partition } from './suite.ts'

/**
 * A run as compact Markdown for a README, without timings, so that every machine prints the same.
 *
 * A suite with tables of its own gets those. One with answers gets one row a dataset: what the main subject came to, and beside its answer survival that of
 * the others. Any other suite gets one row a subject and dataset.
 */
export function readmeTable(
	summary: RunSummary,
	rules: Readonly<Record<string, MetricRule>>,
	subjects: readonly ReportSubject[],
	overviews: Overviews = {},
): string {
	const tables = partition(summary.groups, ({ suite }) => suite).map(([suite, groups]) => {
		const own = overviews[suite]?.(groups, { timings: false })
		if (own !== undefined) return [`**${markdownText(suite)}**`, ...own.map(overviewTable)].join('\n\n')
		const main = mainSubject(groups, subjects)
		const hasAnswers = groups.some((group) => survival(group) !== undefined)
		const table =
			main === undefined || !hasAnswers
				? plainTable(groups, rules, subjects)
				: survivalTable(groups, main, rules, subjects)
		return `**${markdownText(suite)}**\n\n${table}`
	})
	return [`\`\`\`sh\n${summary.command.replace(/\s+/g, ' ')}\n\`\`\``, ...tables].join('\n\n')
}

function survivalTable(
	groups: readonly GroupSummary[],
	main: string,
	rules: Readonly<Record<string, MetricRule>>,
	subjects: readonly ReportSubject[],
): string {
	const others = subjectNames(groups, subjects).filter((name) => name !== main && name !== 'unchanged')
	const ordered = [
		main,
		...others.filter((name) => !isControl(name, subjects)),
		...others.filter((name) => isControl(name, subjects)),
	]
	const row = (name: string, kind: string, part: readonly GroupSummary[]): string[] => {
		const own = part.find((group) => group.subject === main)
		const kept = ordered.map((subject) => keptText(part.find((group) => group.subject === subject)))
		const figures =
			own === undefined
				? [ABSENT, ABSENT, ABSENT]
				: [integerText(own.items), ratioText(own.ratio), ratioText(own.leastRatio)]
		return [
			name,
			markdownText(kind),
			...figures,
			...kept,
			boundsText(
				part.filter(({ subject }) => !isControl(subject, subjects)),
				rules,
			),
		]
	}
	const rows = partition(groups, ({ dataset }) => dataset).map(([dataset, part]) =>
		row(markdownText(dataset), part[0]?.kind ?? '', part),
	)
	const heads = [
		'dataset',
		'kind',
		'items',
		'ratio',
		'least',
		...ordered.map((name) => heading(name, subjects)),
		'bounds',
	]
	const all = row('**all**', '', mergedBySubject(groups, 'all', subjects))
	const notes = [
		`Ratio is that of ${markdownText(main)}: tokens after / before, the mean and the least of one item.`,
		'The columns after it say how many percent of the answers still stand in the text; in italics the controls.',
		...readBackNotes(groups),
		`Bounds (${boundNames(groups, rules)}): ✓ where every item of every method reaches them.`,
		...(rows.some((cells) => cells.some((cell) => cell.endsWith('†'))) ? [NEEDED_NOTE] : []),
	]
	return `${markdownTable(heads, [...rows, all], 2)}\n\n${notes.join('\n')}`
}

/** Where an answer counts though it does not stand in the text itself. */
function readBackNotes(groups: readonly GroupSummary[]): string[] {
	const counts = partition(groups, ({ subject }) => subject).flatMap(([subject, part]) => {
		const datasets = part.flatMap(({ dataset, metrics: { 'answer-read-back': metric } }) =>
			metric === undefined || metric.mean === 0
				? []
				: [`${dataset} ${Math.round(metric.mean * metric.items)} of ${metric.items}`],
		)
		return datasets.length === 0 ? [] : [`${subject} (${datasets.join(', ')})`]
	})
	return counts.length === 0
		? []
		: [
				`Answers that quote the spelling of JSON also count where they stand in the text read back alone: ${markdownText(counts.join('; '))}.`,
			]
}

const NEEDED_NOTE = '† An agent run without questions: percent of the strings that its next step used.'

/** Answer survival, or, for runs that nobody asks about, what their next step needed. */
function survival({ metrics }: GroupSummary): { readonly mean: number; readonly mark: string } | undefined {
	const metric = metrics.answer ?? metrics.needed
	return metric === undefined
		? undefined
		: { mean: metric.mean, mark: metrics.answer === undefined ? '†' : '' }
}

function keptText(group: GroupSummary | undefined): string {
	const kept = group === undefined ? undefined : survival(group)
	return kept === undefined ? ABSENT : `${percentText(kept.mean)}${kept.mark}`
}

function heading(name: string, subjects: readonly ReportSubject[]): string {
	return isControl(name, subjects) ? `_${markdownText(name)}_` : markdownText(name)
}

function boundNames(groups: readonly GroupSummary[], rules: Readonly<Record<string, MetricRule>>): string {
	return metricNames(groups, rules)
		.filter((name) => rules[name]?.gate === 'every')
		.map((name) => markdownText(metricLabel(name)))
		.join(', ')
}

function boundsText(groups: readonly GroupSummary[], rules: Readonly<Record<string, MetricRule>>): string {
	const missed = groups.flatMap((group) =>
		missedBounds(group, rules).map(
			({ name, short, items }) =>
				`${markdownText(group.subject)}: ${markdownText(metricLabel(name))} ${short} of ${items}`,
		),
	)
	return missed.length === 0 ? '✓' : `✗ ${missed.join('; ')}`
}

function plainTable(
	groups: readonly GroupSummary[],
	rules: Readonly<Record<string, MetricRule>>,
	subjects: readonly ReportSubject[],
): string {
	const columns = columnsFor(groups, rules, { timings: false })
	const figures = figureCells(columns, groups)
	const rows = groups.map((group, row) => [
		markdownText(group.dataset),
		heading(group.subject, subjects),
		...(figures[row] ?? []),
	])
	return markdownTable(['dataset', 'subject', ...columns.map(({ head }) => markdownText(head))], rows, 2)
}
