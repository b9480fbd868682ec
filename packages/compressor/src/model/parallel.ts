/**
 * Runs `work` on every item, at most `limit` at once; results in the order of the items. Rejects with the first
 * error, after which no item is begun.
 */
export async function inParallel<T, R>(
	items: readonly T[],
	limit: number,
	work: (item: T) => Promise<R>,
): Promise<R[]> {
	const results: R[] = []
	const entries = items.entries()
	let failed = false
	// The workers share one iterator, so that each item is taken once.
	const worker = async (): Promise<void> => {
		for (const [index, item] of entries) {
			if (failed) return
			try {
				results[index] = await work(item)
			} catch (error) {
				failed = true
				throw error
			}
		}
	}
	await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker))
	return results
}
