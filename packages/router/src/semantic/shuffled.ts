/** A shuffled copy: Fisher and Yates's, by whole numbers alone, so that a seed gives one order on every machine. */
export function shuffled<Item>(items: readonly Item[], seed: number): Item[] {
	const copy = [...items]
	let state = seed | 0
	for (let last = copy.length - 1; last > 0; last--) {
		// Steele, Lea and Flood's SplitMix with 32 bits: distinct states, well mixed.
		state = (state + 0x9e3779b9) | 0
		let bits = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
		bits = Math.imul(bits ^ (bits >>> 15), 0x735a2d97)
		const at = ((bits ^ (bits >>> 15)) >>> 0) % (last + 1)
		const [a, b] = [copy[at] as Item, copy[last] as Item]
		copy[at] = b
		copy[last] = a
	}
	return copy
}
