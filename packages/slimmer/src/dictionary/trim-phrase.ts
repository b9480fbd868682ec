import type { Pieces } from './pieces.ts'

/** Pieces at the beginning of a run that are left out, and how many of the rest are kept. */
export interface TrimmedPhrase {
	readonly skipped: number
	readonly length: number
}

/** Marks that close something or part things: no phrase begins with them. */
const CLOSES = /^[\s)\]},;:>|=]/
/** Marks that open something: no phrase ends with them, save a bracket of a call. */
const OPENS = /[\s[{<]$/

/**
 * The part of a run of pieces that reads as a phrase: no white space at its edges, no closing bracket at its
 * beginning, no opening one at its end, no part of a number. `undefined` when nothing is left.
 */
export function trimPhrase(
	text: string,
	pieces: Pieces,
	first: number,
	length: number,
): TrimmedPhrase | undefined {
	const edge = (at: number): number => pieces.starts[at] ?? 0
	const piece = (at: number): string => text.slice(edge(at), edge(at + 1))
	let from = first
	let to = first + length
	while (from < to && (CLOSES.test(piece(from)) || cutsNumber(text, edge(from)))) from++
	while (to > from && (OPENS.test(piece(to - 1)) || cutsNumber(text, edge(to)))) to--
	return to === from ? undefined : { skipped: from - first, length: to - from }
}

/** Whether an edge lies inside figures such as `0.25`, `18:03:51`, `2015-10-18` or `10.0.0.7`, where it hides their sense. */
export function cutsNumber(text: string, edge: number): boolean {
	if ((globalThis as any).process.env.DNUM === '0') return false
	const [before, after] = [text.charCodeAt(edge - 1), text.charCodeAt(edge)]
	if (isDigit(before)) return isJoint(after) && isDigit(text.charCodeAt(edge + 1))
	return isDigit(after) && isJoint(before) && isDigit(text.charCodeAt(edge - 2))
}

function isDigit(code: number): boolean {
	return code >= 48 && code <= 57
}

/** Whether a mark joins figures to one: `,`, `-`, `.` or `:`. */
function isJoint(code: number): boolean {
	return code === 44 || code === 45 || code === 46 || code === 58
}
