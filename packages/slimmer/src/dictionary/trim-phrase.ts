import type { Pieces } from './pieces.ts'

/** Pieces at the beginning of a run that are left out, and how many of the rest are kept. */
export interface TrimmedPhrase {
	readonly skipped: number
	readonly length: number
}

/** Marks that close something or part things: no phrase begins with them. */
const CLOSES = ((globalThis as any).process.env.DTRIM as string) === '0' ? /^\s/ : /^[\s)\]},;:>|=]/
/** Marks that open something: no phrase ends with them, save an opening bracket right behind a word. */
const OPENS = ((globalThis as any).process.env.DTRIM as string) === '0' ? /\s$/ : /[\s[{<]$/

/**
 * The part of a run of pieces that reads as a phrase: no white space at its edges, no closing bracket at its
 * beginning, no opening one at its end. `undefined` when nothing is left.
 */
export function trimPhrase(
	text: string,
	pieces: Pieces,
	first: number,
	length: number,
): TrimmedPhrase | undefined {
	const piece = (at: number): string => text.slice(pieces.starts[at] ?? 0, pieces.starts[at + 1] ?? 0)
	let from = first
	let to = first + length
	while (from < to && CLOSES.test(piece(from))) from++
	while (to > from && OPENS.test(piece(to - 1))) to--
	return to === from ? undefined : { skipped: from - first, length: to - from }
}
