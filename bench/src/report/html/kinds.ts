import type { GroupSummary } from '../../results/record.ts'
import { metricLabel } from '../column.ts'
import { ABSENT, countText, ratioText } from '../number-text.ts'
import type { ReportSubject } from '../subject.ts'
import { countItems, kindsOf } from '../suite.ts'
import { type Appearance, barSwatch } from './appearance.ts'
import { type Bar, type BarRow, barRows } from './bar-rows.ts'
import { figure, plainTable } from './figure.ts'
import { type Markup, markup } from './markup.ts'

/** Half of the tokens: what the bench's `floor` metric holds compression to, of what it was given. */
const FLOOR = 0.5

/** Mean ratio of the methods, a row a kind of content, the most shortened first. */
export function kindsFigure(
	groups: readonly GroupSummary[],
	looks: readonly Appearance[],
	subjects: readonly ReportSubject[],
	main: string | undefined,
): Markup | undefined {
	const shown = looks.filter((look) => !look.isControl)
	if (shown.length === 0 || groups.every((group) => group.ratio === 1)) return undefined
	const hasFloor = groups.some((group) => group.metrics.floor !== undefined)
	const rows = kindsOf(groups, subjects)
		.map(
			({ kind, groups: part }): BarRow => ({
				label: metricLabel(kind.replaceAll('_', '-')),
				detail: countText(countItems(part), 'item'),
				bars: shown.flatMap((look) =>
					kindBar(
						part.find(({ subject }) => subject === look.name),
						look,
					),
				),
			}),
		)
		.sort((a, b) => mainValue(a, main) - mainValue(b, main) || (a.label < b.label ? -1 : 1))
	const [best, worst] = [rows[0], rows.at(-1)]
	const ratio = (row: BarRow | undefined): string =>
		`${row?.label ?? ''} at ${ratioText(row === undefined ? 1 : mainValue(row, main))}`
	return figure({
		title: 'Ratio by kind of content',
		finding: `Tokens after / tokens before; shorter bars are shorter prompts. ${main ?? ''} goes furthest on ${ratio(best)} and least far on ${ratio(worst)}.`,
		legend: [
			shown.map((look) => markup`<span>${barSwatch(look)}${look.name}</span>`),
			markup`<span><svg class="swatch" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><rect class="grey" x="1" y="4" width="14" height="8"/><line class="least" x1="8" x2="8" y1="4" y2="12"/></svg>least ratio of one item</span>`,
		],
		...barRows({
			rows,
			looks: shown,
			ticks: [0, 0.25, 0.5, 0.75, 1].map((value) => ({ value, label: String(value) })),
			axis: 'ratio: tokens after / tokens before (mean of the items)',
			...(hasFloor ? { line: { value: FLOOR, label: 'floor' } } : {}),
		}),
		...(hasFloor
			? {
					note: 'The floor bounds compression alone, of the tokens it was given; what slimming saves before it comes on top.',
				}
			: {}),
		table: plainTable(
			['kind', 'items', ...shown.flatMap(({ name }) => [name, 'least'])],
			rows.map((row) => [row.label, row.detail, ...shown.flatMap((look) => barTexts(row, look))]),
			1,
		),
	})
}

function kindBar(group: GroupSummary | undefined, look: Appearance): Bar[] {
	if (group === undefined) return []
	const { kind, ratio, leastRatio, items } = group
	const title = `${kind}, ${look.name}: ratio ${ratioText(ratio)}, least ${ratioText(leastRatio)}, ${items} items`
	return [{ look, value: Math.min(1, ratio), least: Math.min(1, leastRatio), text: ratioText(ratio), title }]
}

function barTexts(row: BarRow, look: Appearance): [string, string] {
	const bar = row.bars.find((candidate) => candidate.look === look)
	return bar === undefined ? [ABSENT, ABSENT] : [bar.text, ratioText(bar.least ?? bar.value)]
}

function mainValue({ bars }: BarRow, main: string | undefined): number {
	return (bars.find(({ look }) => look.name === main) ?? bars[0])?.value ?? 1
}
