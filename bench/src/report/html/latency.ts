import type { GroupSummary } from '../../results/record.ts'
import { ABSENT, msText } from '../number-text.ts'
import { countItems, partition } from '../suite.ts'
import { type Appearance, mark, swatch } from './appearance.ts'
import { figure, plainTable } from './figure.ts'
import { type Markup, markup } from './markup.ts'
import { logDomain, logScale, logTicks } from './scale.ts'

const WIDTH = 1080
const [LEFT, HEAD, ROW, FOOT, BETWEEN] = [190, 30, 18, 46, 26]

/** The least time drawn, in milliseconds: clocks tell no finer. */
const LEAST_MS = 0.01

/** p50 and p95 of the methods, a row a dataset and a panel a method, on one logarithmic axis. */
export function latencyFigure(
	groups: readonly GroupSummary[],
	looks: readonly Appearance[],
): Markup | undefined {
	const methods = looks.filter((look) => !look.isControl).map(({ name }) => name)
	const timed = groups.filter(({ subject, msP95 }) => methods.includes(subject) && msP95 > 0)
	if (timed.length === 0) return undefined
	const shown = looks.filter(({ name }) => timed.some(({ subject }) => subject === name))
	const domain = logDomain(timed.flatMap(({ msP50, msP95 }) => [drawn(msP50), drawn(msP95)]))
	const rows = partition(timed, ({ dataset }) => dataset)
	const bottom = HEAD + rows.length * ROW
	const width = (WIDTH - LEFT - 12 - BETWEEN * (shown.length - 1)) / shown.length
	const panels = shown.map((look, index) => {
		const left = LEFT + index * (width + BETWEEN)
		return panel(
			look,
			rows.map(([, part]) => part.find(({ subject }) => subject === look.name)),
			domain,
			[left, left + width],
			bottom,
		)
	})
	const labels = rows.map(
		([dataset], index) =>
			markup`<line class="rule" x1="${LEFT}" x2="${WIDTH}" y1="${HEAD + index * ROW + ROW / 2}" y2="${HEAD + index * ROW + ROW / 2}"/><text class="label" x="${LEFT - 14}" y="${HEAD + index * ROW + ROW / 2 + 4}" text-anchor="end">${dataset}</text>`,
	)
	return figure({
		title: 'Milliseconds of an item',
		finding: shown.map(({ name }) => slowest(name, timed)).join(' '),
		legend: [
			shown.map((look) => markup`<span>${swatch(look)}${look.name}, p50</span>`),
			markup`<span><svg class="swatch" viewBox="0 0 24 16" width="24" height="16" aria-hidden="true"><line class="span" x1="2" x2="22" y1="8" y2="8"/><line class="end" x1="22" x2="22" y1="3" y2="13"/></svg>up to p95</span>`,
		],
		size: [WIDTH, bottom + FOOT],
		drawing: [
			labels,
			panels,
			markup`<text class="axis" x="${(LEFT + WIDTH) / 2}" y="${bottom + 38}" text-anchor="middle">milliseconds of one item (logarithmic)</text>`,
		],
		note: 'Tokenization is included. Times differ from machine to machine; compare them within one run. Controls are in the full table.',
		table: plainTable(
			['dataset', 'items', ...shown.flatMap(({ name }) => [`${name} p50`, `${name} p95`])],
			rows.map(([dataset, part]) => [
				dataset,
				String(countItems(part)),
				...shown.flatMap(({ name }) => timeTexts(part, name)),
			]),
			1,
		),
	})
}

function drawn(ms: number): number {
	return Math.max(LEAST_MS, ms)
}

function panel(
	look: Appearance,
	rows: readonly (GroupSummary | undefined)[],
	domain: readonly [number, number],
	range: readonly [number, number],
	bottom: number,
): Markup {
	const x = logScale(domain, range)
	const ticks = logTicks(domain).map(
		({ value, label }) =>
			markup`<line class="grid" x1="${x(value)}" x2="${x(value)}" y1="${HEAD - 4}" y2="${bottom}"/><text class="tick" x="${x(value)}" y="${bottom + 17}" text-anchor="middle">${label}</text>`,
	)
	const marks = rows.map((group, index) => {
		if (group === undefined) return undefined
		const y = HEAD + index * ROW + ROW / 2
		const [from, to] = [x(drawn(group.msP50)), x(drawn(group.msP95))]
		const title = `${group.dataset}, ${look.name}: p50 ${msText(group.msP50)} ms, p95 ${msText(group.msP95)} ms`
		return markup`<g><title>${title}</title><line class="span" x1="${from}" x2="${to}" y1="${y}" y2="${y}"/><line class="end" x1="${to}" x2="${to}" y1="${y - 4}" y2="${y + 4}"/><g class="solid">${mark(look, from, y, 4)}</g></g>\n`
	})
	return markup`${ticks}<text class="head ${look.className}" x="${range[0]}" y="${HEAD - 12}">${look.name}</text><g class="${look.className}">${marks}</g>`
}

function slowest(name: string, timed: readonly GroupSummary[]): string {
	const own = timed.filter(({ subject }) => subject === name).sort((a, b) => b.msP95 - a.msP95)
	const [worst] = own
	return worst === undefined ? '' : `${name}: p95 of at most ${msText(worst.msP95)} ms, on ${worst.dataset}.`
}

function timeTexts(part: readonly GroupSummary[], name: string): [string, string] {
	const group = part.find(({ subject }) => subject === name)
	return group === undefined ? [ABSENT, ABSENT] : [msText(group.msP50), msText(group.msP95)]
}
