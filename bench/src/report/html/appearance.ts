import type { GroupSummary } from '../../results/record.ts'
import { isControl, type ReportSubject, subjectNames } from '../subject.ts'
import { type Markup, markup } from './markup.ts'

type Shape = 'circle' | 'square' | 'triangle' | 'diamond'

/** How a subject looks in every plot: a colour by its class, and a shape for those who cannot tell colours apart. */
export interface Appearance {
	readonly name: string
	readonly className: string
	readonly shape: Shape
	readonly isControl: boolean
}

const SHAPES: readonly Shape[] = ['square', 'circle', 'triangle', 'diamond']

/** How many colours the style sheet has for methods, and greys for controls; further ones begin again. */
const METHOD_COLOURS = 6
const CONTROL_GREYS = 3

/** Appearances of the subjects measured, in their order. Controls are grey and hollow. */
export function appearances(
	groups: readonly GroupSummary[],
	subjects: readonly ReportSubject[],
): readonly Appearance[] {
	let [methods, controls] = [0, 0]
	return subjectNames(groups, subjects).map((name) => {
		const control = isControl(name, subjects)
		const at = control ? controls++ : methods++
		const className = control ? `k${at % CONTROL_GREYS}` : `m${at % METHOD_COLOURS}`
		return { name, className, shape: SHAPES[at % SHAPES.length] ?? 'circle', isControl: control }
	})
}

/** A subject's mark around a point; `radius` in pixels, shapes of about the same area. */
export function mark({ shape }: Appearance, x: number, y: number, radius: number): Markup {
	if (shape === 'circle') return markup`<circle cx="${x}" cy="${y}" r="${radius}"/>`
	if (shape === 'square') {
		const half = radius * 0.89
		return markup`<rect x="${x - half}" y="${y - half}" width="${2 * half}" height="${2 * half}"/>`
	}
	const reach = radius * 1.25
	if (shape === 'diamond')
		return markup`<path d="M${x} ${y - reach}L${x + reach} ${y}L${x} ${y + reach}L${x - reach} ${y}Z"/>`
	return markup`<path d="M${x} ${y - reach}L${x + reach} ${y + reach * 0.8}L${x - reach} ${y + reach * 0.8}Z"/>`
}

/** A legend entry's picture: the mark, 16 pixels square. */
export function swatch(appearance: Appearance): Markup {
	return markup`<svg class="swatch ${appearance.className}" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><g class="point">${mark(appearance, 8, 8, 5)}</g></svg>`
}

/** The same for bars. */
export function barSwatch({ className }: Appearance): Markup {
	return markup`<svg class="swatch ${className}" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><rect class="bar" x="1" y="4" width="14" height="8"/></svg>`
}
