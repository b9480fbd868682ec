/** Examples in an order that does not depend on that of the groups or their texts, so that learning does not either. */
export interface Examples {
	readonly texts: readonly string[]
	/** Number in [0, n) of the group of each text, rising. */
	readonly groups: Int32Array
	/** For each group as it was given, its number here. */
	readonly numbers: readonly number[]
}

/** Repeated texts of a group count once. */
export function orderedExamples(groups: readonly (readonly string[])[]): Examples {
	const sorted = groups.map((texts, given) => ({ given, texts: [...new Set(texts)].sort() }))
	sorted.sort((a, b) => compared(a.texts, b.texts) || a.given - b.given)
	const numbers = new Array<number>(groups.length)
	for (const [number, { given }] of sorted.entries()) numbers[given] = number
	return {
		texts: sorted.flatMap(({ texts }) => texts),
		groups: Int32Array.from(sorted.flatMap(({ texts }, number) => texts.map(() => number))),
		numbers,
	}
}

function compared(a: readonly string[], b: readonly string[]): number {
	for (const [index, text] of a.entries()) {
		const other = b[index]
		if (other === undefined) return 1
		if (text !== other) return text < other ? -1 : 1
	}
	return a.length - b.length
}
