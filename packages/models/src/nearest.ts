/** Longest text compared, in UTF-16 units: beyond it a suggestion is no help, and the comparison is quadratic. */
const MAX_LENGTH = 100

/**
 * The candidate that differs least from a name, or `undefined` when none is near: one edit for every four
 * characters, at most 3. An edit inserts, deletes, replaces or swaps neighbouring characters.
 *
 * Case is ignored. Of equally near candidates the first wins.
 */
export function nearestOf<T>(
	name: string,
	candidates: Iterable<T>,
	textOf: (candidate: T) => string,
): T | undefined {
	if (name.length === 0 || name.length > MAX_LENGTH) return undefined
	const wanted = name.toLowerCase()
	let limit = Math.min(3, Math.max(1, Math.floor(name.length / 4)))
	let best: T | undefined
	for (const candidate of candidates) {
		const text = textOf(candidate).toLowerCase()
		const distance = editDistance(wanted, text, limit)
		if (distance > limit) continue
		best = candidate
		if (distance === 0) return best
		limit = distance - 1
	}
	return best
}

/** Optimal string alignment distance, or some number above `limit` once it must exceed it. */
function editDistance(a: string, b: string, limit: number): number {
	if (Math.abs(a.length - b.length) > limit) return limit + 1
	let before: number[] = []
	let previous = Array.from({ length: b.length + 1 }, (_, index) => index)
	for (let i = 1; i <= a.length; i++) {
		const current = [i]
		let least = i
		for (let j = 1; j <= b.length; j++) {
			const same = a[i - 1] === b[j - 1]
			let cost = Math.min(
				(previous[j] ?? 0) + 1,
				(current[j - 1] ?? 0) + 1,
				(previous[j - 1] ?? 0) + (same ? 0 : 1),
			)
			if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
				cost = Math.min(cost, (before[j - 2] ?? 0) + 1)
			current.push(cost)
			least = Math.min(least, cost)
		}
		if (least > limit) return limit + 1
		before = previous
		previous = current
	}
	return previous[b.length] ?? 0
}
