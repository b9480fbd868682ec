import type { GroupSummary } from '../../results/record.ts'
import { mergeGroups } from '../merge-groups.ts'
import { msText, percentText, savedText } from '../number-text.ts'
import { type Appearance, mark, swatch } from './appearance.ts'
import { figure, plainTable } from './figure.ts'
import { type Markup, markup } from './markup.ts'
import { placeLabels } from './place-labels.ts'
import { linearScale, percentTicks, type Scale } from './scale.ts'

const [WIDTH, HEIGHT] = [1080, 500]
const PLOT = { left: 70, right: WIDTH - 24, top: 22, bottom: HEIGHT - 56 }

/** Compression never saves more than this share of what it is given; the bench's `floor` metric holds it to that. */
const FLOOR = 0.5

/** How many of the main subject's weakest datasets are named in the plot. */
const NAMED = 3

/** Saved share of tokens × answer survival, a point a dataset and subject, its size the milliseconds. */
export function scatterFigure(
	groups: readonly GroupSummary[],
	looks: readonly Appearance[],
	main: string | undefined,
): Markup | undefined {
	const points = groups.filter((group) => group.metrics.answer !== undefined)
	if (points.length === 0 || points.every((group) => group.ratio === 1)) return undefined
	const most = Math.max(...points.map(saved), 0.1)
	const [highest, lowest] = [
		Math.ceil(most * 10 + 0.2) / 10,
		Math.floor(Math.min(...points.map(kept)) * 10 - 0.2) / 10,
	]
	const bottom = Math.max(0, lowest)
	const x = linearScale([0, highest], [PLOT.left + 12, PLOT.right])
	const y = linearScale([bottom, 1], [PLOT.bottom, PLOT.top + 12])
	const means = looks.flatMap((look) => {
		const mean = mergeGroups(
			points.filter((group) => group.subject === look.name),
			'all',
		)
		return mean === undefined ? [] : [{ look, mean }]
	})
	// Methods are drawn over controls, the main subject over all.
	const layers = [...looks].sort((a, b) => rank(a, main) - rank(b, main))
	return figure({
		title: 'Saved tokens and surviving answers',
		finding: findingText(means, main),
		legend: [
			looks.map(
				(look) =>
					markup`<label><input type="checkbox" checked data-toggles="${look.className}">${swatch(look)}${look.name}</label>`,
			),
			sizeLegend(),
		],
		size: [WIDTH, HEIGHT],
		drawing: [
			axes(x, y, highest, bottom),
			layers.map((look) =>
				cloud(
					points.filter(({ subject }) => subject === look.name),
					look,
					x,
					y,
				),
			),
			meanMarks(means, x, y, points, main),
		],
		note: 'A point is a dataset; larger means slower (p50). The large outlined mark is the mean of a subject over all items with an answer. Up and to the right is better.',
		table: plainTable(
			['dataset', 'subject', 'saved %', 'answer %', 'p50 ms'],
			points.map((group) => [
				group.dataset,
				group.subject,
				savedText(saved(group)),
				percentText(kept(group)),
				msText(group.msP50),
			]),
			2,
		),
	})
}

function saved({ ratio }: GroupSummary): number {
	return 1 - ratio
}

function kept({ metrics }: GroupSummary): number {
	return metrics.answer?.mean ?? 0
}

function rank({ name, isControl }: Appearance, main: string | undefined): number {
	if (name === main) return 2
	return isControl ? 0 : 1
}

interface Mean {
	readonly look: Appearance
	readonly mean: GroupSummary
}

function findingText(means: readonly Mean[], main: string | undefined): string {
	const sentence = ({ look, mean }: Mean): string =>
		`${look.name} saves ${savedText(saved(mean))} % and keeps ${percentText(kept(mean))} %`
	const own = means.filter(({ look }) => look.name === main)
	const controls = means.filter(({ look, mean }) => look.isControl && mean.ratio !== 1)
	return `Over all items with an answer, ${[...own, ...controls].map(sentence).join('; ')} of the answers.`
}

/** Radius by the decade of milliseconds, within what stays readable. */
function radius(ms: number): number {
	return Math.min(11, Math.max(2.5, 5 + 2 * Math.log10(Math.max(ms, 0.001))))
}

function sizeLegend(): Markup {
	const entry = (ms: number): Markup =>
		markup`<svg class="swatch size" viewBox="0 0 22 22" width="22" height="22" aria-hidden="true"><circle cx="11" cy="11" r="${radius(ms)}"/></svg>${String(ms)}`
	return markup`<span class="sizes">p50 ms ${[0.1, 1, 10, 100].map(entry)}</span>`
}

function axes(x: Scale, y: Scale, highest: number, bottom: number): Markup {
	const columns = percentTicks(0, highest, 10).map(
		({ value, label }) =>
			markup`<line class="grid" x1="${x(value)}" x2="${x(value)}" y1="${PLOT.top}" y2="${PLOT.bottom}"/><text class="tick" x="${x(value)}" y="${PLOT.bottom + 18}" text-anchor="middle">${label}</text>`,
	)
	const rows = percentTicks(bottom, 1, bottom > 0.5 ? 10 : 20).map(
		({ value, label }) =>
			markup`<line class="grid" x1="${PLOT.left}" x2="${PLOT.right}" y1="${y(value)}" y2="${y(value)}"/><text class="tick" x="${PLOT.left - 8}" y="${y(value) + 4}" text-anchor="end">${label}</text>`,
	)
	const floor = markup`<line class="floor" x1="${x(FLOOR)}" x2="${x(FLOOR)}" y1="${PLOT.top}" y2="${PLOT.bottom}"/><text class="floor-text" x="${x(FLOOR) + 6}" y="${PLOT.bottom - 8}">floor of compression</text>`
	return markup`${columns}${rows}${highest > FLOOR ? floor : undefined}
<text class="axis" x="${(PLOT.left + PLOT.right) / 2}" y="${HEIGHT - 12}" text-anchor="middle">tokens saved (% of the prompt)</text>
<text class="axis" transform="translate(18 ${(PLOT.top + PLOT.bottom) / 2}) rotate(-90)" text-anchor="middle">answers that still stand (%)</text>`
}

function cloud(groups: readonly GroupSummary[], look: Appearance, x: Scale, y: Scale): Markup {
	const dots = groups.map((group) => {
		const title = `${group.dataset}, ${group.subject}: saved ${savedText(saved(group))} %, answers ${percentText(kept(group))} %, p50 ${msText(group.msP50)} ms, ${group.items} items`
		return markup`<g><title>${title}</title>${mark(look, x(saved(group)), y(kept(group)), radius(group.msP50))}</g>\n`
	})
	return markup`<g class="point ${look.className}">${dots}</g>`
}

function meanMarks(
	means: readonly Mean[],
	x: Scale,
	y: Scale,
	points: readonly GroupSummary[],
	main: string | undefined,
): Markup {
	const weakest = points
		.filter((group) => group.subject === main && kept(group) < 1)
		.sort((a, b) => kept(a) - kept(b))
		.slice(0, NAMED)
	const crowd = points.map((group) => ({ x: x(saved(group)), y: y(kept(group)), reach: radius(group.msP50) }))
	const wanted = [
		...means.map(({ look, mean }) => ({
			x: x(saved(mean)),
			y: y(kept(mean)),
			reach: 11,
			text: `${look.name} ${percentText(kept(mean))} %`,
			className: `mean-text ${look.className}`,
		})),
		...weakest.map((group) => ({
			x: x(saved(group)),
			y: y(kept(group)),
			reach: radius(group.msP50) + 2,
			text: group.dataset,
			className: 'named',
		})),
	]
	const marks = means.map(
		({ look, mean }) =>
			markup`<g class="mean ${look.className}">${mark(look, x(saved(mean)), y(kept(mean)), 8)}</g>`,
	)
	return markup`${placeLabels(wanted, crowd, PLOT)}${marks}`
}
