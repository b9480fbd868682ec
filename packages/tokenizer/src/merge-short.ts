import type { Piece } from './piece.ts'

/** Most parts for which looking through all of them before each merge is the faster way. */
export const SHORT_PARTS = 96

const NONE = 0x7fffffff
const ranks: Int32Array = new Int32Array(SHORT_PARTS)

/** Merges the parts of a piece of up to `SHORT_PARTS` parts, lowest rank first, leftmost first among equals. */
export function mergeShort(piece: Piece): void {
	const starts = piece.starts
	let count = piece.count
	// Pairs `[from, to)` are to be looked up: at first all, then those beside the last merge.
	let from = 0
	let to = count - 1
	while (count > 1) {
		for (let i = from; i < to; i++) {
			const rank = piece.rankOf(starts[i] as number, starts[i + 2] as number)
			ranks[i] = rank < 0 ? NONE : rank
		}
		let lowest = NONE
		let at = 0
		for (let i = 0; i + 1 < count; i++) {
			const rank = ranks[i] as number
			if (rank < lowest) {
				lowest = rank
				at = i
			}
		}
		if (lowest === NONE) break
		for (let i = at + 1; i < count; i++) starts[i] = starts[i + 1] as number
		for (let i = at + 1; i + 2 < count; i++) ranks[i] = ranks[i + 1] as number
		count--
		from = at > 0 ? at - 1 : 0
		to = at + 1 < count ? at + 1 : count - 1
	}
	piece.count = count
}
