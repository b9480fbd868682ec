/**
 * Where the end of a prefix lies in another row of parts: whole parts go over to whole parts, the part that the end
 * lies in goes over in proportion.
 *
 * @param from Sizes of the parts that the prefix is of.
 * @param to Sizes of their counterparts, as many.
 * @param end Size of the prefix, at least 0; at most the sum of `from`.
 */
export function mapPrefix(from: readonly number[], to: readonly number[], end: number): number {
	if (end <= 0) return 0
	let [passed, mapped] = [0, 0]
	for (const [index, size] of from.entries()) {
		const counterpart = to[index] ?? 0
		if (end < passed + size) return mapped + ((end - passed) / size) * counterpart
		passed += size
		mapped += counterpart
	}
	return mapped
}
