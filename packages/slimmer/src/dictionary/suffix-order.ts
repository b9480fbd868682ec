/**
 * Positions of a sequence in the order of what follows them, compared over `depth` numbers at least. Beyond that,
 * alike ones may stand in any order.
 *
 * @param ids numbers from 0 up, smaller than the length of the sequence
 * @returns each position once. Time grows with the length times the logarithm of `depth`.
 */
export function sortSuffixes(ids: Int32Array, depth: number): Int32Array {
	const count = ids.length
	let ranks = Int32Array.from(ids)
	let next = new Int32Array(count)
	const bySecond = Int32Array.from({ length: count }, (_, at) => at)
	const order = new Int32Array(count)
	const slots = new Int32Array(count + 1)
	sortByRank(bySecond, ranks, slots, order)
	for (let width = 1; width < depth; width *= 2) {
		// The end of the sequence comes before everything, then positions in the order of what stands `width` behind.
		let filled = 0
		for (let at = count - width; at < count; at++) if (at >= 0) bySecond[filled++] = at
		for (let place = 0; place < count; place++) {
			const at = (order[place] ?? 0) - width
			if (at >= 0) bySecond[filled++] = at
		}
		sortByRank(bySecond, ranks, slots, order)
		const distinct = rankPairs(order, ranks, width, next)
		;[ranks, next] = [next, ranks]
		if (distinct === count) break
	}
	return order
}

/** Counting sort of `from` by the ranks of its positions, into `into`; keeps the order of equals. */
function sortByRank(from: Int32Array, ranks: Int32Array, slots: Int32Array, into: Int32Array): void {
	slots.fill(0)
	for (const rank of ranks) slots[rank + 1] = (slots[rank + 1] ?? 0) + 1
	let sum = 0
	for (let rank = 0; rank < slots.length; rank++) {
		sum += slots[rank] ?? 0
		slots[rank] = sum
	}
	for (const at of from) {
		const rank = ranks[at] ?? 0
		const slot = slots[rank] ?? 0
		slots[rank] = slot + 1
		into[slot] = at
	}
}

/** Ranks positions anew by their own rank and the one `width` behind. Returns how many ranks there are. */
function rankPairs(order: Int32Array, ranks: Int32Array, width: number, into: Int32Array): number {
	let rank = -1
	let [first, second] = [-2, -2]
	for (const at of order) {
		const [own, behind] = [ranks[at] ?? -1, ranks[at + width] ?? -1]
		if (own !== first || behind !== second) rank++
		;[first, second] = [own, behind]
		into[at] = rank
	}
	return rank + 1
}
