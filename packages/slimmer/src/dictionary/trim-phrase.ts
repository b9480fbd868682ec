import { cutsFigures } from './figures.ts'
import type { Pieces } from './pieces.ts'

/** Pieces at the beginning of a run that are left out, and how many of the rest are kept. */
export interface TrimmedPhrase {
	readonly skipped: number
	readonly length: number
}

/** What parts or closes something, or white space: no phrase begins with it. */
const NO_BEGINNING = /^[\s)\]},;:>|=]/

/** What opens something, save the bracket of a call or a quote, or white space: no phrase ends with it. */
const NO_END = /[\s[{<]$/

/**
 * The part of a run of pieces that reads as a phrase: no white space at its edges, no closing bracket at its
 * beginning, no opening one at its end, no half of a number. `undefined` when nothing is left.
 */
export function trimPhrase(
	text: string,
	{ starts }: Pieces,
	first: number,
	length: number,
): TrimmedPhrase | undefined {
	const edge = (at: number): number => starts[at] ?? 0
	const piece = (at: number): string => text.slice(edge(at), edge(at + 1))
	let from = first
	let to = first + length
	while (from < to && (NO_BEGINNING.test(piece(from)) || cutsFigures(text, edge(from)))) from++
	while (to > from && (NO_END.test(piece(to - 1)) || cutsFigures(text, edge(to)))) to--
	return to === from ? undefined : { skipped: from - first, length: to - from }
}
