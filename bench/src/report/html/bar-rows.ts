import type { Appearance } from './appearance.ts'
import { type Markup, markup } from './markup.ts'
import { linearScale, type Tick } from './scale.ts'

export interface Bar {
	readonly look: Appearance
	readonly value: number
	readonly text: string
	/** Half width of an interval around the value. */
	readonly noise?: number
	/** A value marked on the bar. */
	readonly least?: number
	readonly title: string
}

export interface BarRow {
	readonly label: string
	/** Small text under the label. */
	readonly detail: string
	readonly bars: readonly Bar[]
}

export interface BarPlot {
	readonly rows: readonly BarRow[]
	/** Subjects of the plot, in the order of the bars and of the figures at the right. */
	readonly looks: readonly Appearance[]
	readonly ticks: readonly Tick[]
	readonly axis: string
	/** A value drawn through all rows, with its name. */
	readonly line?: Tick
}

const WIDTH = 1080
const LEFT = 190
const [BAR, GAP, HEAD, FOOT] = [7, 12, 30, 46]

/** Room for a subject's name over its figures, in pixels. */
function columnWidth({ name }: Appearance): number {
	return Math.max(60, name.length * 8 + 16)
}

/** Groups of horizontal bars from 0 to 1 with the figures in columns beside them, and the drawing's size. */
export function barRows({ rows, looks, ticks, axis, line }: BarPlot): {
	readonly drawing: Markup
	readonly size: readonly [number, number]
} {
	const rowHeight = Math.max(30, looks.length * (BAR + 1) + GAP)
	const widths = looks.map(columnWidth)
	const right = WIDTH - widths.reduce((sum, width) => sum + width, 0) - 16
	const bottom = HEAD + rows.length * rowHeight
	const x = linearScale([0, 1], [LEFT, right])
	const column = (index: number): number =>
		right + 12 + widths.slice(0, index + 1).reduce((sum, width) => sum + width, 0)
	const grid = ticks.map(
		({ value, label }) =>
			markup`<line class="grid" x1="${x(value)}" x2="${x(value)}" y1="${HEAD - 4}" y2="${bottom}"/><text class="tick" x="${x(value)}" y="${bottom + 17}" text-anchor="middle">${label}</text>`,
	)
	const heads = looks.map(
		(look, index) =>
			markup`<text class="head ${look.className}" x="${column(index)}" y="${HEAD - 12}" text-anchor="end">${look.name}</text>`,
	)
	const body = rows.map((row, index) => {
		const top = HEAD + index * rowHeight
		const middle = top + rowHeight / 2
		const first = middle - (looks.length * (BAR + 1)) / 2
		const bars = row.bars.map((bar) => barMarkup(bar, x, first + looks.indexOf(bar.look) * (BAR + 1)))
		const figures = row.bars.map(
			(bar) =>
				markup`<text class="figure${bar.look.isControl ? ' muted' : ''}" x="${column(looks.indexOf(bar.look))}" y="${middle + 4}" text-anchor="end">${bar.text}</text>`,
		)
		const rule =
			index === 0 ? undefined : markup`<line class="rule" x1="0" x2="${WIDTH}" y1="${top}" y2="${top}"/>`
		return markup`${rule}<text class="label" x="${LEFT - 12}" y="${middle - 1}" text-anchor="end">${row.label}</text><text class="detail" x="${LEFT - 12}" y="${middle + 12}" text-anchor="end">${row.detail}</text>${bars}${figures}\n`
	})
	const across =
		line === undefined
			? undefined
			: markup`<line class="floor" x1="${x(line.value)}" x2="${x(line.value)}" y1="${HEAD - 4}" y2="${bottom}"/><text class="floor-text" x="${x(line.value)}" y="${HEAD - 12}" text-anchor="middle">${line.label}</text>`
	const name = markup`<text class="axis" x="${(LEFT + right) / 2}" y="${bottom + 38}" text-anchor="middle">${axis}</text>`
	return { drawing: markup`${grid}${heads}${body}${across}${name}`, size: [WIDTH, bottom + FOOT] }
}

function barMarkup(
	{ look, value, noise, least, title }: Bar,
	x: (value: number) => number,
	y: number,
): Markup {
	const middle = y + BAR / 2
	const interval =
		noise === undefined || noise === 0
			? undefined
			: markup`<line class="noise-in" x1="${x(Math.max(0, value - noise))}" x2="${x(value)}" y1="${middle}" y2="${middle}"/><line class="noise" x1="${x(value)}" x2="${x(Math.min(1, value + noise))}" y1="${middle}" y2="${middle}"/>`
	const mark =
		least === undefined
			? undefined
			: markup`<line class="least" x1="${x(least)}" x2="${x(least)}" y1="${y - 0.5}" y2="${y + BAR + 0.5}"/>`
	return markup`<g class="${look.className}"><title>${title}</title><rect class="bar" x="${x(0)}" y="${y}" width="${Math.max(0.5, x(value) - x(0))}" height="${BAR}"/>${interval}${mark}</g>`
}
