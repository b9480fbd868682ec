/** The features of one block of a text, with how often each occurs. */
export interface Counted {
	/** Each once. */
	readonly features: Int32Array
	readonly counts: Int32Array
}

/** Of a size that hardly any text exceeds. */
let sorted = new Int32Array(4_096)
let numbers = new Int32Array(4_096)

/** The result is good until the next call: most texts are read once, and memory of their own would cost more than they do. */
export function counted(found: readonly number[]): Counted {
	if (found.length > sorted.length) {
		sorted = new Int32Array(2 * found.length)
		numbers = new Int32Array(2 * found.length)
	}
	sorted.set(found)
	sorted.subarray(0, found.length).sort()
	let size = 0
	for (let index = 0; index < found.length; index++) {
		if (index > 0 && sorted[index] === sorted[size - 1]) numbers[size - 1] = (numbers[size - 1] as number) + 1
		else {
			sorted[size] = sorted[index] as number
			numbers[size++] = 1
		}
	}
	return { features: sorted.subarray(0, size), counts: numbers.subarray(0, size) }
}

/** A copy that stays good. */
export function kept({ features, counts }: Counted): Counted {
	return { features: features.slice(), counts: counts.slice() }
}
