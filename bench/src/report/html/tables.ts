import type { GroupSummary, MetricRule } from '../../results/record.ts'
import { type Cell, type Column, columnsFor, metricLabel, metricNames } from '../column.ts'
import { gateText } from '../markdown.ts'
import type { Overview } from '../overview.ts'
import { bySubject, isControl, type ReportSubject, subjectNames } from '../subject.ts'
import { kindsOf, mergedBySubject, partition } from '../suite.ts'
import { type Markup, markup } from './markup.ts'

/** All figures of a suite: its datasets together, by kind, and every dataset, sortable where scripts run. */
export function suiteTables(
	groups: readonly GroupSummary[],
	rules: Readonly<Record<string, MetricRule>>,
	subjects: readonly ReportSubject[],
): Markup {
	const all = mergedBySubject(groups, 'all datasets', subjects)
	const kinds = kindsOf(groups, subjects).flatMap((kind) => kind.groups)
	const datasets = partition(groups, ({ dataset }) => dataset).flatMap(([, part]) =>
		bySubject(part, subjects),
	)
	const together =
		'Every item weighs the same; p50 is the median of the datasets’ p50, p95 the highest of their p95.'
	return markup`${fullTable('All datasets together', together, all, [], rules, subjects)}
${kinds.length === all.length ? undefined : fullTable('By kind of content', together, kinds, ['kind'], rules, subjects)}
${fullTable('By dataset', 'One row a dataset and subject.', datasets, ['dataset', 'kind'], rules, subjects)}
${legend(groups, rules, subjects)}`
}

function fullTable(
	title: string,
	lead: string,
	groups: readonly GroupSummary[],
	labels: readonly ('dataset' | 'kind')[],
	rules: Readonly<Record<string, MetricRule>>,
	subjects: readonly ReportSubject[],
): Markup {
	const columns = columnsFor(groups, rules)
	const heads = [...labels, 'subject'].map((head) => markup`<th scope="col">${head}</th>`)
	const rows = groups.map((group, index) => {
		const before = groups[index - 1]
		const starts = labels.length > 0 && before?.[labels[0] ?? 'dataset'] !== group[labels[0] ?? 'dataset']
		const names = labels.map((label) => markup`<td>${group[label]}</td>`)
		const kind = [starts ? 'first' : '', isControl(group.subject, subjects) ? 'control' : '']
			.filter((name) => name !== '')
			.join(' ')
		return markup`<tr${kind === '' ? undefined : markup` class="${kind}"`}>${names}<td class="subject">${group.subject}</td>${columns.map((column) => cellMarkup(column.cell(group)))}</tr>\n`
	})
	const all = [...heads, ...columns.map((column) => headMarkup(column, rules))]
	return tableSection(title, lead, all, rows)
}

/** A table that a suite laid out itself, with its notes. */
export function overviewTable({ title, heads, rows, textColumns, notes }: Overview): Markup {
	const isText = (index: number): boolean => index < textColumns
	const head = heads.map((text, index) =>
		isText(index) ? markup`<th scope="col">${text}</th>` : markup`<th scope="col" class="n">${text}</th>`,
	)
	const body = rows.map(
		(row) =>
			markup`<tr>${row.map((cell, index) => (isText(index) ? markup`<td>${cell.text}</td>` : cellMarkup(cell)))}</tr>\n`,
	)
	return tableSection(title, notes.join(' '), head, body)
}

function tableSection(
	title: string,
	lead: string,
	heads: readonly Markup[],
	rows: readonly Markup[],
): Markup {
	const height = rows.length > 20 ? ' tall' : ''
	return markup`<section class="table"><h3>${title}</h3><p>${lead}</p>
<div class="${`scroll${height}`}" tabindex="0" role="region" aria-label="${title}"><table class="sortable"><thead><tr>${heads}</tr></thead>
<tbody>${rows}</tbody></table></div></section>`
}

function headMarkup({ head, metric }: Column, rules: Readonly<Record<string, MetricRule>>): Markup {
	const meaning = metric === undefined ? undefined : rules[metric]?.meaning
	return markup`<th scope="col" class="n"${meaning === undefined ? undefined : markup` title="${meaning}"`}>${head}</th>`
}

function cellMarkup({ text, noise, value, reached }: Cell): Markup {
	const state = reached === undefined ? '' : reached ? ' reached' : ' missed'
	const sort = value === undefined ? undefined : markup` data-value="${String(value)}"`
	return markup`<td class="${`n${state}`}"${sort}>${text}${noise === undefined ? undefined : markup` <small>${noise}</small>`}</td>`
}

function legend(
	groups: readonly GroupSummary[],
	rules: Readonly<Record<string, MetricRule>>,
	subjects: readonly ReportSubject[],
): Markup {
	const subjectEntries = subjectNames(groups, subjects).map((name) => {
		const meaning =
			subjects.find((subject) => subject.name === name)?.meaning ??
			(isControl(name, subjects) ? 'control' : '')
		return markup`<div><dt>${name}</dt><dd>${meaning}</dd></div>\n`
	})
	const metricEntries = metricNames(groups, rules).map((name) => {
		const rule = rules[name]
		return markup`<div><dt>${metricLabel(name)}</dt><dd>${rule === undefined ? '' : `${rule.meaning}${gateText(rule)}`}</dd></div>\n`
	})
	return markup`<div class="legends"><section><h3>Subjects</h3><dl>${subjectEntries}</dl></section><section><h3>Metrics</h3><dl>${metricEntries}</dl></section></div>`
}
