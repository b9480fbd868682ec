/**
 * P-values adjusted for having looked at all of them, in the order given (Holm 1979): the i-th smallest of m is
 * multiplied by m − i + 1, never below the one before it, never above 1. Compare each with the one alpha.
 */
export function holm(pValues: readonly number[]): number[] {
	const order = pValues
		.map((_, index) => index)
		.sort((a, b) => (pValues[a] as number) - (pValues[b] as number))
	const adjusted = new Array<number>(pValues.length)
	let least = 0
	for (const [rank, index] of order.entries()) {
		least = Math.max(least, Math.min(1, (pValues[index] as number) * (pValues.length - rank)))
		adjusted[index] = least
	}
	return adjusted
}
