import { type Markup, markup } from './markup.ts'

/** A text wanted beside a point, all in pixels. */
export interface WantedLabel {
	readonly x: number
	readonly y: number
	/** How far the point's mark reaches from its centre. */
	readonly reach: number
	readonly text: string
	readonly className: string
}

interface Box {
	readonly left: number
	readonly right: number
	readonly top: number
	readonly bottom: number
}

interface Place {
	/** The end of the text that is nearest to the point: true whatever the font's width. */
	readonly anchor: 'start' | 'middle' | 'end'
	readonly box: Box
}

/** Widths and heights of a character; a little too much is better than labels that touch. */
const [CHARACTER, LINE] = [8, 15]

/**
 * Puts each text beside its point, where it covers no other text and no other labelled point, and as few of the
 * `points` as possible; what finds no place within the plot is left out, for the table has it.
 */
export function placeLabels(
	wanted: readonly WantedLabel[],
	points: readonly Pick<WantedLabel, 'x' | 'y' | 'reach'>[],
	plot: Box,
): Markup {
	const crowd = points.map(around)
	const taken = wanted.map(around)
	const placed = wanted.map((label, index) => {
		const others = taken.filter((_, at) => at !== index)
		const free = places(label).filter(
			({ box }) => within(box, plot) && !others.some((other) => overlap(box, other)),
		)
		const covered = free.map(({ box }) => crowd.filter((point) => overlap(box, point)).length)
		const place = free[covered.indexOf(Math.min(...covered))]
		if (place === undefined) return undefined
		taken.push(place.box)
		const { anchor, box } = place
		const x = { start: box.left, middle: (box.left + box.right) / 2, end: box.right }[anchor]
		return markup`${leader(label, box)}<text class="${label.className}" x="${x}" y="${box.bottom - 3}" text-anchor="${anchor}">${label.text}</text>`
	})
	return markup`${placed}`
}

/** A thin line to a text that does not stand right beside its point. */
function leader({ x, y, reach }: WantedLabel, box: Box): Markup | undefined {
	const [toX, toY] = [Math.min(box.right, Math.max(box.left, x)), Math.min(box.bottom, Math.max(box.top, y))]
	const gap = Math.hypot(toX - x, toY - y) - reach
	if (gap < 8) return undefined
	const start = reach / (gap + reach)
	return markup`<line class="leader" x1="${x + (toX - x) * start}" y1="${y + (toY - y) * start}" x2="${toX}" y2="${toY}"/>`
}

function around({ x, y, reach }: Pick<WantedLabel, 'x' | 'y' | 'reach'>): Box {
	return { left: x - reach, right: x + reach, top: y - reach, bottom: y + reach }
}

/** Right, left, below, above, then the same further away. */
function places({ x, y, reach, text }: WantedLabel): readonly Place[] {
	const width = text.length * CHARACTER
	const at = (anchor: Place['anchor'], left: number, top: number): Place => ({
		anchor,
		box: { left, right: left + width, top, bottom: top + LINE },
	})
	return [0, 14, 28, 44].flatMap((away) => [
		at('start', x + reach + 3, y - LINE / 2 + away),
		at('end', x - reach - 3 - width, y - LINE / 2 + away),
		at('start', x + reach + 3, y - LINE / 2 - away),
		at('end', x - reach - 3 - width, y - LINE / 2 - away),
		at('middle', x - width / 2, y + reach + away),
		at('middle', x - width / 2, y - reach - LINE - away),
	])
}

function within(box: Box, plot: Box): boolean {
	return (
		box.left >= plot.left &&
		box.right <= plot.right &&
		box.top >= plot.top - LINE &&
		box.bottom <= plot.bottom
	)
}

function overlap(a: Box, b: Box): boolean {
	return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}
