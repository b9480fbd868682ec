/** Examples in an order that does not depend on that of the groups or their texts, so that learning does not either. */
export interface Examples {
	readonly texts: readonly string[]
	/** Number in [0, n) of the group of each text, rising. */
	readonly groups: Int32Array
	/** For each group as it was given, its number here. */
	readonly numbers: readonly number[]
}

/** How many examples there are and a 32-bit hash of them and their groups: what was learnt of others is told by it. */
export function fingerprint({ texts, groups }: Examples): string {
	let hash = 0x811c9dc5
	for (const [index, text] of texts.entries()) {
		hash = Math.imul(hash ^ (groups[index] as number), 0x01000193)
		for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
	}
	return `${texts.length}-${(hash >>> 0).toString(16)}`
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
