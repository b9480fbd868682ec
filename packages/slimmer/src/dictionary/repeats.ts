import type { Pieces } from './pieces.ts'
import { sortSuffixes } from './suffix-order.ts'

/** Most pieces of a phrase: what repeats at greater length is cut, which costs a name for each part. */
const LONGEST = 128

/** A run of pieces that stands at several positions: those from `from` to before `to` of the suffix order. */
export interface Repeat {
	readonly from: number
	readonly to: number
	/** Pieces. */
	readonly length: number
}

/** Every run of pieces that repeats and cannot be made longer without losing places. */
export interface Repeats {
	readonly order: Int32Array
	readonly all: readonly Repeat[]
}

/** Finds what repeats, where `isWorth` says that a number of places and a length may pay. */
export function findRepeats(pieces: Pieces, isWorth: (repeat: Repeat, first: number) => boolean): Repeats {
	const { ids, count } = pieces
	const order = sortSuffixes(ids, LONGEST)
	const all: Repeat[] = []
	const turns = leftTurns(order, ids)
	const open: { from: number; length: number }[] = []
	for (let place = 1; place <= count; place++) {
		const length = place === count ? 0 : commonLength(ids, order[place - 1] ?? 0, order[place] ?? 0)
		let from = place - 1
		for (
			let top = open[open.length - 1];
			top !== undefined && top.length > length;
			top = open[open.length - 1]
		) {
			open.pop()
			const repeat = { from: top.from, to: place, length: top.length }
			// Where the same piece stands before every place, the run that begins there is longer and as frequent.
			const isMaximal = (turns[place - 1] ?? 0) > (turns[top.from] ?? 0)
			if (isMaximal && isWorth(repeat, order[top.from] ?? 0)) all.push(repeat)
			from = top.from
		}
		if (length > 0 && open[open.length - 1]?.length !== length) open.push({ from, length })
	}
	return { order, all }
}

function commonLength(ids: Int32Array, one: number, other: number): number {
	const most = Math.min(LONGEST, ids.length - Math.max(one, other))
	let length = 0
	while (length < most && ids[one + length] === ids[other + length]) length++
	return length
}

/** How often, up to each place of the order, the piece before the position is another one than at the place before. */
function leftTurns(order: Int32Array, ids: Int32Array): Int32Array {
	const turns = new Int32Array(order.length)
	let sum = 0
	let before = -2
	for (const [place, at] of order.entries()) {
		const left = ids[at - 1] ?? -1
		if (left !== before) sum++
		before = left
		turns[place] = sum
	}
	return turns
}
