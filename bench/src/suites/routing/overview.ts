import { type Cell, type Column, columnsFor } from '../../report/column.ts'
import { percentText } from '../../report/number-text.ts'
import type { LayOut, Overview } from '../../report/overview.ts'
import { bySubject } from '../../report/subject.ts'
import type { GroupSummary, MetricRule } from '../../results/record.ts'
import type { Suite } from '../suite.ts'
import { barOf, reaches } from './bars.ts'

/** Datasets that are measured alike, in one table. */
const FAMILIES: readonly { readonly title: string; readonly datasets: readonly string[] }[] = [
	{ title: 'Two models: which prompts need the stronger', datasets: ['routellm-mmlu', 'routellm-gsm8k'] },
	{ title: 'Eleven models by quality and cost', datasets: ['routerbench-subset'] },
	{ title: 'Cascades', datasets: ['zeroeval'] },
	{ title: 'Intents', datasets: ['clinc150', 'banking77', 'hwu64'] },
]

const NOTE = '✓ and ✗ say whether a figure reaches the bar beside it.'

/** One table for each kind of routing, with the bars beside the figures that have one. */
export function routingOverview(rules: Suite['rules'], subjects: Suite['subjects']): LayOut {
	return (groups) => {
		const known = new Set(FAMILIES.flatMap(({ datasets }) => datasets))
		// A table of the user's own, in RouterBench's form, has a name that nobody knows here.
		const others = [...new Set(groups.map(({ dataset }) => dataset))].filter((name) => !known.has(name))
		return [...FAMILIES, { title: 'Others', datasets: others }].flatMap(({ title, datasets }) => {
			const rows = datasets.flatMap((name) =>
				bySubject(
					groups.filter(({ dataset }) => dataset === name),
					subjects,
				),
			)
			return rows.length === 0 ? [] : [familyTable(title, rows, rules)]
		})
	}
}

function familyTable(
	title: string,
	groups: readonly GroupSummary[],
	rules: Readonly<Record<string, MetricRule>>,
): Overview {
	// Every record is one dataset as a whole: how many prompts it has stands in the name of its item.
	const columns = columnsFor(groups, rules, { timings: false }).filter(({ metric }) => metric !== undefined)
	const meanings = columns.map(({ head, metric = '' }) => `${head}: ${rules[metric]?.meaning ?? ''}.`)
	return {
		title,
		heads: ['dataset', 'router', ...columns.map(({ head }) => head)],
		textColumns: 2,
		rows: groups.map((group) => [
			{ text: group.dataset },
			{ text: group.subject },
			...columns.map((column) => withBar(column, group)),
		]),
		notes: [...meanings, NOTE],
	}
}

function withBar(column: Column, group: GroupSummary): Cell {
	const cell = column.cell(group)
	const { metric = '' } = column
	const value = group.metrics[metric]?.mean
	const bar = barOf(group.dataset, group.subject, metric)
	if (bar === undefined || value === undefined) return cell
	const figure = (limit: number): string => (column.head.endsWith('%') ? percentText(limit) : String(limit))
	const wanted = bar.least === undefined ? `≤ ${figure(bar.most ?? 0)}` : `≥ ${figure(bar.least)}`
	const reached = reaches(value, bar)
	return { ...cell, text: `${cell.text} ${wanted} ${reached ? '✓' : '✗'}`, reached }
}
