import type { GroupSummary, MetricRule } from '../../results/record.ts'
import { metricLabel } from '../column.ts'
import { mergeGroups } from '../merge-groups.ts'
import { ABSENT, countText, percentText, ratioText } from '../number-text.ts'
import { partition } from '../suite.ts'
import { type Appearance, barSwatch } from './appearance.ts'
import { type Bar, type BarRow, barRows } from './bar-rows.ts'
import { figure, plainTable } from './figure.ts'
import { type Markup, markup } from './markup.ts'
import { percentTicks } from './scale.ts'

/** Subjects that cut to about the same ratio, so that what survives can be compared bar by bar. */
const SAME_RATIO: readonly string[] = ['compress', 'compress-blind', 'random', 'head+tail']

/** A metric's means, a row a dataset and a bar a subject, the rows from best to worst of the first subject. */
export function survivalFigure(
	groups: readonly GroupSummary[],
	looks: readonly Appearance[],
	metric: string,
	title: string,
	rule: MetricRule | undefined,
): Markup | undefined {
	const measured = groups.filter((group) => group.metrics[metric] !== undefined)
	const same = looks.filter(({ name }) => SAME_RATIO.includes(name))
	const shown = (same.length > 1 ? same : looks).filter(({ name }) =>
		measured.some(({ subject }) => subject === name),
	)
	const [first] = shown
	if (first === undefined) return undefined
	const rows = partition(measured, ({ dataset }) => dataset)
		.map(([dataset, part]) => datasetRow(dataset, part, shown, metric))
		.sort((a, b) => (b.bars[0]?.value ?? 0) - (a.bars[0]?.value ?? 0) || (a.label < b.label ? -1 : 1))
	const compared = shown
		.slice(1)
		.map((look) => comparison(rows, look.name, rule?.better === 'lower' ? -1 : 1))
	return figure({
		title,
		finding: `${rule === undefined ? '' : `${metricLabel(metric)}: ${rule.meaning}. `}Of ${countText(rows.length, 'dataset')} ${first.name} is ${compared.join('; ')}.`,
		legend: [
			shown.map(
				(look) => markup`<span>${barSwatch(look)}${look.name}${ratioNote(measured, look.name)}</span>`,
			),
			markup`<span><svg class="swatch" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><rect class="grey" x="1" y="4" width="7" height="8"/><line class="noise-in" x1="2" x2="8" y1="8" y2="8"/><line class="noise" x1="8" x2="15" y1="8" y2="8"/></svg>95 % interval of the mean</span>`,
		],
		...barRows({
			rows,
			looks: shown,
			ticks: percentTicks(0, 1, 20),
			axis: `${metricLabel(metric)}: mean of the items (%)`,
		}),
		note: 'Few items make a wide interval: where intervals overlap much, the order may be chance.',
		table: plainTable(
			['dataset', 'items', ...shown.map(({ name }) => `${name} %`)],
			rows.map((row) => [
				row.label,
				row.detail,
				...shown.map((look) => row.bars.find((bar) => bar.look === look)?.text ?? ABSENT),
			]),
			1,
		),
	})
}

function datasetRow(
	dataset: string,
	part: readonly GroupSummary[],
	shown: readonly Appearance[],
	metric: string,
): BarRow {
	const bars = shown.flatMap((look): Bar[] => {
		const summary = part.find((group) => group.subject === look.name)?.metrics[metric]
		if (summary === undefined) return []
		const text = percentText(summary.mean)
		const title = `${dataset}, ${look.name}: ${text} % of ${summary.items} items, ±${percentText(summary.noise)}`
		return [{ look, value: summary.mean, noise: summary.noise, text, title }]
	})
	return {
		label: dataset,
		detail: countText(Math.max(...part.map((group) => group.metrics[metric]?.items ?? 0)), 'item'),
		bars,
	}
}

function comparison(rows: readonly BarRow[], name: string, sign: 1 | -1): string {
	const gains = rows.flatMap(({ bars: [own, ...others] }) => {
		const other = others.find((bar) => bar.look.name === name)
		return own === undefined || other === undefined ? [] : [sign * (own.value - other.value)]
	})
	const [ahead, behind] = [gains.filter((gain) => gain > 0).length, gains.filter((gain) => gain < 0).length]
	return `ahead of ${name} on ${ahead} and behind on ${behind}`
}

/** The ratio beside a name: what kept more of the text may well keep more of the answers. */
function ratioNote(groups: readonly GroupSummary[], name: string): string {
	const own = groups.filter(({ subject }) => subject === name)
	const ratio = mergeGroups(own, 'all')?.ratio ?? 1
	return groups.every((group) => group.ratio === 1) ? '' : `, ratio ${ratioText(ratio)}`
}
