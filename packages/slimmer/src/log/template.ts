import { splitColumn } from './column.ts'
import type { LineGroup } from './group.ts'

/** What stands in a template: text, the time stamp, a value of the row, or value `again` (1-based) of it once more. */
export type TemplatePiece = string | { readonly type: 'time' | 'value' } | { readonly again: number }

/** What the lines of a group share. */
export interface Template {
	readonly pieces: readonly TemplatePiece[]
}

/** A template, and for each of its lines the values of its slots in order. */
export interface FilledTemplate extends Template {
	readonly rows: readonly (readonly string[])[]
}

/** Most slots that may be repeated by number: two digits. */
const MOST_NUMBERED = 99

/** The template of a group of lines and the values of each line. Linear in the group's text. */
export function buildTemplate({ lines, shared }: LineGroup): FilledTemplate {
	const pieces: TemplatePiece[] = []
	const slots: (readonly string[])[] = []
	const numbers = new Map<string, number>()
	const cuts = lines.map(({ cut }) => cut)
	const [first] = cuts
	for (const [at, id] of shared.entries()) {
		pieces.push(first?.gaps[at] ?? '')
		const words = cuts.map((cut) => cut.words[at] ?? '')
		if (id !== -1) pieces.push(words[0] ?? '')
		else if (at === first?.time) {
			pieces.push({ type: 'time' })
			slots.push(words)
		} else {
			const column = splitColumn(words)
			for (const piece of column.pieces) {
				if (typeof piece === 'string') {
					pieces.push(piece)
					continue
				}
				const values = column.slots[piece] ?? []
				const key = values.join('\n')
				const number = numbers.get(key)
				if (number !== undefined) pieces.push({ again: number })
				else {
					pieces.push({ type: 'value' })
					slots.push(values)
					if (slots.length <= MOST_NUMBERED) numbers.set(key, slots.length)
				}
			}
		}
	}
	pieces.push(first?.gaps[shared.length] ?? '')
	return { pieces: joinPieces(pieces), rows: lines.map((_, row) => slots.map((values) => values[row] ?? '')) }
}

/** Code units of the line that a template stands for with these values, and one for each piece. */
export function fillCost({ pieces }: Template, values: readonly string[]): number {
	let cost = pieces.length
	for (const value of values) cost += value.length
	for (const piece of pieces) {
		if (typeof piece === 'string') cost += piece.length
		else if ('again' in piece) cost += values[piece.again - 1]?.length ?? 0
	}
	return cost
}

/** The line that a template stands for with these values. */
export function fillTemplate({ pieces }: Template, values: readonly string[]): string {
	let line = ''
	let slot = 0
	for (const piece of pieces) {
		if (typeof piece === 'string') line += piece
		else if ('again' in piece) line += values[piece.again - 1] ?? ''
		else line += values[slot++] ?? ''
	}
	return line
}

/** The slots that a row of this template fills, in order. */
export function slotsOf({ pieces }: Template): readonly ('time' | 'value')[] {
	return pieces.flatMap((piece) => (typeof piece === 'string' || 'again' in piece ? [] : [piece.type]))
}

function joinPieces(pieces: readonly TemplatePiece[]): readonly TemplatePiece[] {
	const joined: TemplatePiece[] = []
	for (const piece of pieces) {
		const last = joined[joined.length - 1]
		if (piece === '') continue
		if (typeof piece === 'string' && typeof last === 'string') joined[joined.length - 1] = last + piece
		else joined.push(piece)
	}
	return joined
}
